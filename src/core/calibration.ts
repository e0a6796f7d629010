/** One piece of evidence in a calibration. `mean` and `scale` (its standard deviation) are those of the answers that the weights were learned from. */
export interface CalibratedFeature {
  mean: number;
  scale: number;
  /** What one standard deviation more adds to the log-odds. */
  weight: number;
}

/** How well a calibration tells good answers from others, in repositories that its weights were not learned from. */
export interface CalibrationRecord {
  records: number;
  repositories: number;
  date: string;
  auroc: number;
  /** Expected calibration error: the mean distance of the confidence from the share of good answers, over ten bins of equal width. */
  ece: number;
}

/** A logistic model of how likely an answer is good, in a form that people can read. */
export interface Calibration {
  /** Where the numbers come from. */
  basis: string;
  /** What a good answer is, and so what a confidence of 0.5 says. */
  good: string;
  /** By cross-validation over repositories; null where the weights were set by hand. */
  measured: CalibrationRecord | null;
  intercept: number;
  features: Readonly<Record<string, CalibratedFeature>>;
  /** Corrects the model's probability: pairs of before and after, both rising; what is between two is interpolated. */
  steps?: readonly (readonly number[])[] | undefined;
}

/** Features further than this from the mean, in standard deviations, say no more than those at it: a strange input must not make an answer sure. */
const FURTHEST = 4;

/** Log-odds that the answer is good. What is missing, or no number, counts as usual. */
export function logOdds({ intercept, features }: Pick<Calibration, 'intercept' | 'features'>, values: Readonly<Record<string, number>>): number {
  let sum = intercept;
  for (const [name, { mean, scale, weight }] of Object.entries(features)) {
    const value = values[name];
    if (value === undefined || Number.isNaN(value) || scale <= 0) continue;
    sum += weight * Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / scale));
  }
  return sum;
}

/** The probability, 0 to 1, that an answer with this evidence is good. */
export function calibrated(calibration: Calibration, values: Readonly<Record<string, number>>): number {
  return stepped(1 / (1 + Math.exp(-logOdds(calibration, values))), calibration.steps ?? []);
}

/** The value of a rising function that is given by points, held at its ends. */
export function stepped(value: number, points: readonly (readonly number[])[]): number {
  if (points.length === 0) return value;
  const next = points.findIndex(([before]) => before! >= value);
  if (next === 0) return points[0]![1]!;
  if (next < 0) return points.at(-1)![1]!;
  const [[x0, y0], [x1, y1]] = [points[next - 1] as [number, number], points[next] as [number, number]];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
}
