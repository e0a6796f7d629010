import type { WorkerKind } from '../../workers/custom/definition.ts';
import { MEASURES } from '../../workers/custom/evaluation/score.ts';
import { asGood, interval, type Interval, mean, percentile } from '../../workers/custom/evaluation/statistics.ts';
import type { Trial } from './compare-models.ts';

/** What a model's answers come to. */
export interface Row extends Omit<Trial, 'scores' | 'times'> {
  examples: number;
  /** By the measure of the worker's kind, 0 to 1; null before the first answer. */
  value: number | null;
  /** Where the true value is, by 95 %. */
  interval: Interval | null;
  /** Shares, 0 to 1. */
  exact: number | null;
  checks: number | null;
  /** Milliseconds. */
  medianMs: number | null;
  p95Ms: number | null;
}

export interface Comparison {
  measure: string;
  rows: Row[];
  /** The smallest model that is as good as the best one, as far as the examples can tell, and at most ten points behind; null where none has seen them all. */
  chosen: string | null;
  best: string | null;
}

/** From so many examples on a difference of ten points begins to show. */
export const ENOUGH = 100;
/** A few examples speak against hardly anything: a model that was right so much less often is never called as good. */
const CLOSE = 0.1;

export function rowOf({ scores, times, ...trial }: Trial): Row {
  const values = scores.map(({ value }) => value);
  // Where nothing was answered there is nothing to be right or wrong about.
  const some = scores.length > trial.failed;
  const rounded = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));
  return {
    ...trial,
    examples: scores.length,
    value: some ? mean(values) : null,
    interval: some ? interval(values) : null,
    exact: some ? mean(scores.map(({ exact }) => Number(exact))) : null,
    checks: some ? mean(scores.map(({ checks }) => checks)) : null,
    medianMs: rounded(percentile(times, 0.5)),
    p95Ms: rounded(percentile(times, 0.95)),
  };
}

export function compare(kind: WorkerKind, trials: readonly Trial[]): Comparison {
  const values = ({ scores }: Trial) => scores.map(({ value }) => value);
  const quality = (trial: Trial) => mean(values(trial));
  const whole = trials.filter(({ complete, scores, failed }) => complete && failed < scores.length);
  const best = [...whole].sort((a, b) => quality(b) - quality(a) || bySize(a, b))[0];
  const chosen = best && [...whole].sort(bySize).find((trial) => quality(best) - quality(trial) <= CLOSE && asGood(values(trial), values(best)));
  return { measure: MEASURES[kind], rows: trials.map(rowOf), chosen: chosen?.model ?? null, best: best?.model ?? null };
}

/** The smaller first. A server's model is taken to be larger than any here. */
function bySize(one: Trial, other: Trial): number {
  return (one.bytes ?? Number.MAX_SAFE_INTEGER) - (other.bytes ?? Number.MAX_SAFE_INTEGER);
}
