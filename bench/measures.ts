/** A group of answers with about the same confidence: how sure they were, how many were good, how many they are. */
export interface Bin {
  confidence: number;
  good: number;
  count: number;
}

export type Binning = 'width' | 'mass';

/** Bins of equal width, or of equal numbers of answers. Empty ones are left out. */
export function binned(scores: readonly number[], good: readonly boolean[], binning: Binning = 'width', count = 10): Bin[] {
  const order = scores.map((_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  const groups = Array.from({ length: count }, (): number[] => []);
  order.forEach((index, place) => groups[Math.min(count - 1, Math.floor(binning === 'width' ? scores[index]! * count : (place * count) / scores.length))]!.push(index));
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({ confidence: mean(group.map((index) => scores[index]!)), good: mean(group.map((index) => Number(good[index]))), count: group.length }));
}

/** Expected calibration error: the mean distance of confidence and truth over the bins, by their counts. */
export function calibrationError(scores: readonly number[], good: readonly boolean[], binning: Binning = 'width'): number {
  return binned(scores, good, binning).reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.good) * bin.count, 0) / scores.length;
}

/** Mean squared distance of confidence and truth. */
export function brier(scores: readonly number[], good: readonly boolean[]): number {
  return mean(scores.map((score, index) => (score - Number(good[index])) ** 2));
}

/** The chance that a good answer has a higher score than another one, ties counted half: Mann and Whitney's U by ranks. NaN where all are alike. */
export function rankedAuroc(scores: readonly number[], good: readonly boolean[]): number {
  const order = scores.map((_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  let ranks = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && scores[order[end + 1]!] === scores[order[start]!]) end++;
    for (let place = start; place <= end; place++) if (good[order[place]!]) ranks += (start + end) / 2 + 1;
    start = end + 1;
  }
  const positives = good.filter(Boolean).length;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives));
}

/** The middle 95 % of a figure over samples drawn anew from the groups, with replacement. Deterministic. */
export function interval<Item>(groups: Item[][], figure: (items: Item[]) => number, samples = 500): [number, number] {
  const random = generator(1);
  const figures = Array.from({ length: samples }, () => figure(groups.flatMap(() => groups[Math.floor(random() * groups.length)]!)))
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  return [figures[Math.floor(figures.length * 0.025)]!, figures[Math.floor(figures.length * 0.975)]!];
}

/** Mulberry32: numbers from 0 to 1 that look like chance and are the same each time. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length / 2))]!;
}
