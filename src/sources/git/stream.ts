import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { environment } from './command.ts';
import { failureOf } from './failure.ts';

/** Milliseconds without any output after which git is taken to hang. */
const SILENCE_MS = 30_000;
/** Characters of git's complaints that are kept. */
const MAX_COMPLAINT = 2000;

/**
 * What git prints, as it comes, for outputs that are too long to hold: git waits while the reader is busy, and ends when the reader
 * stops or the signal fires. As with `gitIn`, nothing that the repository's configuration names is run.
 * Throws a UserError where git fails. `input` is what it reads.
 */
export async function* gitStream(folder: string, args: string[], signal: AbortSignal, input = ''): AsyncGenerator<string> {
  signal.throwIfAborted();
  // Started elsewhere than in the folder: Windows would take a `git.exe` that lies there.
  const child = spawn('git', ['-C', resolve(folder), '-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', ...args], {
    cwd: dirname(process.execPath),
    env: environment(process.env),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let complaint = '';
  let silent = false;
  let failure: unknown;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, MAX_COMPLAINT)));
  child.on('error', (error) => (failure = error));
  // Git may end before it has read all; its exit code tells.
  child.stdin.on('error', () => undefined).end(input);
  const closed = once(child, 'close').then(([code]) => code as number | null, () => null);
  const hang = () => {
    silent = true;
    kill();
  };
  let timer = setTimeout(hang, SILENCE_MS);
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      signal.throwIfAborted();
      yield decoder.write(chunk);
      timer = setTimeout(hang, SILENCE_MS);
    }
    const code = await closed;
    signal.throwIfAborted();
    if (code !== 0) throw failureOf(failure ?? new Error(silent ? 'block timeout reached' : complaint || `git ${args[0]} ended with ${code}`), folder);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    kill();
  }
}

/**
 * Cuts what comes in pieces at a separator; a part that is longer than `longest` loses its end. Call it with each piece,
 * and with undefined at the end for what is left.
 */
export function splitter(separator: string, longest: number): (piece: string | undefined) => string[] {
  let rest = '';
  return (piece) => {
    if (piece === undefined) return rest === '' ? [] : [rest];
    const parts = piece.split(separator);
    parts[0] = rest + parts[0]!;
    rest = parts.pop()!.slice(0, longest);
    return parts.map((part) => part.slice(0, longest));
  };
}
