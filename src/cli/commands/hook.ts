import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { CommitOutput } from '../../workers/commit/input.ts';
import { type HookStatus, hookStatus, type Installed, installHook, uninstallHook } from '../../sources/git/hook-install.ts';
import { TIMEOUT_SECONDS } from '../../sources/git/hook-scripts.ts';
import { openMessageFile } from '../../sources/git/hook-message-file.ts';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command, Context } from '../context.ts';
import { jobsOf } from '../jobs.ts';
import { modelReference, withJourneyman } from '../open.ts';
import { printable } from '../output.ts';

const UNDO = 'journeyman hook uninstall';

interface Request {
  context: Context;
  cwd: string;
  json: boolean;
  globalHooks: boolean;
  model: string | undefined;
}

/** Each gives the exit code. */
const actions: Record<string, (request: Request) => Promise<number>> = {
  async install({ context, cwd, json, globalHooks, model }) {
    const program = { node: slashes(process.execPath), cli: slashes(join(dirname(context.processPath), 'cli.mjs')), model: model === undefined ? undefined : modelReference(context, model) };
    const installed = await installHook(cwd, program, { globalHooks }, context.signal);
    const undo = `${UNDO}${installed.owner === 'person' ? ' --global-hooks' : ''}`;
    await show(context, json, { ...installed, undo }, [...described(installed), `Skip it once: JOURNEYMAN_SKIP=1 git commit. Undo: ${undo}`]);
    return 0;
  },

  async uninstall({ context, cwd, json, globalHooks }) {
    const { done } = await uninstallHook(cwd, { globalHooks }, context.signal);
    await show(context, json, { done }, done.length > 0 ? done : ['There was nothing to remove.']);
    return 0;
  },

  async status({ context, cwd, json }) {
    const status = await hookStatus(cwd, context.signal);
    await show(context, json, status, [statusLine(status), ...missingLine(status), ...(status.kept === null ? [] : [`The hook that stood there before is kept in ${status.kept}.`])]);
    return 0;
  },
};

/** For a shell that comes with git for Windows too. */
function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

async function show({ stdout }: Context, json: boolean, result: object, lines: readonly string[]): Promise<void> {
  if (json) await stdout.line(JSON.stringify(result));
  else for (const line of lines) await stdout.line(printable(line));
}

function described({ file, how, owner, kept, again }: Installed): string[] {
  const verb = again ? 'Brought up to date' : 'Installed';
  const first = {
    new: `${verb}: a plain \`git commit\` opens the editor with a drafted message. The hook is ${file}.`,
    block: `${verb}: a plain \`git commit\` opens the editor with a drafted message. ${file} has lines for it at its end; what stood there runs first, as before.`,
    chained: `${verb}: a plain \`git commit\` opens the editor with a drafted message. The hook is ${file}; the one that stood there runs first and is kept in ${kept}.`,
  }[how];
  const notes = {
    clone: [],
    project: ['The file belongs to the project. Committed, it does nothing for people who have not installed Journeyman in their clone.'],
    husky: ['Husky runs this file, and it belongs to the project. Committed, it does nothing for people who have not installed Journeyman in their clone.'],
    person: ['It runs in all repositories that use this folder of hooks.'],
  }[owner];
  const managed = how === 'chained' ? ['Where a tool such as lefthook or pre-commit manages this file, it may replace it; then run this again.'] : [];
  return [first, ...notes, ...managed];
}

function statusLine({ installed, file, owner }: HookStatus): string {
  if (installed) return `Installed in ${file}.`;
  return `Not installed; git looks for the hook in ${file}${owner === 'person' ? ', outside this repository' : ''}.`;
}

function missingLine({ installed, missing }: HookStatus): string[] {
  return installed && missing.length > 0 ? [`It drafts nothing: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there any more. Run journeyman hook install again.`] : [];
}

/** What git's hook calls: drafts into the file of the message. Leaves it alone where it already holds text. */
async function draft(file: string | undefined, seconds: string, context: Context, options: { model?: string; verbose?: boolean }): Promise<number> {
  if (file === undefined) throw new UsageError('Name the file of the message: journeyman hook run FILE.');
  if (!/^[1-9]\d{0,2}$/.test(seconds)) throw new UsageError('--timeout takes 1 to 999 seconds.');
  const limit = AbortSignal.timeout(Number(seconds) * 1000);
  const signal = AbortSignal.any([context.signal, limit]);
  try {
    const target = await openMessageFile(resolve(context.cwd, file), context.cwd, signal);
    if (target === undefined) return 0;
    return await withJourneyman(context, options, async (journeyman) => {
      const { result } = await jobsOf(journeyman).commit.run({ cwd: context.cwd }, { signal });
      const { message } = result.output as CommitOutput;
      if (!(await target.write(printable(message), signal))) throw new UserError('The drafted message was not used.', 'The file has changed meanwhile, or git would read the message otherwise.', '');
      return 0;
    });
  } catch (error) {
    if (limit.aborted && !context.signal.aborted) throw new UserError(`No message was ready within ${seconds} s.`, '', 'More time: git config journeyman.hookTimeout 60', { cause: error });
    throw error;
  }
}

export const hook: Command = {
  name: 'hook',
  synopsis: 'install|uninstall|status',
  summary: 'git commit opens with a drafted message',
  details: `  install      a prepare-commit-msg hook; one that is there is kept and runs first, and Husky is respected. With --model, for this model
  uninstall    removes it and restores what stood there
  status       whether it is installed, and where

  --cwd DIR         the repository, or a folder in it; otherwise the current folder
  --global-hooks    also where core.hooksPath names a folder outside the repository: for all your repositories

The hook drafts for a plain \`git commit\` only, and never stops one. It waits git config journeyman.hookTimeout seconds, by default ${TIMEOUT_SECONDS};
JOURNEYMAN_SKIP=1 skips it. It calls: journeyman hook run FILE [SOURCE [SHA]] [--timeout SECONDS]`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { cwd: { type: 'string' }, 'global-hooks': { type: 'boolean' }, timeout: { type: 'string' } });
    const [action, ...rest] = positionals;
    if (action === 'run') {
      wantNoMore(rest, 3);
      // Others than a plain commit have a message already.
      if (rest[1] !== undefined && !['', 'template'].includes(rest[1])) return 0;
      return draft(rest[0], values.timeout ?? `${TIMEOUT_SECONDS}`, context, values);
    }
    if (action === undefined || !Object.hasOwn(actions, action)) throw new UsageError(`${action === undefined ? 'Say what to do' : `There is no "hook ${action}"`}: install, uninstall or status.`);
    wantNoMore(rest, 0);
    const cwd = resolve(context.cwd, values.cwd ?? '.');
    return actions[action]!({ context, cwd, json: values.json ?? false, globalHooks: values['global-hooks'] ?? false, model: values.model });
  },
};
