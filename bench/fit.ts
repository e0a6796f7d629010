import type { Calibration, CalibratedFeature } from '../src/core/calibration.ts';
import { logOdds } from '../src/core/calibration.ts';
import type { Example } from './evidence.ts';
import { fitLogistic } from './logistic.ts';
import { mean } from './measures.ts';

/** A feature that differs in fewer answers than this is left out: its weight would be chance. */
const SEEN_IN = 12;
const MOST_FOLDS = 20;
const FOLDS_OF_MANY = 10;

export type Weighted = Pick<Calibration, 'intercept' | 'features'>;

/** A logistic calibration from examples and whether each is good. */
export function fit(examples: readonly Example[], good: readonly boolean[], penalty: number, names = featureNames(examples)): Weighted {
  const scales = names.map((name) => {
    const values = examples.map(({ features }) => features[name]).filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
    const middle = values.length === 0 ? 0 : mean(values);
    return { name, mean: middle, scale: Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) || 0) };
  }).filter(({ scale }) => scale > 1e-6);
  const unit = Object.fromEntries(scales.map(({ name, mean: middle, scale }) => [name, { mean: middle, scale, weight: 1 }]));
  const rows = examples.map(({ features }) => Float64Array.from(scales, ({ name }) => logOdds({ intercept: 0, features: { [name]: unit[name]! } }, features)));
  const weights = fitLogistic(rows, good.map(Number), penalty);
  const features: Record<string, CalibratedFeature> = {};
  scales.forEach(({ name }, index) => (features[name] = { ...unit[name]!, weight: weights[index + 1]! }));
  return { intercept: weights[0]!, features };
}

/** The features that enough of the examples have and that are not the same in nearly all of them. */
export function featureNames(examples: readonly Example[]): string[] {
  const names = new Set(examples.flatMap(({ features }) => Object.keys(features)));
  return [...names].sort().filter((name) => {
    const counts = new Map<number, number>();
    for (const { features } of examples) if (features[name] !== undefined) counts.set(features[name], (counts.get(features[name]) ?? 0) + 1);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return all - Math.max(0, ...counts.values()) >= SEEN_IN;
  });
}

/** Groups of repositories that are judged by weights learned from the others: each its own, or ten of many. */
export function foldsOf(examples: readonly Example[]): string[][] {
  const repositories = [...new Set(examples.map(({ repository }) => repository))].sort();
  if (repositories.length <= MOST_FOLDS) return repositories.map((each) => [each]);
  return Array.from({ length: FOLDS_OF_MANY }, (_, fold) => repositories.filter((__, index) => index % FOLDS_OF_MANY === fold));
}

/** Each example's probability by weights that were learned without its repository. */
export function crossValidated(examples: readonly Example[], good: readonly boolean[], penalty: number, names?: string[]): number[] {
  const scores = new Array<number>(examples.length).fill(0);
  for (const fold of foldsOf(examples)) {
    const left = new Set(fold);
    const training = examples.map((_, index) => index).filter((index) => !left.has(examples[index]!.repository));
    const weights = fit(training.map((index) => examples[index]!), training.map((index) => good[index]!), penalty, names);
    examples.forEach(({ repository, features }, index) => {
      if (left.has(repository)) scores[index] = 1 / (1 + Math.exp(-logOdds(weights, features)));
    });
  }
  return scores;
}

export function logLoss(scores: readonly number[], good: readonly boolean[]): number {
  return mean(scores.map((score, index) => -Math.log(Math.max(1e-6, good[index] ? score : 1 - score))));
}
