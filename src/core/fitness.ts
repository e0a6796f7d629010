import type { Check } from './result.ts';
import type { Worker } from './worker.ts';

type Judge = Pick<Worker<never, never, never>, 'threshold' | 'fatal'>;

/** Whether a check failed without which an answer is of no use, however likely the rest is good. */
export function isUnfit({ fatal }: Pick<Judge, 'fatal'>, checks: readonly Check[]): boolean {
  return checks.some(({ name, passed }) => !passed && fatal?.has(name));
}

/** Whether an answer may be taken as it is. */
export function isAccepted(worker: Judge, { confidence, checks }: { confidence: number; checks: readonly Check[] }): boolean {
  return confidence >= worker.threshold && !isUnfit(worker, checks);
}
