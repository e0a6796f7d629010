import { messageOf } from '../../core/errors.ts';
import type { Example } from '../../core/examples.ts';
import { run } from '../../core/run.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import type { ModelClient } from '../../models/client.ts';
import type { CustomWorker } from '../../workers/custom/custom-worker.ts';
import type { WorkerDefinition } from '../../workers/custom/definition.ts';
import { type Score, scoreAnswer } from '../../workers/custom/evaluation/score.ts';

/** What one model has shown so far. */
export interface Trial {
  model: string;
  /** Of its file; null where it is on a server. */
  bytes: number | null;
  /** Milliseconds until it was in memory, or its server had answered; null before that. */
  loadMs: number | null;
  /** Bytes of memory of its process at most; null where that cannot be had. */
  peakBytes: number | null;
  scores: Score[];
  /** Milliseconds of each answer. */
  times: number[];
  /** Examples that got no answer; they count as wrong. */
  failed: number;
  /** Why it could not be tried, or what the first failed answer said. */
  problem: string;
  /** Whether it has seen all examples. */
  complete: boolean;
}

export interface Tried {
  reference: string;
  bytes: number | null;
  client(): ModelClient;
}

export interface CompareOptions {
  definition: WorkerDefinition;
  /** The worker, not knowing the example that it is tried on. */
  workerWithout(example: Example): CustomWorker;
  examples: readonly Example[];
  models: readonly Tried[];
  scheduler: Scheduler;
  /** Takes all models out of memory. */
  unload(): Promise<void>;
  peakBytes(pid: number): Promise<number | null>;
  folder: string;
  signal: AbortSignal;
  /** Gets all trials each time that something is new. */
  onChange(trials: readonly Trial[]): void;
}

const NO_ANSWER: Score = { value: 0, exact: false, checks: 0 };

/** Tries one model after the other on the examples, each alone in memory. After an interruption it gives what was done. */
export async function compareModels({ models, onChange, ...options }: CompareOptions): Promise<Trial[]> {
  const trials = models.map(({ reference, bytes }): Trial => ({ model: reference, bytes, loadMs: null, peakBytes: null, scores: [], times: [], failed: 0, problem: '', complete: false }));
  const changed = () => onChange(trials);
  changed();
  for (const [index, model] of models.entries()) {
    if (options.signal.aborted) break;
    const trial = trials[index]!;
    try {
      await tryModel(model, trial, changed, options);
    } catch (error) {
      if (!options.signal.aborted) trial.problem = messageOf(error);
    }
    changed();
  }
  return trials;
}

async function tryModel({ client: clientOf }: Tried, trial: Trial, changed: () => void, { definition, workerWithout, examples, scheduler, unload, peakBytes, folder, signal }: Omit<CompareOptions, 'models' | 'onChange'>): Promise<void> {
  await unload();
  const client = clientOf();
  const started = performance.now();
  await client.contextTokens(signal);
  trial.loadMs = Math.round(performance.now() - started);
  for (const example of examples) {
    const began = performance.now();
    let score = NO_ANSWER;
    try {
      const result = await run(workerWithout(example), { text: example.input, folder }, { model: client, scheduler, priority: 'user', signal });
      score = scoreAnswer(definition, example.output, result);
    } catch (error) {
      signal.throwIfAborted();
      trial.failed++;
      trial.problem ||= messageOf(error);
    }
    trial.scores.push(score);
    trial.times.push(performance.now() - began);
    const { pid } = client.status();
    trial.peakBytes = (pid === null ? null : await peakBytes(pid)) ?? trial.peakBytes;
    changed();
  }
  trial.complete = true;
}
