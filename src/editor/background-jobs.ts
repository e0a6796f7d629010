import type { Journeyman } from '../composition.ts';
import type { WorkerResult } from '../core/result.ts';
import { run } from '../core/run.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { Worker } from '../core/worker.ts';
import type { Parts } from './parts.ts';

export interface BackgroundOptions {
  signal: AbortSignal;
  candidates?: number;
  /** Whether it also gives way to other jobs in the background, which are wanted sooner. */
  givesWayToAll?: boolean;
}

/** Carries out workers' jobs that nobody has asked for yet. They give way to the user's, neither ask nor download anything, and send nothing to a server. */
export interface BackgroundJobs {
  /** Whether the model whose turn it is for the job is on this machine and has not failed, and such work does not rest. */
  possible(signal: AbortSignal): Promise<boolean>;
  /** Rejects with an AbortError when it had to give way, or the model was unloaded. */
  run<Input, Facts, Output>(
    worker: (workers: Journeyman['workers']) => Worker<Input, Facts, Output>,
    input: Input,
    options: BackgroundOptions,
  ): Promise<WorkerResult<Output>>;
}

/** The background jobs of one worker. */
export function createBackgroundJobs(parts: Parts, name: string): BackgroundJobs {
  return {
    possible: async (signal) => !parts.rest.aborted && parts.use(({ modelFor }) => modelFor(name).installed(signal)).catch(() => false),
    run: (pick, input, { givesWayToAll = false, signal, ...options }) =>
      parts.use(async ({ workers, modelFor, scheduler, answers, adjustment }) => {
        const model = modelFor(name).here();
        if (!model) throw new DOMException('All models for it are on servers.', 'AbortError');
        return run(pick(workers), input, {
          model,
          scheduler: givesWayToAll ? afterAllOthers(scheduler) : scheduler,
          priority: 'background',
          answers,
          signal: AbortSignal.any([signal, parts.rest]),
          ...(adjustment && { adjustment }),
          ...options,
        });
      }),
  };
}

function afterAllOthers(scheduler: Scheduler): Scheduler {
  return { schedule: (_priority, signal, job) => scheduler.schedule('idle', signal, job) };
}
