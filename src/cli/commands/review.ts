import { resolve } from 'node:path';
import { escalationOptions, readArguments, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { jobsOf } from '../jobs.ts';
import { withJourneyman } from '../open.ts';
import { showAnswer } from '../show-answer.ts';

export const review: Command = {
  name: 'review',
  synopsis: '',
  summary: 'somebody else’s branch, file by file, the risky places first',
  escalates: true,
  details: `  --cwd DIR     the repository, or a folder in it; otherwise the current folder
  --base REV    what the branch starts from; otherwise the base that git's configuration records, or the likeliest one
  --head REV    the branch; otherwise HEAD`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, cwd: { type: 'string' }, base: { type: 'string' }, head: { type: 'string' } });
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    const input = { cwd: resolve(context.cwd, values.cwd ?? '.'), base: values.base, head: values.head };
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      await showAnswer(jobsOf(journeyman, context).review, input, { context, model: journeyman.modelFor('review'), json: values.json });
      return 0;
    });
  },
};
