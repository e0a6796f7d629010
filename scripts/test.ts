// `npm test`: lint, types, bundles, weights, then the tests of all levels; `npm test -- unit` runs what is named. Ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pullWithBar } from '../src/cli/commands/models.ts';
import { logTo } from '../src/cli/context.ts';
import { Output } from '../src/cli/output.ts';
import { messageOf } from '../src/core/errors.ts';
import { modelFolder } from '../src/models/cache-folder.ts';
import { builtInCatalog } from '../src/models/catalog.ts';
import { createModelLibrary } from '../src/models/library.ts';
import { installLiteLlm } from '../test/support/litellm.ts';
import { nodeTools } from '../test/support/node-tools.ts';
import { installPythonTools } from '../test/support/python-tools.ts';
import { ensureBuilt, root } from './build.ts';
import { countTests, type Counts, summaryLine } from './test-report.ts';

const RESULTS = join(root, 'test-results');
const SMALL_MODELS = ['smollm2-135m', 'qwen2.5-coder-0.5b'];
const stderr = new Output(process.stderr);
const bin = (...parts: string[]) => join(root, 'node_modules', ...parts);

interface Stage {
  name: string;
  /** Stages that it cannot do without. */
  needs?: string[];
  run(args: string[]): Promise<Counts>;
}

const lint: Stage = { name: 'lint', run: async () => passedIf((await runNode([bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'])) === 0) };
const types: Stage = { name: 'types', run: async () => passedIf((await runNode([bin('typescript', 'bin', 'tsc'), '-p', '.'])) === 0) };
const build: Stage = { name: 'build', run: () => ensureBuilt().then(() => passedIf(true)) };
const weights: Stage = { name: 'weights', run: ensureWeights };
const tools: Stage = { name: 'tools', run: installTools };
const unit: Stage = { name: 'unit', run: (args) => runTests('unit', ['unit'], args) };
const integration: Stage = { name: 'integration', needs: ['build', 'weights', 'tools'], run: (args) => runTests('integration', ['integration', 'integration-without-model'], args) };
const e2e: Stage = { name: 'e2e', needs: ['build', 'weights'], run: (args) => runTests('e2e', ['e2e'], args) };
/** One after the other; what stands in one step takes a core or the network, and goes on at the same time. */
const steps: Stage[][] = [[lint, types, build, weights, tools], [unit], [integration], [e2e]];
const stages = steps.flat();

const passedIf = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

async function runNode(args: string[]): Promise<number | null> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
}

/** What the tests run: the smallest model where wording does not matter, the light one where sentences must say something, the default for what a person sees. */
async function ensureWeights(): Promise<Counts> {
  const library = createModelLibrary({ directory: modelFolder(), log: logTo(stderr, true) });
  for (const name of [...SMALL_MODELS, builtInCatalog()[0]!.name]) {
    const { path } = await pullWithBar(name, library, { stderr, signal: new AbortController().signal });
    console.log(`${name}: ${path}`);
  }
  return passedIf(true);
}

/** The linters and the proxy that integration tests install where they are not there yet, so that none waits for another's. No test of its own: those that lack something say so. */
async function installTools(): Promise<Counts> {
  await Promise.allSettled([installPythonTools().then(installLiteLlm), nodeTools()]);
  return { passed: 0, failed: 0, skipped: 0 };
}

async function runTests(name: string, projects: string[], args: string[]): Promise<Counts> {
  const report = join(RESULTS, `${name}.json`);
  await rm(report, { force: true });
  const code = await runNode([bin('vitest', 'vitest.mjs'), 'run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args]);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return countTests(text, code);
}

const named = process.argv.slice(2).filter((arg) => stages.some(({ name }) => name === arg));
/** Whatever else was given goes to vitest: files, -t NAME. */
const rest = process.argv.slice(2).filter((arg) => !named.includes(arg));
const wanted = new Set(named.length > 0 ? stages.filter(({ name }) => named.includes(name)).flatMap(({ name, needs = [] }) => [...needs, name]) : stages.map(({ name }) => name));

await mkdir(RESULTS, { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failed: string[] = [];
for (const step of steps) {
  await Promise.all(
    step.filter(({ name }) => wanted.has(name)).map(async ({ name, run }) => {
      console.log(`\n── ${name} ──`);
      const counts = await run(rest).catch((error: unknown) => {
        console.error(messageOf(error));
        return passedIf(false);
      });
      if (counts.failed > 0) failed.push(`${name} (${counts.failed})`);
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }),
  );
}
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '');
console.log(summaryLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
