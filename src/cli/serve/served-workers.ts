import type { Journeyman } from '../../composition.ts';
import type { JsonSchema } from '../../core/language-model.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import { CUSTOM_INPUT_SCHEMA } from '../../workers/custom/input.ts';
import type { FileProblem, WorkerOrigin } from '../../workers/custom/definition.ts';
import type { Context } from '../context.ts';
import { inputProblem, isWorkerName, type Job, jobOf, jobsOf, WORKER_NAMES } from '../jobs.ts';
import { OUTPUT_SCHEMAS, SUMMARIES } from './built-in-workers.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { type Watchable, watched } from './watched-model.ts';

export interface ServedWorker {
  name: string;
  title: string;
  description: string;
  /** What a worker file says; null for those that are no files. */
  kind: string | null;
  origin: WorkerOrigin;
  /** JSON Schemas. */
  input: JsonSchema;
  output: JsonSchema;
  /** Why this is no input, for people; undefined where it is one. */
  problem(input: unknown): string | undefined;
  /** The worker's job in a client's turn. */
  job(scheduler: Scheduler): Job;
}

export interface ServedWorkers {
  workers: ServedWorker[];
  problems: FileProblem[];
}

/** Milliseconds after which worker files are read again: what is changed counts for the next request but one blink. */
const FRESH_MS = 1000;

/** The workers that there are right now. Built-in names come first. */
export function createWorkerList(journeyman: Pick<Journeyman, 'workers' | 'model' | 'answers' | 'escalation' | 'customWorkers' | 'modelFor'>, context: Pick<Context, 'cwd' | 'stdin' | 'stderr' | 'env'>): () => Promise<ServedWorkers> {
  const { answers, escalation } = journeyman;
  const parts = (scheduler: Scheduler, model: Watchable = journeyman.model) => ({ scheduler, answers, escalation, model: watched(model) });
  const builtIn = WORKER_NAMES.map((name): ServedWorker => ({
    name,
    title: name,
    description: SUMMARIES[name],
    kind: null,
    origin: 'built-in',
    input: jsonSchemaOf(journeyman.workers[name].input),
    output: OUTPUT_SCHEMAS[name],
    problem: (input) => inputProblem(journeyman.workers[name].input, input),
    job: (scheduler) => jobsOf({ workers: journeyman.workers, ...parts(scheduler) }, context)[name],
  }));

  async function read(): Promise<ServedWorkers> {
    const { workers, problems } = await journeyman.customWorkers(context.cwd);
    const custom = workers.map(({ definition, worker, outputSchema }): ServedWorker => ({
      ...{ name: definition.name, title: definition.title, description: definition.description, kind: definition.kind, origin: definition.origin },
      input: CUSTOM_INPUT_SCHEMA,
      output: outputSchema,
      problem: (input) => inputProblem(worker.input, input),
      job: (scheduler) => jobOf(worker, parts(scheduler, journeyman.modelFor(definition.name, definition.model)), context),
    }));
    return { workers: [...builtIn, ...custom.filter(({ name }) => !isWorkerName(name))], problems };
  }

  let known: { at: number; list: Promise<ServedWorkers> } | undefined;
  return () => {
    const now = performance.now();
    if (known && now - known.at < FRESH_MS) return known.list;
    const list = read();
    const one = { at: now, list };
    known = one;
    list.catch(() => {
      if (known === one) known = undefined;
    });
    return list;
  };
}
