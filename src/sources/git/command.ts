import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { simpleGit } from 'simple-git';
import { UserError } from '../../core/errors.ts';
import { withoutCaller } from './caller.ts';
import { failureOf } from './failure.ts';

/** Milliseconds without any output after which git is taken to hang. */
const SILENCE_MS = 30_000;
/** Bytes of output above which a command is stopped, where it names no limit of its own. */
const MAX_BYTES = 16 * 1024 * 1024;

/** With code 1 git says "no" as well: it failed only where it says so. Others write there too: the loader, `GIT_TRACE`. */
const COMPLAINT = /^(?:fatal|error):/m;
/** Switching the monitor off, and whatever the user's own environment says of git's configuration: our arguments say no more. */
const ALLOWED = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
};

/** Thrown when a command printed more than its limit; git has been stopped by then. */
export class OutputTooLarge extends Error {}

/** Runs git in one folder and returns what it printed; empty where it failed without a word. */
export type GitCommand = (args: string[], options?: { maxBytes?: number }) => Promise<string>;

/**
 * The user's own git in this folder. Nothing that the repository's configuration names is run: no file system monitor, no helper for
 * passwords, no transport (a partial clone is not filled up behind the user's back); callers switch off external diff programs.
 */
export async function gitIn(folder: string, signal: AbortSignal): Promise<GitCommand> {
  const isFolder = await stat(folder).then((found) => found.isDirectory(), () => undefined);
  if (!isFolder) throw new UserError(isFolder === undefined ? `The folder ${folder} does not exist.` : `${folder} is no folder.`, '', 'Give the path of a folder inside a git repository.');

  return async (args, { maxBytes = MAX_BYTES } = {}) => {
    signal.throwIfAborted();
    const enough = new AbortController();
    const git = simpleGit({
      // Started elsewhere than in the folder: Windows would take a `git.exe` that lies there.
      baseDir: dirname(process.execPath),
      abort: AbortSignal.any([signal, enough.signal]),
      timeout: { block: SILENCE_MS },
      // The end of the process is not the end of its output.
      completion: { onExit: false },
      config: ['core.quotePath=false', 'core.fsmonitor=false'],
      unsafe: ALLOWED,
      errors: (error, { exitCode, stdErr }) => (exitCode === 1 && !COMPLAINT.test(Buffer.concat(stdErr).toString()) ? undefined : error),
    }).env(environment(process.env));
    let bytes = 0;
    git.outputHandler((_command, stdout) => {
      stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) enough.abort();
      });
    });
    try {
      return await git.raw(['-C', resolve(folder), ...args]);
    } catch (error) {
      signal.throwIfAborted();
      if (enough.signal.aborted) throw new OutputTooLarge(`git ${args[0]} printed more than ${maxBytes} bytes`, { cause: error });
      throw failureOf(error, folder);
    }
  };
}

/** Programs for editing, paging and asking: reading needs none of them, and simple-git refuses to run with them. */
const PROGRAMS = /^(?:(?:GIT_)?(?:EDITOR|PAGER)|GIT_SEQUENCE_EDITOR|(?:GIT|SSH)_ASKPASS|GIT_SSH(?:_COMMAND)?|GIT_PROXY_COMMAND|GIT_EXTERNAL_DIFF|GIT_TEMPLATE_DIR|PREFIX)$/i;

export function environment(own: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(withoutCaller(own)).filter((entry): entry is [string, string] => entry[1] !== undefined && !PROGRAMS.test(entry[0]));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
