import weights from './type-model.json' with { type: 'json' };
import type { Features } from './type-features.ts';

/** The types of the Angular convention, which Conventional Commits took over. */
export const TYPES = ['feat', 'fix', 'docs', 'refactor', 'perf', 'test', 'chore', 'ci', 'build', 'style'] as const;
export type CommitType = (typeof TYPES)[number];

/** A linear model: for each type its bias and the weight of each feature, and one weight for how often the history has the type. */
export interface TypeWeights {
  history: number;
  bias: number[];
  /** By feature, a weight for each type in the order of TYPES. */
  features: Record<string, number[]>;
}

/** Added to each count, so that a type which the history does not have stays possible. */
const UNSEEN = 0.5;

/** The logarithm of a type's share in the history, for each type. */
export function historyOf(counts: ReadonlyMap<string, number>): number[] {
  const total = TYPES.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
  return TYPES.map((type) => Math.log(((counts.get(type) ?? 0) + UNSEEN) / (total + UNSEEN * TYPES.length)));
}

/** Scores of the types, in their order: logarithms of probabilities, but for a common summand. */
export function typeScores(features: Features, history: number[], { history: ofHistory, bias, features: byName }: TypeWeights = weights): number[] {
  const scores = history.map((share, type) => bias[type]! + ofHistory * share);
  for (const [name, value] of Object.entries(features)) {
    byName[name]?.forEach((weight, type) => (scores[type]! += weight * value));
  }
  return scores;
}

/**
 * The types with how probable each is, likeliest first, out of those that are allowed. The weights were learned from what people wrote in other
 * repositories (`npm run bench -- types`), where they name the right type in two of three commits; counts are those of this repository's history.
 */
export function likeliestTypes(features: Features, counts: ReadonlyMap<string, number>, allowed: (type: CommitType) => boolean = () => true): { type: CommitType; probability: number }[] {
  const scores = typeScores(features, historyOf(counts));
  const powers = TYPES.map((type, index) => ({ type, power: allowed(type) ? Math.exp(scores[index]! - Math.max(...scores)) : 0 })).filter(({ power }) => power > 0);
  const total = powers.reduce((sum, { power }) => sum + power, 0);
  return powers.map(({ type, power }) => ({ type, probability: power / total })).sort((a, b) => b.probability - a.probability);
}
