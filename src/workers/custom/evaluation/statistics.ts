/** For 95 %. */
const Z = 1.96;
const SAMPLES = 2000;

export type Interval = readonly [low: number, high: number];

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which this share of the values is, by the nearest rank. Undefined where there are none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Where the true mean of such values is, by 95 %: Wilson's interval for rights and wrongs, else drawn anew from the values (bootstrap), the same each time. */
export function interval(values: readonly number[]): Interval {
  const share = mean(values);
  if (values.every((value) => value === 0 || value === 1)) {
    const count = values.length;
    const middle = (share + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
    const half = (Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))) / (1 + Z ** 2 / count);
    return [Math.max(0, middle - half), Math.min(1, middle + half)];
  }
  return resampled(values);
}

/** Whether one is no worse than the other on the same examples, as far as so many can tell: 95 % of the samples that are drawn anew do not speak against it. */
export function asGood(one: readonly number[], other: readonly number[]): boolean {
  const worse = other.map((value, index) => value - one[index]!);
  return mean(worse) <= 0 || resampled(worse)[0] <= 0;
}

function resampled(values: readonly number[]): Interval {
  const random = generator();
  const means = Array.from({ length: SAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[Math.floor(random() * values.length)]!;
    return sum / values.length;
  });
  return [percentile(means, 0.025)!, percentile(means, 0.975)!];
}

/** Mulberry32: numbers from 0 to 1, the same each time. */
function generator(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
