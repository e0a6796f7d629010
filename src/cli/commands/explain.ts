import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { findingsAt } from '../findings.ts';
import { jobsOf } from '../jobs.ts';
import { languageOf } from '../language.ts';
import { parseLocation } from '../location.ts';
import { withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { readFailure } from '../read-failure.ts';
import { showAnswer } from '../show-answer.ts';

export const explain: Command = {
  name: 'explain',
  synopsis: 'FILE:LINE[:COL]',
  summary: 'run the linter, explain what it reports there',
  details: `Of several findings on the line the one nearest to COL is explained, without COL the first.

  --tool NAME     eslint, ruff, pylint or shellcheck; otherwise all that fit the language
  --tools DIR     a folder whose node_modules holds linters, for files without a project of their own`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { tool: { type: 'string' }, tools: { type: 'string' } });
    const [place] = positionals;
    if (place === undefined) throw new UsageError('Name a place: FILE:LINE or FILE:LINE:COL.');
    wantNoMore(positionals, 1);
    const location = parseLocation(place);
    const file = resolve(context.cwd, location.file);
    const toolsDir = values.tools === undefined ? undefined : resolve(context.cwd, values.tools);
    const source = await readFile(file, 'utf8').catch((error: unknown) => {
      throw readFailure(file, error);
    });
    const target = { file, source, language: languageOf(file, source), toolsDir };

    return withJourneyman(context, values, async (journeyman) => {
      const findings = await journeyman.linters.lint(target, { tool: values.tool, signal: context.signal });
      const [diagnostic, ...others] = findingsAt(findings, location);
      const named = ({ line, column, tool, rule, message }: NonNullable<typeof diagnostic>) =>
        printable(`${relative(context.cwd, file)}:${line}:${column} ${tool}${rule && ` ${rule}`}: ${message}`).replace(/\s+/g, ' ');
      if (!values.json) {
        await context.stderr.line(context.stderr.styled('bold', named(diagnostic!)));
        for (const other of others.slice(0, 5)) await context.stderr.line(context.stderr.styled('dim', `also ${named(other)}`));
      }
      await showAnswer(jobsOf(journeyman).explain, { ...target, diagnostic }, { context, model: journeyman.model, json: values.json });
      return 0;
    });
  },
};
