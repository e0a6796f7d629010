import weights from './type-model.json' with { type: 'json' };
import { scoresOfBoth, type TypeShares } from './told-types.ts';
import type { Features } from './type-features.ts';

/** The types of the Angular convention, which Conventional Commits took over. */
export const TYPES = ['feat', 'fix', 'docs', 'refactor', 'perf', 'test', 'chore', 'ci', 'build', 'style'] as const;
export type CommitType = (typeof TYPES)[number];

/** What some histories call them. */
const OTHER_NAMES: Readonly<Record<string, CommitType>> = { feature: 'feat', bugfix: 'fix', hotfix: 'fix', doc: 'docs', tests: 'test', performance: 'perf' };

/** The type that a history means by this word, in whatever case; undefined where it means none of these. */
export function typeNamed(word: string): CommitType | undefined {
  const lower = word.toLowerCase();
  return TYPES.find((type) => type === lower) ?? (Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower] : undefined);
}

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
export function likeliestTypes(features: Features, counts: ReadonlyMap<string, number>, { allowed = () => true, told }: { allowed?: (type: CommitType) => boolean; told?: TypeShares | undefined } = {}): { type: CommitType; probability: number }[] {
  const byCode = typeScores(features, historyOf(counts));
  const scores = told ? scoresOfBoth(byCode, told) : byCode;
  const powers = TYPES.map((type, index) => ({ type, power: allowed(type) ? Math.exp(scores[index]! - Math.max(...scores)) : 0 })).filter(({ power }) => power > 0);
  const total = powers.reduce((sum, { power }) => sum + power, 0);
  return powers.map(({ type, power }) => ({ type, probability: power / total })).sort((a, b) => b.probability - a.probability);
}
