import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { environment } from '../git/command.ts';

/** Milliseconds after which git is taken to hang. */
const LONGEST_MS = 30_000;
const UNKNOWN = 'git, which could not tell';
/** Paths of one run. */
const BATCH = 2000;
/** Runs of git for one answer; finding one path among 2000 that spoils the others' answer takes 22. */
const MAX_RUNS = 100;
/** git refuses to check with these. */
const LITERALLY = { GIT_LITERAL_PATHSPECS: '0', GIT_GLOB_PATHSPECS: '0', GIT_NOGLOB_PATHSPECS: '0', GIT_ICASE_PATHSPECS: '0' };

/** What says that git ignores a path, by path; null where there is no git or no repository. */
export type IgnoredByGit = ReadonlyMap<string, string> | null;

/**
 * What git ignores among the paths, tracked or not. A path that git cannot tell of counts as ignored. As elsewhere, nothing that the repository's
 * configuration names is run. Rejects with the signal's reason.
 */
export async function ignoredByGit(folder: string, paths: readonly string[], signal: AbortSignal): Promise<IgnoredByGit> {
  const ignored = new Map<string, string>();
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < paths.length; at += BATCH) batches.push(paths.slice(at, at + BATCH));
  let runs = 0;
  for (let batch = batches.pop(); batch; batch = batches.pop()) {
    if (runs++ > MAX_RUNS + paths.length / BATCH) {
      for (const path of [batch, ...batches].flat()) ignored.set(path, UNKNOWN);
      break;
    }
    const { output, complaint, code } = await checkIgnore(folder, batch, signal);
    if (code === null && complaint === 'ENOENT') return null;
    if (code === 0 || code === 1) for (const [path, by] of parsed(output)) ignored.set(path, by);
    else if (/not a git repository/i.test(complaint)) return null;
    // One path spoils the others' answer: one beyond a symbolic link, for instance.
    else if (batch.length > 1) batches.push(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    else ignored.set(batch[0]!, UNKNOWN);
  }
  return ignored;
}

/** Source, line, pattern and path of each match, where a pattern with an exclamation mark takes a path back. */
function parsed(output: string): [path: string, by: string][] {
  const fields = output.split('\0');
  const found: [string, string][] = [];
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source, , pattern, path] = fields.slice(at, at + 4) as [string, string, string, string];
    if (!pattern.startsWith('!')) found.push([path.slice(2), /^(?:[A-Za-z]:)?[\\/]/.test(source) ? "git's own excludes" : source]);
  }
  return found;
}

async function checkIgnore(folder: string, paths: readonly string[], signal: AbortSignal): Promise<{ output: string; complaint: string; code: number | null }> {
  signal.throwIfAborted();
  // Started elsewhere than in the folder: Windows would take a `git.exe` that lies there.
  const child = spawn('git', ['-C', folder, '-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', 'check-ignore', '--stdin', '-z', '--verbose', '--no-index'], {
    cwd: dirname(process.execPath),
    env: { ...environment(process.env), ...LITERALLY },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const timer = setTimeout(kill, LONGEST_MS);
  const output: Buffer[] = [];
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 2000)));
  const closed = once(child, 'close').then(([code]) => code as number | null, (error: NodeJS.ErrnoException) => {
    complaint = error.code ?? '';
    return null;
  });
  // With a dot before them none is taken for more than a path. Git may end before it has read all; its exit code tells.
  child.stdin.on('error', () => undefined).end(paths.map((path) => `./${path}\0`).join(''));
  try {
    const code = await closed;
    signal.throwIfAborted();
    return { output: Buffer.concat(output).toString('utf8'), complaint, code };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
}
