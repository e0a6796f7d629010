import type { FileChange } from '../src/core/changes.ts';
import type { Features } from '../src/workers/commit/type-features.ts';
import { TYPES, typeScores, type TypeWeights } from '../src/workers/commit/type-model.ts';

/** A commit whose author said its type. */
export interface TypeExample {
  files: FileChange[];
  recent: string[];
  repository: string;
  type: number;
  features: Features;
  history: number[];
}

const STEPS = 400;
const RATE = 0.05;
/** Of the squared weights; keeps rare features from speaking louder than they can know. */
const PENALTY = 3;

/** Multinomial logistic regression by Adam (Kingma and Ba, 2015) on the whole set, with an L2 penalty on the features' weights. */
export function trainTypes(examples: TypeExample[], names: string[]): TypeWeights {
  const weights: TypeWeights = { history: 0.5, bias: TYPES.map(() => 0), features: Object.fromEntries(names.map((name) => [name, TYPES.map(() => 0)])) };
  const moments = new Map<string, { first: number; second: number }>();
  const known = examples.map(({ features, ...rest }) => ({ ...rest, features: Object.fromEntries(Object.entries(features).filter(([name]) => name in weights.features)) }));
  for (let step = 1; step <= STEPS; step++) {
    let history = 0;
    const bias = TYPES.map(() => 0);
    const features: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, TYPES.map((_, type) => (PENALTY * weights.features[name]![type]!) / examples.length)]));
    for (const example of known) {
      const scores = typeScores(example.features, example.history, weights);
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, type) => {
        const error = (power / total - Number(type === example.type)) / examples.length;
        bias[type]! += error;
        history += error * example.history[type]!;
        for (const name in example.features) features[name]![type]! += error * example.features[name]!;
      });
    }
    const moved = (key: string, value: number, slope: number) => {
      const moment = moments.get(key) ?? { first: 0, second: 0 };
      moment.first = 0.9 * moment.first + 0.1 * slope;
      moment.second = 0.999 * moment.second + 0.001 * slope * slope;
      moments.set(key, moment);
      return value - (RATE * (moment.first / (1 - 0.9 ** step))) / (Math.sqrt(moment.second / (1 - 0.999 ** step)) + 1e-8);
    };
    weights.history = moved('history', weights.history, history);
    weights.bias = weights.bias.map((value, type) => moved(`bias ${type}`, value, bias[type]!));
    for (const name of names) weights.features[name] = weights.features[name]!.map((value, type) => moved(`${name} ${type}`, value, features[name]![type]!));
  }
  return weights;
}
