import { resolve } from 'node:path';
import { isDay } from '../../workers/changelog/dates.ts';
import type { ChangelogOutput } from '../../workers/changelog/input.ts';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command, Context } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { jobsOf } from '../jobs.ts';
import { rangeLine } from '../left-out.ts';
import { withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { showAnswer } from '../show-answer.ts';
import { writeEdits } from '../write-edits.ts';

export const rangeOptions = { cwd: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, version: { type: 'string' }, date: { type: 'string' } } as const;

export const rangeDetails = `  --cwd DIR      the repository, or a folder in it; otherwise the current folder
  --from REV     what was released already; otherwise the last version's tag
  --to REV       what is told of last; otherwise HEAD
  --version X    the version that is going to be released; otherwise what is not released yet
  --date DATE    its day, as 2024-05-31; otherwise today`;

export const changelog: Command = {
  name: 'changelog',
  synopsis: '',
  summary: 'an entry for the changelog, in the form of the project’s own',
  escalates: true,
  details: `${rangeDetails}
  --write        puts it into the project's file, or makes the changesets or news fragments that it uses
  --force        also where the file has changes that are not committed; the original is kept beside it then`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, ...rangeOptions, write: { type: 'boolean' }, force: { type: 'boolean' } });
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    if (values.force && !values.write) throw new UsageError('--force goes with --write.');
    const input = rangeInput(values, 'entry', context);
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const result = await showAnswer(jobsOf(journeyman, context).changelog, input, { context, model: journeyman.modelFor('changelog'), json: values.json });
      const output = result.output as ChangelogOutput;
      const { files, root, path } = output;
      const { stderr, signal } = context;
      if (!values.json) await stderr.line(stderr.styled('dim', printable(rangeLine(output))));
      if (files.length === 0) await stderr.line(`Nothing to add${path === null ? '' : `: what users see of these changes is in ${printable(path)} already, or there is none`}.`);
      if (values.write && root !== null) for (const line of await writeEdits(root, files, { force: values.force === true, signal })) await stderr.line(printable(line));
      return 0;
    });
  },
};

/** What the worker takes, from the options that say which range is meant. */
export function rangeInput(values: { [name in keyof typeof rangeOptions]?: string | undefined }, kind: 'entry' | 'notes', { cwd }: Pick<Context, 'cwd'>) {
  const { from, to, version, date } = values;
  if (version !== undefined && !/^[vV]?\d[\w.+-]{0,58}$/.test(version)) throw new UsageError(`--version takes a version such as 1.2.0, not ${JSON.stringify(version)}.`);
  if (date !== undefined && !isDay(date)) throw new UsageError(`--date takes a day such as 2024-05-31, not ${JSON.stringify(date)}.`);
  return { cwd: resolve(cwd, values.cwd ?? '.'), from, to, version, date, kind };
}
