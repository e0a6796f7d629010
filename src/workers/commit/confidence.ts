import { calibrated, type Calibration } from '../../core/calibration.ts';
import type { Evidence } from '../../core/worker.ts';
import calibration from './confidence.json' with { type: 'json' };
import type { CommitFacts } from './facts.ts';
import { commitFeatures } from './features.ts';
import type { CommitOutput } from './input.ts';

/** Checks whose failure makes a message unfit for use, whatever else speaks for it, and what is then left of the confidence at most: less than any threshold to accept it. */
export const FATAL: ReadonlySet<string> = new Set(['form', 'length', 'invented', 'copied']);
const AT_MOST = 0.49;

/** How likely the message is nearer to what a person would write than most are, 0 to 1. */
export function commitConfidence(evidence: Evidence<CommitFacts, CommitOutput>): number {
  const value = calibrated(calibration as Calibration, commitFeatures(evidence));
  const unfit = evidence.checks.some(({ name, passed }) => !passed && FATAL.has(name));
  return Math.round((unfit ? Math.min(value, AT_MOST) : value) * 1000) / 1000;
}
