import type { Journeyman } from '../composition.ts';
import type { LanguageModel } from '../core/language-model.ts';
import type { WorkerResult } from '../core/result.ts';
import { run } from '../core/run.ts';
import type { Progress, Worker } from '../core/worker.ts';
import { ModelChanged } from './model-changed.ts';
import { type EscalationStep, followEscalation } from './follow-escalation.ts';
import type { Parts } from './parts.ts';

export interface JobOptions<Output> {
  signal: AbortSignal;
  onPartial?: (rendered: string, output: Output) => void;
  /** Gets how far a job of several parts has come. */
  onProgress?: (progress: Progress) => void;
  /** How many different answers are wanted; one unless given. */
  candidates?: number;
  /** The models that a worker's file names, in their order. */
  preferred?: readonly string[];
  /** Whether a remote model may be asked; true unless given. */
  escalate?: boolean;
  /** Gets what becomes of a local answer that is not good enough. */
  onEscalation?: (step: EscalationStep) => void;
}

/** Carries out workers' jobs that the user asked for. */
export interface Jobs {
  /**
   * Runs a worker on an input. Rejects with an AbortError when cancelled, also by declining the download of a missing model,
   * and with a UserError when there can be no answer.
   */
  run<Input, Facts, Output>(
    worker: (workers: Journeyman['workers']) => Worker<Input, Facts, Output>,
    input: Input,
    options: JobOptions<Output>,
  ): Promise<WorkerResult<Output>>;
}

/** Makes sure that a model for the worker's job is on this machine, if need be by asking the user. Rejects with an AbortError when they decline, with ModelChanged when they chose another. */
export type EnsureModel = (library: Journeyman['library'], worker: string, preferred: readonly string[], signal: AbortSignal) => Promise<void>;

/** `answered` gets every result. */
export function createJobs(parts: Parts, ensureModel: EnsureModel, answered: (result: WorkerResult<unknown>) => void = () => undefined): Jobs {
  return {
    async run(pick, input, { signal, onPartial, onProgress, candidates, preferred = [], escalate = true, onEscalation = () => undefined }) {
      parts.wake();
      for (;;) {
        try {
          const result = await parts.use(({ workers, modelFor, library, scheduler, answers, escalation, adjustment }) => {
            const worker = pick(workers);
            return run(worker, input, {
              model: presentBeforeUse(modelFor(worker.name, preferred), () => ensureModel(library, worker.name, preferred, signal)),
              scheduler,
              priority: 'user',
              signal,
              onPartial,
              onProgress,
              candidates,
              answers,
              ...(escalate && escalation && { escalation: followEscalation(escalation, onEscalation) }),
              ...(adjustment && { adjustment }),
            });
          });
          answered(result);
          return result;
        } catch (error) {
          if (!(error instanceof ModelChanged)) throw error;
          await parts.renew();
        }
      }
    },
  };
}

/**
 * The same model, looked for when it is first needed. By then the facts are gathered: nobody is asked to download a
 * gigabyte for a commit with nothing staged.
 */
function presentBeforeUse(model: LanguageModel, ensure: () => Promise<void>): LanguageModel {
  let present: Promise<void> | undefined;
  const once = () => (present ??= ensure());
  const rank = model.rank?.bind(model);
  const adapters = model.adapters?.bind(model);
  return {
    get name() {
      return model.name;
    },
    get identity() {
      return model.identity ?? model.name;
    },
    settle: async (signal) => model.settle?.(signal),
    contextTokens: (signal) => once().then(() => model.contextTokens(signal)),
    countTokens: (texts, signal) => once().then(() => model.countTokens(texts, signal)),
    ...(adapters && { adapters: (signal) => once().then(() => adapters(signal)) }),
    generate: (request, onText, signal) => once().then(() => model.generate(request, onText, signal)),
    ...(rank && { rank: (request, signal) => once().then(() => rank(request, signal)) }),
  };
}
