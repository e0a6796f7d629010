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

/** Carries out workers' jobs that nobody has asked for yet. They give way to the user's, and neither ask nor download anything. */
export interface BackgroundJobs {
  /** Whether the model is on this machine and has not failed. */
  possible(signal: AbortSignal): Promise<boolean>;
  /** Rejects with an AbortError when it had to give way. */
  run<Input, Facts, Output>(
    worker: (workers: Journeyman['workers']) => Worker<Input, Facts, Output>,
    input: Input,
    options: BackgroundOptions,
  ): Promise<WorkerResult<Output>>;
}

export function createBackgroundJobs(parts: Parts, model: () => string): BackgroundJobs {
  return {
    async possible(signal) {
      if (parts.status()?.state === 'failed') return false;
      return parts.use(({ library }) => library.locate(model(), signal)).then(
        () => true,
        () => false,
      );
    },
    run: (pick, input, { givesWayToAll = false, ...options }) =>
      parts.use(({ workers, model: own, scheduler, answers }) =>
        run(pick(workers), input, { model: own, scheduler: givesWayToAll ? afterAllOthers(scheduler) : scheduler, priority: 'background', answers, ...options }),
      ),
  };
}

function afterAllOthers(scheduler: Scheduler): Scheduler {
  return { schedule: (_priority, signal, job) => scheduler.schedule('idle', signal, job) };
}
