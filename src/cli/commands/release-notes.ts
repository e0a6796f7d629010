import type { ChangelogOutput } from '../../workers/changelog/input.ts';
import { escalationOptions, readArguments, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { jobsOf } from '../jobs.ts';
import { rangeLine } from '../left-out.ts';
import { withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { showAnswer } from '../show-answer.ts';
import { rangeDetails, rangeInput, rangeOptions } from './changelog.ts';

export const releaseNotes: Command = {
  name: 'release-notes',
  synopsis: '',
  summary: 'notes to publish with a release, highlights first',
  escalates: true,
  details: `Only the notes go to standard output: journeyman release-notes > notes.md

${rangeDetails}`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, ...rangeOptions });
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    const input = rangeInput(values, 'notes', context);
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const { output } = await showAnswer(jobsOf(journeyman, context).changelog, input, { context, model: journeyman.modelFor('changelog'), json: values.json });
      if (!values.json) await context.stderr.line(context.stderr.styled('dim', printable(rangeLine(output as ChangelogOutput))));
      return 0;
    });
  },
};
