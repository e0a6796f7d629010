import { resolve } from 'node:path';
import { readArguments, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { jobsOf } from '../jobs.ts';
import { withJourneyman } from '../open.ts';
import { showAnswer } from '../show-answer.ts';

export const review: Command = {
  name: 'review',
  synopsis: '',
  summary: 'somebody else’s branch, file by file, the risky places first',
  details: `  --cwd DIR     the repository, or a folder in it; otherwise the current folder
  --base REV    what the branch starts from; otherwise its upstream or the main branch
  --head REV    the branch; otherwise HEAD`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { cwd: { type: 'string' }, base: { type: 'string' }, head: { type: 'string' } });
    wantNoMore(positionals, 0);
    const input = { cwd: resolve(context.cwd, values.cwd ?? '.'), base: values.base, head: values.head };
    return withJourneyman(context, values, async (journeyman) => {
      await showAnswer(jobsOf(journeyman).review, input, { context, model: journeyman.model, json: values.json });
      return 0;
    });
  },
};
