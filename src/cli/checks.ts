import { mkdir, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { EscalationOptions, Journeyman } from '../composition.ts';
import { isAbort, messageOf, UserError } from '../core/errors.ts';
import { modelFolder } from '../models/cache-folder.ts';
import { formatBytes } from '../models/progress.ts';
import { findProgram } from '../sources/linters/find-program.ts';
import { linterVersions } from '../sources/linters/linters.ts';
import { runTool } from '../sources/linters/run-tool.ts';
import type { Context } from './context.ts';
import { budgetOf, escalationMode, keyFound, plainHttp, whatStays } from './escalation-checks.ts';
import { routeName, routeWorks } from './model-checks.ts';
import { modelRoutes } from './open.ts';
import { isRemote, parseRemote } from './remote-reference.ts';

/** One thing that Journeyman needs or can use, and whether it is there. */
export interface MachineCheck {
  name: string;
  passed: boolean;
  /** Whether every job needs it. */
  essential: boolean;
  /** What was found, or why it failed. */
  detail: string;
  /** What to do where it failed; empty where nothing need be done. */
  next: string;
}

export type Finding = Pick<MachineCheck, 'passed' | 'detail'> & { next?: string };
type CheckContext = Pick<Context, 'cwd' | 'env' | 'signal'> & { model: string; escalation: EscalationOptions | undefined };

/** Node that runs TypeScript-free bundles with all that they use. */
const OLDEST_NODE = [22, 13] as const;

/** Looks at the machine, one thing after the other. What fails is a result, never an error, but for an interruption. */
export async function* runChecks(journeyman: Journeyman, { cwd, env, signal, model, escalation }: CheckContext): AsyncGenerator<MachineCheck> {
  const check = async (name: string, essential: boolean, look: () => Finding | Promise<Finding>): Promise<MachineCheck> => {
    signal.throwIfAborted();
    try {
      const { passed, detail, next = '' } = await look();
      return { name, passed, essential, detail, next: passed ? '' : next };
    } catch (error) {
      if (isAbort(error)) throw error;
      const { what, next } = error instanceof UserError ? { what: `${error.what} ${error.why}`, next: error.next } : { what: messageOf(error), next: '' };
      return { name, passed: false, essential, detail: what.trim(), next };
    }
  };
  const folder = modelFolder(env);
  const known = (await journeyman.library.list()).find(({ name, path }) => name === model || path === model);

  yield check('Node', true, nodeVersion);
  yield check('Platform', true, () => ({ passed: true, detail: `${process.platform} ${process.arch}` }));
  yield check('Model folder', true, () => modelFolderWorks(folder));
  yield check('Disk', false, () => diskSpace(folder, known?.installed ? 0 : (known?.bytes ?? 0)));
  yield check('Memory', false, () => memory(known?.entry?.memory.bytes ?? known?.bytes ?? 0));
  if (isRemote(model)) {
    yield check('Model server', true, async () => {
      const tokens = await journeyman.model.contextTokens(signal);
      const hosted = parseRemote(model);
      return { passed: true, detail: `${hosted?.model ?? journeyman.model.name} at ${hosted?.recipient ?? 'its server'} stands in the place of the model process: ${tokens} tokens of context.` };
    });
  } else {
    const located = await check('Model', true, async () => {
      const { name, path } = await journeyman.library.locate(model, signal);
      return { passed: true, detail: `${name} is installed and sound: ${path}` };
    });
    yield located;
    yield check('Model process', true, async () => {
      if (!located.passed) return { passed: false, detail: 'It was not tried without a model.' };
      const tokens = await journeyman.model.contextTokens(signal);
      return { passed: true, detail: `It starts and loads ${journeyman.model.name}: ${tokens} tokens of context.` };
    });
  }
  for (const [worker, references] of Object.entries(modelRoutes({ env, cwd }))) yield check(routeName(worker), false, () => routeWorks(references, journeyman.library, signal));
  yield check('git', false, () => gitVersion(cwd, signal));
  for (const { tool, version, path, installation } of await linterVersions(cwd, signal)) {
    const detail = version === null ? 'It was not found from here; only its own diagnostics need it.' : `${version}, ${path}`;
    yield check(tool, false, () => ({ passed: version !== null, detail, next: `To install it: ${installation}` }));
  }
  yield check('Escalation', false, () => escalationMode(escalation));
  if (escalation && escalation.remote !== '') {
    yield check('Remote model', false, async () => {
      // Says why it cannot be used, where it cannot.
      await journeyman.escalation?.remote(signal);
      return keyFound(escalation.remote, env);
    });
    yield check('Plain http', false, () => plainHttp(escalation));
    yield check('Budget', false, async () => budgetOf(escalation, await journeyman.escalation?.ledger.spent()));
    yield check('Exclusions', false, () => whatStays(escalation));
  }
  const others = [isRemote(model) && 'the model server', escalation && escalation.settings.mode !== 'off' && 'escalation'].filter((each) => each !== false && each !== undefined);
  yield check('Network', false, () => ({ passed: true, detail: `It is needed for ${['downloading models', ...others].join(' and ')} only, and was not tried.` }));
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const passed = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { passed, detail: process.versions.node, next: `Install Node ${OLDEST_NODE.join('.')} or newer.` };
}

async function modelFolderWorks(folder: string): Promise<Finding> {
  await mkdir(folder, { recursive: true });
  return { passed: true, detail: folder };
}

async function diskSpace(folder: string, needed: number): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return { passed: free >= needed, detail: `${formatBytes(free)} are free${needed > 0 ? `; the model needs ${formatBytes(needed)}` : ''}.`, next: 'Free some space.' };
}

function memory(needed: number): Finding {
  const free = process.availableMemory();
  const detail = `${formatBytes(free)} of ${formatBytes(totalmem())} are free${needed > 0 ? `; the model needs about ${formatBytes(needed)}` : ''}.`;
  return { passed: free >= needed, detail, next: 'Close other programs or use a smaller model.' };
}

async function gitVersion(cwd: string, signal: AbortSignal): Promise<Finding> {
  const program = await findProgram('git', undefined);
  if (program === undefined) return { passed: false, detail: 'It was not found; commit and pr need it.', next: 'Install it from https://git-scm.com.' };
  const { stdout } = await runTool('git', program, ['--version'], { cwd, signal });
  return { passed: true, detail: `${stdout.trim().replace(/^git version /, '')}, ${program}` };
}
