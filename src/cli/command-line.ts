import manifest from '../../package.json' with { type: 'json' };
import { messageOf, UserError } from '../core/errors.ts';
import { asksForHelp, findCommand, UsageError } from './arguments.ts';
import { changelog } from './commands/changelog.ts';
import { commit } from './commands/commit.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { hook } from './commands/hook.ts';
import { ledger } from './commands/ledger.ts';
import { models } from './commands/models.ts';
import { pr } from './commands/pr.ts';
import { releaseNotes } from './commands/release-notes.ts';
import { review } from './commands/review.ts';
import { run } from './commands/run.ts';
import { serve } from './commands/serve.ts';
import { workers } from './commands/workers.ts';
import type { Command, Context } from './context.ts';
import { commandHelp, overview } from './help.ts';
import { meant } from './meant.ts';

const commands: readonly Command[] = [explain, commit, pr, review, changelog, releaseNotes, run, workers, serve, hook, ledger, models, doctor];

function named(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}.${meant(name, commands.map((each) => each.name))}`);
  return command;
}

/** Carries out what the arguments say. Never throws; gives the exit code: 0, 1 for a failure and 2 for wrong usage, with one line on standard error. */
export async function runCommandLine(args: string[], context: Context): Promise<number> {
  const { name, rest } = findCommand(args);
  try {
    return await carryOut(name, rest, context);
  } catch (error) {
    if (error instanceof UsageError) {
      const known = commands.some((command) => command.name === name);
      await context.stderr.line(`journeyman: ${messageOf(error)} See journeyman ${known ? `${name} ` : ''}--help.`);
      return 2;
    }
    // The person ended it and knows.
    if (!context.signal.aborted) await reportFailure(error, args.includes('--verbose'), context);
    return 1;
  }
}

async function carryOut(name: string | undefined, rest: string[], context: Context): Promise<number> {
  const { stdout } = context;
  if (name === 'help') {
    await stdout.write(rest[0] === undefined || asksForHelp(rest) ? overview(commands) : commandHelp(named(rest[0])));
    return 0;
  }
  if (name === undefined) {
    if (asksForHelp(rest)) await stdout.write(overview(commands));
    else if (rest.includes('--version')) await stdout.line(manifest.version);
    else throw new UsageError(`Name a command: ${commands.map((command) => command.name).join(', ')}.`);
    return 0;
  }
  const command = named(name);
  if (!asksForHelp(rest)) return command.run(rest, context);
  await stdout.write(commandHelp(command));
  return 0;
}

async function reportFailure(error: unknown, verbose: boolean, { stderr }: Context): Promise<void> {
  const message = messageOf(error);
  await stderr.line(`journeyman: ${error instanceof UserError ? message : `It failed inside: ${message} (--verbose shows more)`}`);
  if (verbose && error instanceof Error && error.stack) await stderr.line(error.stack);
}
