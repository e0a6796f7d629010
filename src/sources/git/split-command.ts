import { spawn } from 'node:child_process';
import { UserError } from '../../core/errors.ts';
import { findProgram } from '../linters/find-program.ts';
import { withoutCaller } from './caller.ts';
import { environment } from './command.ts';
import { failureOf } from './failure.ts';

const MAX_BYTES = 64 * 1024 * 1024;
/** Characters of what a failed program said that are kept: the end tells most. */
const MAX_SAID = 4000;

export interface WriteOptions {
  /** What git reads on its standard input. */
  input?: string | Buffer;
  /** The index to use in place of the repository's own. */
  index?: string;
}

/** Git failed; `said` is what it and its hooks printed, the end of it. */
export class GitFailed extends Error {
  readonly said: string;
  constructor(args: readonly string[], code: number | null, said: string) {
    super(`git ${args[0]} ended with ${code}: ${said}`);
    this.said = said;
  }
}

/**
 * Git for writing objects, references and commits, with bytes in and out. `plumbing` runs nothing that the repository's configuration names;
 * `commit` is an ordinary `git commit` with the user's hooks, signing and configuration: for trusted workspaces only.
 */
export interface WritingGit {
  /** Rejects with a UserError when git fails, with an AbortError when cancelled. */
  plumbing(args: string[], options?: WriteOptions): Promise<Buffer>;
  /** The same, not to be cancelled: for putting things back. */
  restoring(args: string[], options?: WriteOptions): Promise<Buffer>;
  /** Rejects with GitFailed. When cancelled, git and its hooks are ended first. */
  commit(args: string[], options: WriteOptions & { input: string }): Promise<void>;
}

export async function writingGit(folder: string, signal: AbortSignal): Promise<WritingGit> {
  // By its full path: on Windows a bare name would be looked for in the repository first.
  const program = await findProgram('git', undefined);
  if (program === undefined) throw new UserError('Git was not found.', 'None is on the PATH.', 'Install it from https://git-scm.com and start again.');
  const plain = async (args: string[], { input, index }: WriteOptions, stop?: AbortSignal): Promise<Buffer> => {
    try {
      return await start(program, ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args], { folder, input, signal: stop, env: { ...environment(process.env), ...(index !== undefined && { GIT_INDEX_FILE: index }) } });
    } catch (error) {
      if (error instanceof GitFailed) throw failureOf(error, folder);
      throw error;
    }
  };
  return {
    plumbing: (args, options = {}) => plain(args, options, signal),
    restoring: (args, options = {}) => plain(args, options),
    async commit(args, { input, index }) {
      await start(program, ['-c', 'i18n.commitEncoding=UTF-8', 'commit', ...args], { folder, input, signal, env: { ...withoutCaller(process.env), ...(index !== undefined && { GIT_INDEX_FILE: index }) } });
    },
  };
}

interface Start {
  folder: string;
  input?: string | Buffer;
  signal?: AbortSignal;
  env: NodeJS.ProcessEnv;
}

function start(program: string, args: string[], { folder, input = '', signal, env }: Start): Promise<Buffer> {
  signal?.throwIfAborted();
  const ownGroup = process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env, windowsHide: true, detached: ownGroup, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let bytes = 0;
    let said = '';
    // Hooks are git's children: they end with it.
    const end = () => {
      if (ownGroup && child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGTERM');
          return;
        } catch {
          // It has ended by itself.
        }
      }
      child.kill();
    };
    signal?.addEventListener('abort', end, { once: true });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', end);
      finish();
    };
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) end();
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-MAX_SAID)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => settle(() => reject(signal?.aborted ? signal.reason : error)));
    // After cancelling, something that holds the pipes may live on; git itself has ended.
    child.on('exit', () => signal?.aborted && settle(() => reject(signal.reason)));
    child.on('close', (code) =>
      settle(() => {
        if (signal?.aborted) reject(signal.reason);
        else if (code === 0 && bytes <= MAX_BYTES) resolve(Buffer.concat(out));
        else reject(new GitFailed(args.filter((_, index) => index > 1), code, said.trim() || Buffer.concat(out).toString('utf8').slice(-MAX_SAID).trim()));
      }),
    );
  });
}
