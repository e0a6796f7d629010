import { relative } from 'node:path';
import type { Journeyman } from '../composition.ts';
import { UserError } from '../core/errors.ts';
import type { Diagnostic, Linters, LintTarget } from '../core/diagnostic.ts';
import type { Context } from './context.ts';
import { placesOf } from './explain-groups.ts';
import { diffText, oneLine, placeOf, titleOf } from './explain-text.ts';
import { fixFindings, type Outcome } from './fix-findings.ts';
import type { Job } from './jobs.ts';
import { Progress } from './progress.ts';
import { openFile } from './replace-file.ts';

/** Findings that are listed of what is left. */
const MOST_LISTED = 50;

export interface ShowFixesOptions {
  context: Pick<Context, 'stdout' | 'stderr' | 'signal' | 'cwd'>;
  job: Job;
  model: Pick<Journeyman['model'], 'onStatus' | 'contextTokens'>;
  linters: Pick<Linters, 'lint' | 'canLint'>;
  json: boolean;
  /** What the linter reports on a source, where all of it was to be fixed: then it has the last word. */
  lint?: (target: LintTarget) => Promise<Diagnostic[]>;
}

/** Applies the confirmed fixes of some findings of one file, each shown as a diff, writes the file once at the end, and lists what is left. A UserError, and the file as it was, where it could not be written. */
export async function showFixes(target: LintTarget, findings: Diagnostic[], { context, job, model, linters, json, lint }: ShowFixesOptions): Promise<void> {
  const { stdout, stderr, signal, cwd } = context;
  const file = await openFile(target.file);
  if (file.source !== target.source) throw changedMeanwhile(target.file);
  const info = json ? stderr : stdout;
  const progress = new Progress(context, model, { machine: json });
  const onFinding = (position: number, count: number, diagnostic: Diagnostic) => progress.start(`${position} of ${count} ${count === 1 ? 'finding' : 'findings'}: ${placeOf(cwd, { target, diagnostic })} ${oneLine(`${diagnostic.tool} ${diagnostic.rule}`)}`);
  const onOutcome = async (outcome: Outcome) => {
    progress.clear();
    const { diagnostic, state, fix } = outcome;
    if (json) await stdout.line(JSON.stringify(jsonOf(target, outcome)));
    else if (state === 'fixed') await stdout.line(`${stdout.styled('bold', `${placeOf(cwd, { target, diagnostic })} ${titleOf(diagnostic)}`)} (fix by ${oneLine(fix!.by)})\n${diffText(fix!.diff, stdout)}\n`);
  };
  try {
    const { source, outcomes, left } = await fixFindings(target, findings, { job, linters, signal, ready: () => model.contextTokens(signal), aside: progress.aside, onFinding, onOutcome });
    const changed = source !== target.source;
    const after = changed && lint ? await lint({ ...target, source }) : [];
    const broken = after.find(({ rule }) => rule === '');
    if (broken && !findings.some(({ rule }) => rule === '')) {
      throw new UserError(`${target.file} was not changed.`, `With all fixes together it cannot be read any more: ${oneLine(broken.message)}`, 'Fix its findings one at a time: journeyman explain FILE:LINE --fix.');
    }
    const advice = changed ? await file.replace(source, signal) : '';
    const count = (state: Outcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
    const gone = count('gone');
    await info.line(`${oneLine(relative(cwd, target.file) || target.file)}: ${count('fixed')} fixed${gone > 0 ? `, ${gone} gone with them` : ''}, ${left.length} left${changed ? '' : '; nothing was changed'}.`);
    const reasons = outcomes.filter(({ state }) => state === 'left').map(({ reason }) => reason);
    const others = after.filter((each) => !left.some((one) => one.rule === each.rule && one.line === each.line));
    const rows = [...left.map((diagnostic, index) => row(cwd, target, diagnostic, reasons[index]!)), ...others.map((diagnostic) => row(cwd, target, diagnostic, 'new, or not tried'))];
    for (const text of rows.slice(0, MOST_LISTED)) await info.line(text);
    if (rows.length > MOST_LISTED) await info.line(`  and ${rows.length - MOST_LISTED} more`);
    if (advice !== '') await stderr.line(stderr.styled('dim', advice));
  } finally {
    progress.end();
  }
}

function row(cwd: string, target: LintTarget, diagnostic: Diagnostic, reason: string): string {
  return `  ${placeOf(cwd, { target, diagnostic })} ${titleOf(diagnostic)} (${oneLine(reason)})`;
}

function jsonOf(target: LintTarget, { diagnostic, state, reason, result }: Outcome): unknown {
  return { ...result, tool: diagnostic.tool, rule: diagnostic.rule, places: placesOf([{ target, diagnostic }]), state, ...(reason ? { reason } : {}) };
}

function changedMeanwhile(file: string): UserError {
  return new UserError(`${file} was not changed.`, 'Somebody else has changed it meanwhile.', 'Run the command again.');
}
