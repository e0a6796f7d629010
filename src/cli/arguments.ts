import { parseArgs, type ParseArgsConfig } from 'node:util';
import { meant } from './meant.ts';

/** Wrong usage: the person is told in one line how it is meant, and the exit code is 2. */
export class UsageError extends Error {}

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** What every command takes. */
export const commonOptions = {
  model: { type: 'string' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionTable;

/** What the commands that answer take beside it. */
export const escalationOptions = {
  escalate: { type: 'string' },
  remote: { type: 'string' },
  doubt: { type: 'string' },
} as const satisfies OptionTable;

/** Reads a command's arguments: its own options beside the common ones. UsageError for what it does not know. */
export function readArguments<T extends OptionTable>(args: string[], options: T) {
  const known = { ...commonOptions, ...options };
  try {
    return parseArgs({ args, options: known, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own text goes on to explain `--`, which seldom is what was meant.
    const line = (error as Error).message.split(/\.\s/)[0]!.replace(/\.?$/, '.');
    const unknown = /^Unknown option '(--[\w-]+)/.exec(line)?.[1];
    throw new UsageError(line + (unknown === undefined ? '' : meant(unknown, Object.keys(known).map((name) => `--${name}`))), { cause: error });
  }
}

/** The command's name, which may stand behind options that several commands have, and the arguments without it. */
export function findCommand(args: string[]): { name: string | undefined; rest: string[] } {
  const { tokens } = parseArgs({ args, options: { ...commonOptions, ...escalationOptions }, allowPositionals: true, strict: false, tokens: true });
  const first = tokens.find((token) => token.kind === 'positional');
  if (!first) return { name: undefined, rest: args };
  return { name: args[first.index], rest: args.toSpliced(first.index, 1) };
}

/** Whether help is asked for; what stands behind `--` is data. */
export function asksForHelp(args: string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

export function wantNoMore(positionals: string[], most: number): void {
  if (positionals.length > most) throw new UsageError(`There is one argument too many: ${positionals[most]}`);
}
