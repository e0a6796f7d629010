// `npm start`: sets everything up and shows the three jobs on a sample project; with `--editor` opens that project in VS Code.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { type Context, logTo } from '../src/cli/context.ts';
import { pullWithBar } from '../src/cli/commands/models.ts';
import { onInterrupt } from '../src/cli/interrupt.ts';
import { modelReference, withJourneyman } from '../src/cli/open.ts';
import { Output } from '../src/cli/output.ts';
import type { Journeyman } from '../src/composition.ts';
import { isAbort, messageOf, UserError } from '../src/core/errors.ts';
import { cacheFolder } from '../src/models/cache-folder.ts';
import { ensureBuilt, root } from './build.ts';
import { openEditor } from './editor.ts';
import { createSampleProject } from './sample-project.ts';
import { showThreeJobs } from './three-jobs.ts';

const OLDEST_GIT = [2, 25] as const;

const interruption = new AbortController();
let interrupted: number | undefined;
onInterrupt((code) => {
  interrupted = code;
  interruption.abort();
});

const context: Context = {
  stdin: process.stdin,
  stdout: new Output(process.stdout),
  stderr: new Output(process.stderr),
  env: process.env,
  cwd: root,
  signal: interruption.signal,
  processPath: join(root, 'dist', 'model-process.mjs'),
};
const { stdout } = context;
const done = (what: string) => stdout.line(`${stdout.styled('green', '✓')} ${what}`);

async function gitVersion(): Promise<string> {
  const { stdout: text } = await promisify(execFile)('git', ['--version']).catch((error: unknown) => {
    throw new UserError('Git was not found.', 'Journeyman reads changes with your own git.', 'Install it from https://git-scm.com and start again.', { cause: error });
  });
  const [, version = '', major, minor] = /((\d+)\.(\d+)\S*)/.exec(text) ?? [];
  const passed = Number(major) > OLDEST_GIT[0] || (Number(major) === OLDEST_GIT[0] && Number(minor) >= OLDEST_GIT[1]);
  if (!passed) throw new UserError(`Git ${version} is too old.`, `Journeyman needs ${OLDEST_GIT.join('.')} or newer.`, 'Update it from https://git-scm.com and start again.');
  return version;
}

/** Downloads a model by its name; a file of the person's own must be there. */
async function ensureModel(reference: string, { library }: Journeyman): Promise<string> {
  const { path } = reference.endsWith('.gguf') && !reference.startsWith('hf:') ? await library.locate(reference, context.signal) : await pullWithBar(reference, library, context);
  return path;
}

async function start(): Promise<number> {
  const { values } = parseArgs({ options: { editor: { type: 'boolean' }, model: { type: 'string' } } });
  await stdout.line(`${stdout.styled('bold', 'Journeyman')}: routine jobs done by a small language model on this machine\n`);
  await done(`Node ${process.versions.node}, git ${await gitVersion()}`);
  await ensureBuilt();
  await done('Bundles: dist/');
  return withJourneyman(context, values, async (journeyman) => {
    const model = modelReference(context, values.model);
    await done(`Model: ${model}, verified, ${await ensureModel(model, journeyman)}`);
    const { folder, branch, commits } = await createSampleProject(join(cacheFolder(), 'sample'));
    await done(`Sample project: ${folder}, ${commits} commits, branch ${branch}, made anew at each start`);
    if (values.editor) return openEditor(folder, model, { ...context, log: logTo(context.stderr, true) });
    return showThreeJobs(folder, journeyman, context);
  });
}

const code = await start().catch((error: unknown) => {
  if (!isAbort(error)) console.error(`npm start: ${messageOf(error)}`);
  return 1;
});
process.exit(interrupted ?? code);
