import type { Verdict } from '../core/adjustment.ts';
import { unshifted } from '../core/learned-shift.ts';
import type { WorkerResult } from '../core/result.ts';
import type { Parts } from './parts.ts';

/** An answer that the user did something with. */
export type JudgedAnswer = Pick<WorkerResult<unknown>, 'confidence' | 'answeredBy'>;

/** Takes down what the user did with the workers' answers. */
export interface Verdicts {
  learn(worker: string, answer: JudgedAnswer, verdict: Verdict): void;
}

/**
 * Has the workers' confidence learn from what becomes of their answers, where the user wants that. What code or a remote model has answered says nothing
 * of the small model.
 */
export function createVerdicts(parts: Pick<Parts, 'use'>, enabled: () => boolean): Verdicts {
  return {
    learn(worker, { confidence, answeredBy }, verdict) {
      if (answeredBy !== 'local' || !enabled()) return;
      const learning = parts.use(async ({ adjustment }) => {
        if (adjustment) await adjustment.learn(worker, unshifted(confidence, await adjustment.shift(worker)), verdict);
      });
      // Where the parts cannot be made, the next job says so.
      learning.catch(() => undefined);
    },
  };
}
