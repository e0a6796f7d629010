/** How much of the model's own certainty is left: small models are surer than they are right. 1 is all. */
const SHARPNESS = 0.7;
/** Less than this is not told apart from nothing. */
const LEAST_PRIOR = 1e-6;

/** The probabilities divided by those without any text, so that what the model likes to say anyway counts for nothing. Their sum is 1. */
export function withoutPrior(probabilities: readonly number[], prior: readonly number[]): number[] {
  return normalised(probabilities.map((probability, index) => probability / Math.max(prior[index]!, LEAST_PRIOR)));
}

/** The probabilities flattened to how often the label is right. Their sum is 1. */
export function calibratedShares(probabilities: readonly number[]): number[] {
  return normalised(probabilities.map((probability) => probability ** SHARPNESS));
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((all, value) => all + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values.map(() => 1 / values.length);
}
