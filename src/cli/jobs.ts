import type { z } from 'zod';
import type { Journeyman } from '../composition.ts';
import { UserError } from '../core/errors.ts';
import type { WorkerResult } from '../core/result.ts';
import { run } from '../core/run.ts';
import type { Progress, Worker } from '../core/worker.ts';

export interface Answer {
  result: WorkerResult<unknown>;
  /** The output as a person reads it; where several answers were asked for, each of them, best first. */
  texts: string[];
}

/** A worker whose input is checked when it comes. */
export interface Job {
  readonly name: string;
  /** `onPartial` gets the answer as far as it has come; `candidates` is how many different ones are wanted. */
  run(input: unknown, options: { signal: AbortSignal; candidates?: number; onPartial?: (text: string) => void; onProgress?: (progress: Progress) => void }): Promise<Answer>;
}

export type WorkerName = keyof Journeyman['workers'];
export const WORKER_NAMES: readonly WorkerName[] = ['explain', 'commit', 'pr', 'review', 'changelog'];

export function isWorkerName(name: string): name is WorkerName {
  return (WORKER_NAMES as readonly string[]).includes(name);
}

/** Without `answers` the model is asked each time. */
type Parts = Pick<Journeyman, 'workers' | 'model' | 'scheduler'> & Partial<Pick<Journeyman, 'answers'>>;

export function jobsOf(parts: Parts): Record<WorkerName, Job> {
  const { explain, commit, pr, review, changelog } = parts.workers;
  return { explain: jobOf(explain, parts), commit: jobOf(commit, parts), pr: jobOf(pr, parts), review: jobOf(review, parts), changelog: jobOf(changelog, parts) };
}

function jobOf<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, { model, scheduler, answers }: Parts): Job {
  return {
    name: worker.name,
    async run(input, { signal, candidates, onPartial, onProgress }) {
      const parsed = worker.input.safeParse(input);
      if (!parsed.success) throw wrongInput(worker.name, parsed.error.issues);
      const result = await run(worker, parsed.data, { model, scheduler, priority: 'user', signal, candidates, onPartial, onProgress, answers });
      return { result, texts: (result.candidates ?? [result]).map(({ output }) => worker.render(output)) };
    },
  };
}

function wrongInput(worker: string, issues: z.core.$ZodIssue[]): UserError {
  return new UserError(`This is not an input of ${worker}.`, `${describe(issues)}.`, `See journeyman run --help.`);
}

/** `diagnostic.line: expected number`; of several forms that an input may have, the one that it comes nearest to. */
function describe(issues: z.core.$ZodIssue[]): string {
  return issues
    .slice(0, 3)
    .map((issue) => {
      if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input') return [...issue.errors].sort((a, b) => a.length - b.length).map(describe).slice(0, 2).join(', or ');
      return `${issue.path.join('.') || 'input'}: ${issue.message}`;
    })
    .join('; ');
}
