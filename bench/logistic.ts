/** Weights of a logistic regression: the intercept, then one for each column. */
export type Weights = Float64Array;

const MOST_STEPS = 30;
const CLOSE = 1e-7;

/**
 * Logistic regression with an L2 penalty on all but the intercept, by Newton's method. `targets` are 0 to 1. Deterministic.
 * The rows should be standardised, for the penalty to treat their columns alike.
 */
export function fitLogistic(rows: readonly Float64Array[], targets: readonly number[], penalty: number): Weights {
  const size = (rows[0]?.length ?? 0) + 1;
  const weights = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    const slope = new Float64Array(size);
    const curve = Array.from({ length: size }, () => new Float64Array(size));
    rows.forEach((row, index) => {
      const probability = predict(weights, row);
      const error = probability - targets[index]!;
      const weight = Math.max(probability * (1 - probability), 1e-6);
      for (let i = 0; i < size; i++) {
        const value = i === 0 ? 1 : row[i - 1]!;
        if (value === 0) continue;
        slope[i]! += error * value;
        const line = curve[i]!;
        for (let j = 0; j <= i; j++) line[j]! += weight * value * (j === 0 ? 1 : row[j - 1]!);
      }
    });
    for (let i = 1; i < size; i++) {
      slope[i]! += penalty * weights[i]!;
      curve[i]![i]! += penalty;
    }
    curve[0]![0]! += 1e-9;
    const change = solve(curve, slope);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      // A step too far is the only way that Newton's method can fail here.
      const move = Math.max(-2, Math.min(2, change[i]!));
      weights[i]! -= move;
      largest = Math.max(largest, Math.abs(move));
    }
    if (largest < CLOSE) break;
  }
  return weights;
}

export function predict(weights: Weights, row: Float64Array): number {
  let sum = weights[0]!;
  for (let index = 0; index < row.length; index++) sum += weights[index + 1]! * row[index]!;
  return 1 / (1 + Math.exp(-sum));
}

/** Solves a symmetric positive definite system, of which the lower half is given, by Cholesky's decomposition in place. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i]![k]! * matrix[j]![k]!;
      matrix[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j]![j]!;
    }
  }
  const result = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) result[i]! -= matrix[i]![k]! * result[k]!;
    result[i]! /= matrix[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) result[i]! -= matrix[k]![i]! * result[k]!;
    result[i]! /= matrix[i]![i]!;
  }
  return result;
}
