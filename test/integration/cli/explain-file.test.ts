import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import type { Job } from '../../../src/cli/jobs.ts';
import { Output } from '../../../src/cli/output.ts';
import { readReport } from '../../../src/cli/reports/read-report.ts';
import { resolveFindings } from '../../../src/cli/reports/resolve.ts';
import { showFixes } from '../../../src/cli/show-fixes.ts';
import { showGroups } from '../../../src/cli/show-groups.ts';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import type { LintTarget } from '../../../src/core/diagnostic.ts';
import type { LanguageModel } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { createExplainWorker } from '../../../src/workers/explain/worker.ts';

const eslint = dirname(fileURLToPath(import.meta.resolve('eslint/package.json')));
const source = 'var a = 1;\r\nif (a == 2) {\r\n  var b = a;\r\n  debugger;\r\n}\r\n\r\n\r\nexport { b };\r\n';
const { signal } = new AbortController();
const linters = createLinters();
const worker = createExplainWorker({ linters, syntax: undefined });
/** Says the same of everything; what is fixed is the linter's own doing. */
const model: LanguageModel = {
  name: 'fake',
  contextTokens: async () => 4096,
  countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
  generate: async () => ({ text: ' `a` is declared here.\nWHY: It is hard to follow.', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 }),
};
const scheduler = createScheduler();
const job: Job = { name: 'explain', run: async (input) => ({ result: await run(worker, worker.input.parse(input), { model, scheduler, priority: 'user', signal }), texts: [] }) };
const client = { onStatus: () => () => undefined, contextTokens: model.contextTokens };

let cwd = '';
let file = '';
beforeAll(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'journeyman explain ü ')));
  file = join(cwd, 'a.js');
  await mkdir(join(cwd, 'node_modules'));
  await symlink(eslint, join(cwd, 'node_modules', 'eslint'), 'junction');
  await writeFile(join(cwd, 'package.json'), '{"type": "module"}');
  await writeFile(join(cwd, 'eslint.config.js'), 'export default [{ rules: { "no-var": "error", eqeqeq: "warn", "no-debugger": "error" } }];\n');
});
beforeEach(() => writeFile(file, source));
afterAll(() => rm(cwd, { recursive: true, force: true, maxRetries: 5 }));

function context() {
  const streams = { stdout: new PassThrough({ encoding: 'utf8' }), stderr: new PassThrough({ encoding: 'utf8' }) };
  const read = (name: 'stdout' | 'stderr') => (streams[name].read() as string | null) ?? '';
  return { given: { stdout: new Output(streams.stdout), stderr: new Output(streams.stderr), signal, cwd }, read };
}
const target = (): LintTarget => ({ file, source, language: 'javascript' });
const lint = async (of: LintTarget) => (await linters.lint(of, { signal })).map(({ diagnostic }) => diagnostic);

