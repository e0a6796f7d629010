import { resolve } from 'node:path';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { jobsOf } from '../jobs.ts';
import { withJourneyman } from '../open.ts';
import { showAnswer } from '../show-answer.ts';

export const commit: Command = {
  name: 'commit',
  synopsis: '',
  summary: 'a message for what is staged',
  details: `Only the message goes to standard output: journeyman commit | git commit -e -F -

  --cwd DIR         the repository, or a folder in it; otherwise the current folder
  --candidates N    messages to choose from; only 1 as yet
  --instructions TEXT
                    your own wishes for the wording; the form follows the repository all the same`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { cwd: { type: 'string' }, candidates: { type: 'string' }, instructions: { type: 'string' } });
    wantNoMore(positionals, 0);
    if (values.candidates !== undefined && values.candidates !== '1') throw new UsageError(`--candidates ${values.candidates} is not possible: this version writes one message.`);
    return withJourneyman(context, values, async (journeyman) => {
      await showAnswer(jobsOf(journeyman).commit, { cwd: resolve(context.cwd, values.cwd ?? '.'), instructions: values.instructions }, { context, model: journeyman.model, json: values.json });
      return 0;
    });
  },
};
