import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Journeyman } from '../../composition.ts';
import type { Diagnostic, LintTarget } from '../../core/diagnostic.ts';
import { messageOf } from '../../core/errors.ts';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import type { Command, Context } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { oneLine, placeOf, titleOf } from '../explain-text.ts';
import { byPlace, findingsAt } from '../findings.ts';
import { type Job, jobsOf } from '../jobs.ts';
import { languageOf } from '../language.ts';
import { type FilePlace, parsePlace } from '../location.ts';
import { withJourneyman } from '../open.ts';
import { readFailure } from '../read-failure.ts';
import type { Reported } from '../reported.ts';
import { FORMAT_NAMES, MOST_FINDINGS, readReport } from '../reports/read-report.ts';
import { resolveFindings } from '../reports/resolve.ts';
import { showAnswer } from '../show-answer.ts';
import { showFixes } from '../show-fixes.ts';
import { type Format, showGroups } from '../show-groups.ts';
import { readStandardInput } from '../standard-input.ts';

/** Findings beside the explained one that are named. */
const MOST_OTHERS = 5;

interface Options {
  format: Format;
  fix: boolean;
  tool?: string;
}

/** What the three ways to name findings share. */
interface Means {
  context: Context;
  job: Job;
  model: ReturnType<Journeyman['modelFor']>;
  linters: Journeyman['linters'];
}

export const explain: Command = {
  name: 'explain',
  synopsis: 'FILE[:LINE[:COL]]|-',
  summary: 'explain what the linter reports, and fix it',
  escalates: true,
  details: `FILE:LINE        one finding: of several on the line the one nearest to COL, without COL the first
FILE             all findings of the file, by rule: one explanation a rule, its places listed
-                the findings of a report on standard input, as in: eslint -f json . | journeyman explain -
                 SARIF 2.1.0, or the JSON of ${wrap(FORMAT_NAMES.slice(1), 17)}

  --fix           apply every fix that the linter has confirmed and list what is left. The file is written once, at the end; what it was
                  is in git, or beside it as FILE.orig. Without --fix nothing is ever changed.
  --sarif         the explanations as SARIF 2.1.0 with the confirmed fixes, for CI
  --tool NAME     eslint, ts, ruff, pylint, mypy, shellcheck, hadolint, stylelint or biome; otherwise all that fit the language
  --tools DIR     a folder whose node_modules holds linters, for files without a project of their own

With FILE and -, --json gives one result a line, each with "tool", "rule" and "places": [{"file", "line", "column", "endLine",
"endColumn", "message"}], the explained one first, or {"error", "tool", "rule", "places"} for a rule that could not be explained.
With --fix each finding has a line, with "state": "fixed", "gone" (with the fix of another) or "left", and the "reason".
Of a report the first ${MOST_FINDINGS} findings are read. Linters are run only on files of the project that you are in; others are explained without.`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, tool: { type: 'string' }, tools: { type: 'string' }, fix: { type: 'boolean' }, sarif: { type: 'boolean' } });
    const [place] = positionals;
    if (place === undefined) throw new UsageError('Name a FILE, a place in it (FILE:LINE or FILE:LINE:COL), or - for a report on standard input.');
    wantNoMore(positionals, 1);
    const escalation = readEscalation(context, values);
    if (values.sarif && (values.json || values.fix)) throw new UsageError(`Choose one of --sarif and --${values.json ? 'json' : 'fix'}.`);
    if (place === '-' && values.tool !== undefined) throw new UsageError('A report names its tool: leave --tool out.');
    const options: Options = { format: values.sarif ? 'sarif' : values.json ? 'json' : 'text', fix: values.fix ?? false, tool: values.tool };
    const toolsDir = values.tools === undefined ? undefined : resolve(context.cwd, values.tools);
    const work = place === '-' ? await fromReport(context, toolsDir, options) : await fromFile(parsePlace(place), context, toolsDir, options);

    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      return work({ context, job: jobsOf(journeyman, context).explain, model: journeyman.modelFor('explain'), linters: journeyman.linters });
    });
  },
};

type Work = (means: Means) => Promise<number>;

