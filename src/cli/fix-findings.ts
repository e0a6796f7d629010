import { isAbort, messageOf, UserError } from '../core/errors.ts';
import type { Diagnostic, LineEdit, Linters, LintTarget } from '../core/diagnostic.ts';
import { applyLineEdits } from '../core/line-edits.ts';
import type { WorkerResult } from '../core/result.ts';
import type { ExplainOutput, Fix } from '../workers/explain/input.ts';
import { byPlace } from './findings.ts';
import type { Aside, Job } from './jobs.ts';

/** What became of one finding. */
export interface Outcome {
  /** Where it was when its turn came: earlier fixes move lines. */
  diagnostic: Diagnostic;
  /** `fixed`; `gone` with a fix of another; `left` where no fix was confirmed. */
  state: 'fixed' | 'gone' | 'left';
  /** The fix that was applied. */
  fix: Fix | null;
  /** Why it was left; empty otherwise. */
  reason: string;
  /** The worker's result; undefined where it was not asked, or could not answer. */
  result?: WorkerResult<ExplainOutput>;
}

export interface FixOptions {
  job: Job;
  linters: Pick<Linters, 'lint' | 'canLint'>;
  signal: AbortSignal;
  /** Rejects where nothing can be answered at all, as without a model. It is asked when an answer fails: else each finding would fail alike. */
  ready: () => Promise<unknown>;
  /** Called before each finding, with its position from 1. */
  onFinding?: (position: number, count: number, diagnostic: Diagnostic) => void;
  /** Wraps what is asked of the person meanwhile. */
  aside?: Aside;
  onOutcome?: (outcome: Outcome) => Promise<void>;
}

export interface FixedSource {
  source: string;
  outcomes: Outcome[];
  /** Where the findings that were left are in the changed source. */
  left: Diagnostic[];
}

/**
 * Asks for a fix of each finding in turn and applies those that the tool has confirmed. Each finding is tried once, on the source as the fixes
 * before it left it, at the place where its tool then reports it.
 */
export async function fixFindings(target: LintTarget, findings: readonly Diagnostic[], { job, linters, signal, ready, aside, onFinding, onOutcome }: FixOptions): Promise<FixedSource> {
  let source = target.source;
  let pending = [...findings].sort(byPlace);
  let left: Diagnostic[] = [];
  const outcomes: Outcome[] = [];
  const settle = async (outcome: Outcome) => {
    outcomes.push(outcome);
    if (outcome.state === 'left') left.push(outcome.diagnostic);
    await onOutcome?.(outcome);
  };

  for (let position = 1; pending.length > 0; position++) {
    signal.throwIfAborted();
    const [next, ...rest] = pending as [Diagnostic, ...Diagnostic[]];
    pending = rest;
    onFinding?.(position, findings.length, next);
    if (next.rule === '' || !linters.canLint(next.tool)) {
      await settle({ diagnostic: next, state: 'left', fix: null, reason: next.rule === '' ? 'it belongs to no rule that could be checked' : `Journeyman cannot run ${next.tool} to confirm a fix` });
      continue;
    }
    const now = source === target.source ? next : await reportedNow({ ...target, source }, next, left, linters, signal);
    if (now === undefined) {
      await settle({ diagnostic: next, state: 'gone', fix: null, reason: '' });
      continue;
    }
    const diagnostic = now instanceof UserError ? next : now;
    const { result, reason } = now instanceof UserError ? { result: undefined, reason: messageOf(now) } : await ask(job, { ...target, source, diagnostic }, signal, ready, aside);
    const fix = result?.output.fix?.verified ? result.output.fix : null;
    const edits = fix && withLineEnds(fix.edits, source);
    const fixed = edits ? applyLineEdits(source, edits) : undefined;
    if (!edits || fixed === undefined || fixed === source) {
      await settle({ diagnostic, state: 'left', fix: null, reason: reason || (result?.output.idea ? `no fix was confirmed: ${result.output.idea.reason}` : 'no fix was confirmed'), result });
      continue;
    }
    source = fixed;
    pending = pending.map((each) => moved(each, edits));
    left = left.map((each) => moved(each, edits));
    await settle({ diagnostic, state: 'fixed', fix, reason: '', result });
  }
  return { source, outcomes, left };
}

async function ask(job: Job, input: unknown, signal: AbortSignal, ready: FixOptions['ready'], aside: Aside | undefined): Promise<{ result?: WorkerResult<ExplainOutput>; reason: string }> {
  try {
    const { result } = await job.run(input, { signal, aside });
    return { result: result as WorkerResult<ExplainOutput>, reason: '' };
  } catch (error) {
    signal.throwIfAborted();
    if (isAbort(error) || !(error instanceof UserError)) throw error;
    await ready();
    return { reason: messageOf(error) };
  }
}

/** The finding as its tool reports it in the changed source: the nearest of its rule on its line, but none that was tried before; undefined where it is gone, an error where the tool cannot say. */
async function reportedNow(target: LintTarget, expected: Diagnostic, tried: Diagnostic[], linters: Pick<Linters, 'lint'>, signal: AbortSignal): Promise<Diagnostic | UserError | undefined> {
  const findings = await linters.lint(target, { tool: expected.tool, rule: expected.rule, signal }).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  if (findings instanceof UserError) return findings;
  const same = (a: Diagnostic, b: Diagnostic) => a.line === b.line && a.column === b.column && a.rule === b.rule && a.tool === b.tool;
  return findings
    .map(({ diagnostic }) => diagnostic)
    .filter((each) => each.rule === expected.rule && each.line === expected.line && !tried.some((one) => same(one, each)))
    .sort((a, b) => Math.abs(a.column - expected.column) - Math.abs(b.column - expected.column))[0];
}

/** The same place after the edits, which are given by lines of the source before them. What lies inside an edit keeps its distance to the edit's beginning, as far as there is still a line. */
function moved(diagnostic: Diagnostic, edits: LineEdit[]): Diagnostic {
  let shift = 0;
  for (const { startLine, endLine, newText } of edits) {
    const [before, after] = [endLine - startLine + 1, newText === '' ? 0 : newText.replace(/\n$/, '').split('\n').length];
    if (endLine < diagnostic.line) shift += after - before;
    else if (startLine <= diagnostic.line) shift += Math.min(0, Math.max(after, 1) - 1 - (diagnostic.line - startLine));
  }
  return { ...diagnostic, line: diagnostic.line + shift, endLine: diagnostic.endLine + shift };
}

/** The edits with the line ends of the source, where it has one kind. */
function withLineEnds(edits: LineEdit[], source: string): LineEdit[] {
  if (!source.includes('\r\n') || /(?<!\r)\n/.test(source)) return edits;
  return edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, '\r\n') }));
}
