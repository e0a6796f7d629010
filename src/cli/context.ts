import type { Readable } from 'node:stream';
import type { Log } from '../core/log.ts';
import type { Output } from './output.ts';

/** What a command knows of the world. */
export interface Context {
  stdin: Readable & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Fires when the person interrupts. */
  signal: AbortSignal;
  /** Tells that the signal is how the command ends, and no failure, and that it then needs this many milliseconds. */
  endsBySignal?(ms: number): void;
  /** The bundled model process. */
  processPath: string;
}

/** One command: `journeyman NAME …`. */
export interface Command {
  readonly name: string;
  /** Its arguments, as they are written. */
  readonly synopsis: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** Its own options and whatever else one needs to know, without the options that all commands have. */
  readonly details: string;
  /** Whether it answers, and takes the options that say whether a remote model may be asked; `unattended` where there is nobody to ask. */
  readonly escalates?: true | 'unattended';
  /** Gives the exit code. Throws a UsageError, a UserError, or an AbortError after an interruption. */
  run(args: string[], context: Context): Promise<number>;
}

/** What parts report goes to standard error when it was asked for; else a failure stays one clear line. */
export function logTo(stderr: Output, verbose: boolean): Log {
  const write = (level: string) => (message: string) => {
    if (verbose) void stderr.line(stderr.styled('dim', `${level}: ${message}`));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
