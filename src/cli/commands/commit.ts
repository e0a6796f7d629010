import { resolve } from 'node:path';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { jobsOf } from '../jobs.ts';
import { withJourneyman } from '../open.ts';
import { showAnswer } from '../show-answer.ts';
import { showPrepared } from '../show-prepared.ts';
import { printSplit } from './split.ts';

export const commit: Command = {
  name: 'commit',
  synopsis: '',
  summary: 'a message for what is staged',
  escalates: true,
  details: `Only the message goes to standard output: journeyman commit | git commit -e -F -

  --cwd DIR         the repository, or a folder in it; otherwise the current folder
  --candidates N    up to N different messages to choose from, best first, with a line --- between them; at most 9
  --instructions TEXT
                    your own wishes for the wording; the form follows the repository all the same
                    A message that git has prepared, for a merge or a revert, is printed as it is, unless these or --json are given.
  --split           whether what is staged is several changes: the commits it falls into, each with its message; commits nothing,
                    and asks no remote model`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, cwd: { type: 'string' }, candidates: { type: 'string' }, instructions: { type: 'string' }, split: { type: 'boolean' } });
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    const { candidates = '1' } = values;
    if (!/^[1-9]$/.test(candidates)) throw new UsageError(`--candidates takes a number from 1 to 9, not ${candidates}.`);
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const cwd = resolve(context.cwd, values.cwd ?? '.');
      if (values.split) await printSplit(context, journeyman, { cwd, instructions: values.instructions, json: values.json });
      else if (!values.json && values.instructions === undefined && (await showPrepared(context, cwd))) return 0;
      else await showAnswer(jobsOf(journeyman, context).commit, { cwd, instructions: values.instructions }, { context, model: journeyman.modelFor('commit'), json: values.json, candidates: Number(candidates) });
      return 0;
    });
  },
};
