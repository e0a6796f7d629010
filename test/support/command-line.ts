import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, root } from '../../scripts/build.ts';
import { ownEnvironment } from './own-environment.ts';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcessWithoutNullStreams;
  /** What came on standard output so far. */
  stdout(): string;
  finished: Promise<Finished>;
}

export interface StartOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

/** Starts the built command line with the smallest model. */
export async function startCommandLine(args: string[], options: StartOptions): Promise<Started> {
  await ensureBuilt();
  return startScript(join(root, 'dist', 'cli.mjs'), args, options);
}

export function startScript(script: string, args: string[], { cwd, env }: StartOptions): Started {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...ownEnvironment(), JOURNEYMAN_MODEL: 'smollm2-135m', NO_COLOR: '1', NODE_NO_WARNINGS: '1', ...env }, stdio: 'pipe' });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  // A program that has ended reads no more.
  child.stdin.on('error', () => undefined);
  const finished = new Promise<Finished>((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, ...output })));
  return { child, stdout: () => output.stdout, finished };
}

/** Runs it to its end, with this on standard input. */
export async function commandLine(args: string[], options: StartOptions & { input?: string }): Promise<Finished> {
  const { child, finished } = await startCommandLine(args, options);
  child.stdin.end(options.input ?? '');
  return finished;
}
