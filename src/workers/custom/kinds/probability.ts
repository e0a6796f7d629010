import type { GeneratedToken } from '../../../core/language-model.ts';

/** The geometric mean of the tokens' probabilities; 1 where there are none. */
export function probabilityOf(tokens: readonly GeneratedToken[]): number {
  if (tokens.length === 0) return 1;
  return Math.exp(tokens.reduce((sum, { probability }) => sum + Math.log(Math.max(probability, 1e-6)), 0) / tokens.length);
}
