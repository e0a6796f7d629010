import { isAbort, messageOf, UserError } from '../core/errors.ts';
import type { WorkerResult } from '../core/result.ts';
import { groupByRule, type RuleGroup } from '../workers/explain/group.ts';
import type { ExplainOutput } from '../workers/explain/input.ts';
import type { Aside, Job } from './jobs.ts';
import type { Reported } from './reported.ts';

/** Longer lines are minified code or data, in which there is little to see. */
const LONGEST_CLEAR_LINE = 200;

/** One rule's findings with the explanation of one of them. */
export interface Explained extends RuleGroup<Reported> {
  /** The one that was explained; it is the first of the items. */
  chosen: Reported;
  result: WorkerResult<ExplainOutput>;
}

/** One rule's findings that there is no explanation of. */
export interface Unexplained extends RuleGroup<Reported> {
  error: string;
}

export interface GroupOptions {
  job: Job;
  signal: AbortSignal;
  /** Called before each rule, with its position from 1. */
  onRule?: (position: number, count: number, group: RuleGroup<Reported>) => void;
  onPartial?: (text: string) => void;
  /** Wraps what is asked of the person meanwhile. */
  aside?: Aside;
}

/** One explanation a rule, each as soon as it is ready. A rule that cannot be explained does not keep the others from it; an interruption ends it all. */
export async function* explainGroups(items: Reported[], { job, signal, onRule, onPartial, aside }: GroupOptions): AsyncGenerator<Explained | Unexplained> {
  const groups = groupByRule(items);
  for (const [index, group] of groups.entries()) {
    signal.throwIfAborted();
    onRule?.(index + 1, groups.length, group);
    const chosen = clearest(group.items);
    const ordered = { ...group, items: [chosen, ...group.items.filter((item) => item !== chosen)] };
    try {
      const { result } = await job.run(inputOf(chosen), { signal, onPartial, aside });
      yield { ...ordered, chosen, result: result as WorkerResult<ExplainOutput> };
    } catch (error) {
      signal.throwIfAborted();
      if (isAbort(error)) throw error;
      yield { ...ordered, error: error instanceof UserError ? messageOf(error) : `It failed inside: ${messageOf(error)}` };
    }
  }
}

/** What the worker is asked about a finding. */
export function inputOf({ target, diagnostic, runTools }: Reported): unknown {
  return { ...target, diagnostic, ...(runTools === false ? { runTools } : {}) };
}

/** The first that lies within one line that a person can read; else the first. */
function clearest(items: Reported[]): Reported {
  const clear = items.find(({ target, diagnostic: { line, endLine } }) => line === endLine && lineAt(target.source, line).length <= LONGEST_CLEAR_LINE);
  return clear ?? items[0]!;
}

function lineAt(source: string, line: number): string {
  return source.split(/\r\n|\n|\r/)[line - 1] ?? '';
}

/** The places of some findings as JSON. `file` is an absolute path; lines and columns count from 1, the end column is exclusive. */
export function placesOf(items: Reported[]) {
  return items.map(({ target: { file }, diagnostic: { line, column, endLine, endColumn, message } }) => ({ file, line, column, endLine, endColumn, message }));
}
