import type { Evidence } from './worker.ts';

/** What a failed check leaves of the confidence. */
const FAILED_CHECK = 0.5;

/**
 * How likely an answer is good, 0 to 1: the geometric mean of its tokens' probabilities, halved by every failed check.
 * Mean probability alone misleads — it is highest where a small model copies — so the checks weigh more. Not calibrated yet.
 */
export function confidenceOf({ checks, tokens }: Pick<Evidence, 'checks' | 'tokens'>): number {
  const logarithms = tokens.reduce((sum, { probability }) => sum + Math.log(Math.max(probability, 1e-6)), 0);
  const probability = tokens.length === 0 ? 1 : Math.exp(logarithms / tokens.length);
  const failed = checks.filter((check) => !check.passed).length;
  return Math.round(probability * FAILED_CHECK ** failed * 1000) / 1000;
}
