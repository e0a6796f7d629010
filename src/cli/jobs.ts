import { isAbsolute } from 'node:path';
import type { z } from 'zod';
import type { Journeyman } from '../composition.ts';
import { UserError } from '../core/errors.ts';
import type { Escalation } from '../core/escalation.ts';
import type { LanguageModel } from '../core/language-model.ts';
import type { WorkerResult } from '../core/result.ts';
import { run } from '../core/run.ts';
import type { Progress, Worker } from '../core/worker.ts';
import { withConsent } from './consent.ts';
import type { Context } from './context.ts';

export interface Answer {
  result: WorkerResult<unknown>;
  /** The output as a person reads it; where several answers were asked for, each of them, best first. */
  texts: string[];
}

/** Does what needs the terminal while nothing else is drawn there. */
export type Aside = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface JobOptions {
  signal: AbortSignal;
  /** Different answers wanted; 1 unless given. */
  candidates?: number;
  /** Gets the answer as far as it has come. */
  onPartial?: (text: string) => void;
  onProgress?: (progress: Progress) => void;
  /** Wraps what is asked of the person meanwhile. */
  aside?: Aside;
}

/** A worker whose input is checked when it comes. */
export interface Job {
  readonly name: string;
  run(input: unknown, options: JobOptions): Promise<Answer>;
}

export type WorkerName = keyof Journeyman['workers'];
export const WORKER_NAMES: readonly WorkerName[] = ['explain', 'commit', 'pr', 'review', 'changelog'];

export function isWorkerName(name: string): name is WorkerName {
  return (WORKER_NAMES as readonly string[]).includes(name);
}

/** Without `answers` the model is asked each time, without `escalation` no remote one. */
type JobParts = Pick<Journeyman, 'scheduler'> & { model: LanguageModel } & Partial<Pick<Journeyman, 'answers' | 'escalation'>>;
type Parts = Pick<Journeyman, 'workers'> & { modelFor(worker: string): LanguageModel } & Omit<JobParts, 'model'>;
/** Where a person is asked, and the folder that the paths in an input are meant from. */
type Place = Pick<Context, 'cwd' | 'stdin' | 'stderr' | 'env'>;

/** `place` is needed where something may be asked of a remote model. */
export function jobsOf(parts: Parts, place?: Place): Record<WorkerName, Job> {
  const { explain, commit, pr, review, changelog } = parts.workers;
  const job = <Input, Facts, Output>(worker: Worker<Input, Facts, Output>) => jobOf(worker, { ...parts, model: parts.modelFor(worker.name) }, place);
  return { explain: job(explain), commit: job(commit), pr: job(pr), review: job(review), changelog: job(changelog) };
}

/** The job of any worker. */
export function jobOf<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, { model, scheduler, answers, escalation }: JobParts, place: Place | undefined): Job {
  const placed = place ? withFolder(worker, place.cwd) : worker;
  return {
    name: worker.name,
    async run(input, { signal, candidates, onPartial, onProgress, aside }) {
      const parsed = worker.input.safeParse(input);
      if (!parsed.success) throw wrongInput(worker.name, parsed.error.issues);
      const asking = escalation && aside ? askedAside(escalation, aside) : escalation;
      const result = await run(placed, parsed.data, { model, scheduler, priority: 'user', signal, candidates, onPartial, onProgress, answers, escalation: asking });
      if (result.escalation && place) result.escalation = withConsent(result.escalation, place);
      return { result, texts: (result.candidates ?? [result]).map(({ output }) => worker.render(output)) };
    },
  };
}

/** The same, where an input names no folder for its relative paths: what is excluded in this one, or ignored by git, must not leave. */
function withFolder<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, cwd: string): Worker<Input, Facts, Output> {
  if (!worker.material) return worker;
  return {
    ...worker,
    material(facts, input) {
      const material = worker.material!(facts, input);
      return material.folder !== undefined || material.paths.some((path) => isAbsolute(path)) ? material : { ...material, folder: cwd };
    },
  };
}

/** The same, with nothing else on the terminal while it asks. */
function askedAside(escalation: Escalation, aside: Aside): Escalation {
  const { settings, trusted, redactor, exclusions, consent, ledger } = escalation;
  return {
    ...{ settings, trusted, redactor, exclusions, ledger },
    remote: (signal) => escalation.remote(signal),
    consent: { given: (worker, model, recipient) => consent.given(worker, model, recipient), ask: (request, signal) => aside(() => consent.ask(request, signal)) },
  };
}

/** What is wrong with an input, for people; undefined where nothing is. */
export function inputProblem(schema: z.ZodType, input: unknown): string | undefined {
  const parsed = schema.safeParse(input);
  return parsed.success ? undefined : `${describe(parsed.error.issues)}.`;
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
