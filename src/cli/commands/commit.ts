import { resolve } from 'node:path';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { jobsOf } from '../jobs.ts';
import { withJourneyman } from '../open.ts';
import { showAnswer } from '../show-answer.ts';
import { printSplit } from './split.ts';

export const commit: Command = {
  name: 'commit',
  synopsis: '',
  summary: 'a message for what is staged',
  details: `Only the message goes to standard output: journeyman commit | git commit -e -F -

  --cwd DIR         the repository, or a folder in it; otherwise the current folder
  --candidates N    messages to choose from; only 1 as yet
  --split           whether what is staged is several changes: the commits it falls into, each with its message; commits nothing`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { cwd: { type: 'string' }, candidates: { type: 'string' }, split: { type: 'boolean' } });
    wantNoMore(positionals, 0);
    if (values.candidates !== undefined && values.candidates !== '1') throw new UsageError(`--candidates ${values.candidates} is not possible: this version writes one message.`);
    return withJourneyman(context, values, async (journeyman) => {
      const cwd = resolve(context.cwd, values.cwd ?? '.');
      if (values.split) await printSplit(context, journeyman, { cwd, json: values.json });
      else await showAnswer(jobsOf(journeyman).commit, { cwd }, { context, model: journeyman.model, json: values.json });
      return 0;
    });
  },
};