async function fromFile(place: FilePlace, context: Context, toolsDir: string | undefined, options: Options): Promise<Work> {
  const file = resolve(context.cwd, place.file);
  const source = await readFile(file, 'utf8').catch((error: unknown) => {
    throw readFailure(file, error);
  });
  const target: LintTarget = { file, source, language: languageOf(file, source), toolsDir };

  return async (means) => {
    const lint = async (lintTarget: LintTarget, onFailure?: (failure: unknown) => void) => (await means.linters.lint(lintTarget, { tool: options.tool, onFailure, signal: context.signal })).map(({ diagnostic }) => diagnostic).sort(byPlace);
    const failures: unknown[] = [];
    const found = await lint(target, (failure) => failures.push(failure));
    // That the others report nothing does not say that there is nothing.
    if (found.length === 0 && failures.length > 0) throw failures[0];
    for (const failure of failures) await context.stderr.line(oneLine(messageOf(failure)));
    if (place.line === undefined) {
      if (found.length === 0) return nothing(`The linter reports nothing in ${place.file}.`, means, options);
      if (!options.fix) return showItems(found.map((diagnostic) => ({ target, diagnostic })), means, options);
      await showFixes(target, found, { ...means, json: options.format === 'json', lint });
      return 0;
    }
    const [diagnostic, ...others] = findingsAt(found, { ...place, line: place.line }) as [Diagnostic, ...Diagnostic[]];
    if (options.fix) await showFixes(target, [diagnostic], { ...means, json: options.format === 'json' });
    else if (options.format === 'sarif') return showItems([{ target, diagnostic }], means, options);
    else await showOne(target, diagnostic, others, means, options);
    return 0;
  };
}

async function showOne(target: LintTarget, diagnostic: Diagnostic, others: Diagnostic[], { context, job, model }: Means, { format }: Options): Promise<void> {
  const { stderr, cwd } = context;
  const named = (one: Diagnostic) => `${placeOf(cwd, { target, diagnostic: one })} ${titleOf(one)}`;
  if (format !== 'json') {
    await stderr.line(stderr.styled('bold', named(diagnostic)));
    for (const other of others.slice(0, MOST_OTHERS)) await stderr.line(stderr.styled('dim', `also ${named(other)}`));
  }
  await showAnswer(job, { ...target, diagnostic }, { context, model, json: format === 'json' });
}

async function fromReport(context: Context, toolsDir: string | undefined, options: Options): Promise<Work> {
  const { stderr, cwd, signal } = context;
  const { findings, more, unreadable } = readReport(await readStandardInput(context));
  const { items, skipped } = await resolveFindings(findings, { cwd, toolsDir, signal });
  for (const line of skipped) await stderr.line(oneLine(line));
  if (unreadable > 0) await stderr.line(`${unreadable} ${unreadable === 1 ? 'entry' : 'entries'} of the report could not be understood.`);
  if (more) await stderr.line(`The report has more than ${MOST_FINDINGS} findings; the first ${MOST_FINDINGS} are looked at.`);

  return async (means) => {
    if (items.length === 0) return nothing(findings.length === 0 ? 'The report has no findings.' : 'None of the report\'s findings can be explained.', means, options);
    if (!options.fix) return showItems(items, means, options);
    const outside = items.filter(({ runTools }) => runTools === false).length;
    if (outside > 0) await stderr.line(`${outside} ${outside === 1 ? 'finding is' : 'findings are'} in files outside this project: no linter is run there, and nothing is changed.`);
    for (const [target, diagnostics] of byFile(items)) await showFixes(target, diagnostics, { ...means, json: options.format === 'json' });
    return 0;
  };
}

/** Findings by file; those that no linter may be run on have no confirmed fix. */
function byFile(items: Reported[]): Map<LintTarget, Diagnostic[]> {
  const files = new Map<LintTarget, Diagnostic[]>();
  for (const { target, diagnostic, runTools } of items) if (runTools !== false) files.set(target, [...(files.get(target) ?? []), diagnostic]);
  return files;
}

function showItems(items: Reported[], { context, job, model }: Means, { format }: Options): Promise<number> {
  return showGroups(items, { context, job, model, format });
}

async function nothing(sentence: string, means: Means, options: Options): Promise<number> {
  const { stdout, stderr } = means.context;
  await (options.format === 'text' ? stdout : stderr).line(sentence);
  return options.format === 'sarif' ? showItems([], means, options) : 0;
}

/** Names with commas, in lines that begin at that column. */
function wrap(names: string[], column: number): string {
  const half = Math.ceil(names.length / 2);
  return `${names.slice(0, half).join(', ')},\n${' '.repeat(column)}${names.slice(half).join(', ')}`;
}
