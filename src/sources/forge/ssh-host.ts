import { homedir } from 'node:os';
import { findProgram } from '../linters/find-program.ts';
import { runTool } from '../linters/run-tool.ts';

/** Milliseconds; it only reads its configuration. */
const TIME_LIMIT_MS = 3_000;

/**
 * The name of the server that ssh reaches under this one, which may be an alias of its configuration; undefined where ssh is not there or cannot say.
 * Nothing is asked of the network. `name` is as it is written: ssh tells small letters from others.
 */
export async function sshHost(name: string, signal: AbortSignal): Promise<string | undefined> {
  // What a repository's configuration says must not become an option of ssh.
  if (name.startsWith('-')) return undefined;
  const program = await findProgram('ssh', undefined);
  if (program === undefined) return undefined;
  try {
    // Not in the repository, and without asking for the name's address.
    const run = await runTool('ssh', program, ['-G', '-o', 'CanonicalizeHostname=no', '--', name], { cwd: homedir(), signal, timeLimitMs: TIME_LIMIT_MS });
    return run.code === 0 ? /^hostname (\S+)\r?$/m.exec(run.stdout)?.[1] : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
