import { spawn } from 'node:child_process';
import type { z } from 'zod';
import { UserError } from '../../core/errors.ts';

/** Milliseconds after which a program is given up. */
const TIME_LIMIT = 20_000;
/** Characters of output after which a program is given up. */
const OUTPUT_LIMIT = 16_000_000;

export interface ToolRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ToolOptions {
  cwd: string;
  signal: AbortSignal;
  input?: string;
  env?: NodeJS.ProcessEnv;
  timeLimitMs?: number;
}

/**
 * Runs a program with a list of arguments, never through a shell, and gives its output whatever its exit code.
 * Rejects with an AbortError when the signal fires, with a UserError when it cannot start, takes too long or says too much; the program is killed.
 */
export function runTool(name: string, program: string, args: string[], { cwd, signal, input = '', env, timeLimitMs = TIME_LIMIT }: ToolOptions): Promise<ToolRun> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, PYTHONUTF8: '1', PYTHONIOENCODING: 'utf-8', NO_COLOR: '1', ...env },
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    const give = (outcome: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      outcome();
    };
    const kill = (error: unknown) => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      give(() => reject(error));
    };
    const abort = () => kill(signal.reason);
    const timer = setTimeout(
      () => kill(new UserError(`${name} gave no answer within ${timeLimitMs / 1000} seconds.`, 'It was stopped.', `Run it yourself to see what keeps it: ${program}`)),
      timeLimitMs,
    );
    signal.addEventListener('abort', abort, { once: true });
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        output[stream] += piece;
        if (output[stream].length > OUTPUT_LIMIT) kill(new UserError(`${name} printed too much.`, 'It was stopped.', `Run it yourself: ${program}`));
      });
    }
    child.on('error', (error) => give(() => reject(new UserError(`${name} could not be started.`, error.message, `Check the installation: ${program}`, { cause: error }))));
    child.on('close', (code) => give(() => resolve({ code, ...output })));
    // A program that ends before it has read everything breaks the pipe; its exit code tells the story.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** What a tool printed as JSON of that shape; a UserError with the tool's own complaint where it printed something else. */
export function parseOutput<T>(name: string, run: ToolRun, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(run.stdout));
  } catch (cause) {
    const complaint = (run.stderr || run.stdout).trim().split(/\r?\n/).slice(-3).join(' ').slice(0, 300);
    throw new UserError(`${name} failed.`, complaint || `It ended with code ${run.code} and printed nothing.`, 'Run it yourself on the file to see more.', { cause });
  }
}