describe('explain FILE --fix with the real ESLint', () => {
  it('applies its fixes one after the other, keeps line ends, and lists what is left', async () => {
    const { given, read } = context();
    await showFixes(target(), await lint(target()), { context: given, job, model: client, linters, json: false, lint });
    const fixed = await readFile(file, 'utf8');
    expect(fixed).toMatch(/^let a = 1;\r\n/);
    expect(fixed.replaceAll('\r\n', '')).not.toContain('\n');
    const after = await lint({ ...target(), source: fixed });
    const stdout = read('stdout');
    expect(stdout).toContain('a.js:1:1 eslint no-var: Unexpected var, use let or const instead. (fix by eslint)\n  -var a = 1;\n  +let a = 1;\n');
    expect(stdout).toMatch(new RegExp(`a\\.js: ${4 - after.length} fixed, ${after.length} left\\.`));
    for (const { line, column, rule } of after) expect(stdout).toContain(`  a.js:${line}:${column} eslint ${rule}: `);
    expect(read('stderr')).toContain('The original is kept as ');
    expect(await readFile(`${file}.orig`, 'utf8')).toBe(source);
  });

  it('gives a line of JSON for each finding', async () => {
    const { given, read } = context();
    const found = await lint(target());
    await showFixes(target(), found, { context: given, job, model: client, linters, json: true, lint });
    const lines = read('stdout').trim().split('\n').map((line) => JSON.parse(line) as { state: string; rule: string; places: { line: number }[]; output: { fix: unknown } });
    expect(lines).toHaveLength(found.length);
    expect(lines[0]).toMatchObject({ worker: 'explain', state: 'fixed', rule: 'no-var', places: [{ file, line: 1 }], output: { fix: { verified: true } } });
    expect(lines.find(({ state }) => state === 'left')).toMatchObject({ reason: expect.stringMatching(/^no fix was confirmed/) });
    expect(read('stderr')).toMatch(/^a\.js: \d fixed/);
  });

  it('does not write over what changed since it was linted', async () => {
    await writeFile(file, `${source}// mine\n`);
    const { given } = context();
    await expect(showFixes(target(), await lint(target()), { context: given, job, model: client, linters, json: false, lint })).rejects.toThrow(/was not changed\. Somebody else has changed it meanwhile/);
    expect(await readFile(file, 'utf8')).toBe(`${source}// mine\n`);
  });
});

describe('explain - with the real ESLint\'s report', () => {
  it('explains by rule what it reports', async () => {
    let report = '';
    try {
      report = execFileSync(process.execPath, [join(eslint, 'bin', 'eslint.js'), '-f', 'json', 'a.js'], { cwd, encoding: 'utf8' });
    } catch (error) {
      report = (error as { stdout: string }).stdout;
    }
    const { findings } = readReport(report);
    const { items, skipped } = await resolveFindings(findings, { cwd, signal });
    expect(skipped).toEqual([]);
    expect(items.map(({ diagnostic }) => diagnostic)).toEqual(await lint(target()));
    const { given, read } = context();
    expect(await showGroups(items, { context: given, job, model: client, format: 'text' })).toBe(0);
    const stdout = read('stdout');
    expect(stdout).toMatch(/^eslint no-var: .+\n {2}a\.js:1:1\n {2}a\.js:3:3\n/);
    expect(stdout).toContain('Fix a.js:1:1, confirmed by eslint:\n  -var a = 1;\n  +let a = 1;');
    expect(stdout).toContain('Documentation: https://eslint.org/docs/latest/rules/no-var');
    expect(stdout.match(/^---$/gm)).toHaveLength(2);
  });
});

describe('explain FILE where one linter fails', () => {
  const typescript = dirname(fileURLToPath(import.meta.resolve('typescript/package.json')));
  /** The command in a folder below: the packages are those above. */
  async function explained(name: string, files: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
    const folder = join(cwd, name);
    await mkdir(folder, { recursive: true });
    for (const [path, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) await writeFile(join(folder, path), text);
    const { given, read } = context();
    const code = await runCommandLine(['explain', 'a.ts'], { ...given, cwd: folder, stdin: new PassThrough(), env: { JOURNEYMAN_CACHE: join(cwd, 'cache') }, processPath: join(cwd, 'no process.mjs') });
    return { code, stdout: read('stdout'), stderr: read('stderr') };
  }
  beforeAll(() => symlink(typescript, join(cwd, 'node_modules', 'typescript'), 'junction'));

  it('does not say that there is nothing where the others report nothing', async () => {
    const { code, stdout, stderr } = await explained('broken é', { 'eslint.config.js': 'throw new Error("of no use");\n', 'a.ts': 'export const a = 1;\n' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^journeyman: ESLint failed\. of no use[^\n]*\n$/);
  });

  it('says so in one line where the others report something', async () => {
    const { stderr } = await explained('broken é', { 'eslint.config.js': 'throw new Error("of no use");\n', 'a.ts': 'export const a: string = 1;\n' });
    // Then it fails for want of a model.
    expect(stderr).toMatch(/^ESLint failed\. of no use[^\n]*\n(?:[^\n]*\n)*journeyman: The model/);
  });
});
