import weights from './told-types.json' with { type: 'json' };

/** How probable a model that was trained to tell types holds each of them, in the order of TYPES. */
export type TypeShares = readonly number[];

/** How scores of code and the logarithms of a model's probabilities become one score; a bias for each type. */
export interface ToldWeights {
  code: number;
  model: number;
  bias: number[];
}

/** What a model holds impossible may be right all the same. */
const LEAST = 1e-4;

/** The logarithm of a share, as the score counts it. */
export function logOf(share: number): number {
  return Math.log(Math.max(share, LEAST));
}

/** Scores of the types by both, logarithms of probabilities but for a common summand. The weights were learned from commits that the model was not trained on (`npm run bench -- told-types`). */
export function scoresOfBoth(byCode: readonly number[], told: TypeShares, { code, model, bias }: ToldWeights = weights): number[] {
  return byCode.map((score, type) => code * score + model * logOf(told[type]!) + bias[type]!);
}
