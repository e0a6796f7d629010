import { describe, expect, it } from 'vitest';
import type { Example } from '../../../bench/evidence.ts';
import { mixedQuality } from '../../../bench/escalation.ts';
import { crossValidated, fit, foldsOf } from '../../../bench/fit.ts';
import { fitLogistic, predict } from '../../../bench/logistic.ts';
import { binned, brier, calibrationError, generator, interval, rankedAuroc } from '../../../bench/measures.ts';

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Answers of which the first feature tells much, the second a little, the third nothing. */
function sample(count: number, repositories = 6): { examples: Example[]; good: boolean[] } {
  const random = generator(3);
  const good: boolean[] = [];
  const examples = Array.from({ length: count }, (_, index): Example => {
    const features = { much: 10 + 2 * normal(random), little: normal(random), nothing: normal(random), same: 1 };
    good.push(random() < 1 / (1 + Math.exp(-(0.5 + 1.5 * ((features.much - 10) / 2) - 0.6 * features.little))));
    return { id: String(index), repository: `r${index % repositories}`, model: 'm', label: 0, features, baselines: { 'mean token probability': 0.5, 'former confidence': 0.5 }, said: 0.5 };
  });
  return { examples, good };
}

describe('fitLogistic', () => {
  it('recovers the coefficients that data were made with', () => {
    const { examples, good } = sample(6000);
    const { intercept, features } = fit(examples, good, 1);
    expect(intercept).toBeCloseTo(0.5, 0.5);
    expect(Math.abs(features['much']!.weight - 1.5)).toBeLessThan(0.12);
    expect(Math.abs(features['little']!.weight + 0.6)).toBeLessThan(0.1);
    expect(Math.abs(features['nothing']!.weight)).toBeLessThan(0.1);
    expect(features).not.toHaveProperty('same');
  });

  it('stays finite where the classes are parted, by its penalty', () => {
    const rows = [-2, -1, 1, 2].map((value) => Float64Array.of(value, value));
    const weights = fitLogistic(rows, [0, 0, 1, 1], 1);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights[1]).toBeCloseTo(weights[2]!, 8);
    expect(predict(weights, rows[3]!)).toBeGreaterThan(0.7);
  });

  it('gives the share of good ones where there is nothing to go by', () => {
    expect(predict(fitLogistic(Array.from({ length: 4 }, () => Float64Array.of(0)), [1, 0, 0, 0], 1), Float64Array.of(0))).toBeCloseTo(0.25, 6);
  });
});

describe('crossValidated', () => {
  it('judges no answer by weights that its repository had a part in', () => {
    const { examples, good } = sample(300);
    // In one repository the evidence is turned round: judged by the others it must look wrong.
    const turned = good.map((each, index) => (examples[index]!.repository === 'r0' ? !each : each));
    const own = examples.map((_, index) => index).filter((index) => examples[index]!.repository === 'r0');
    const scores = crossValidated(examples, turned, 1);
    expect(rankedAuroc(own.map((index) => scores[index]!), own.map((index) => turned[index]!))).toBeLessThan(0.35);
  });

  it('makes ten folds of many repositories, each repository in one', () => {
    const folds = foldsOf(sample(300, 45).examples);
    expect(folds).toHaveLength(10);
    expect(new Set(folds.flat()).size).toBe(45);
    expect(folds.flat()).toHaveLength(45);
  });
});

describe('measures', () => {
  const scores = [0.1, 0.4, 0.4, 0.8, 0.9, 0.9];
  const good = [false, false, true, true, false, true];

  it('agrees with the plain count of pairs, ties counted half', () => {
    const random = generator(5);
    const many = Array.from({ length: 200 }, () => Math.round(random() * 20) / 20);
    const truth = many.map((score) => random() < score);
    expect(rankedAuroc(scores, good)).toBeCloseTo(6 / 9, 10);
    const [hits, misses] = [true, false].map((wanted) => many.filter((_, index) => truth[index] === wanted)) as [number[], number[]];
    const won = hits.flatMap((hit) => misses.map((miss) => (hit === miss ? 0.5 : Number(hit > miss))));
    expect(rankedAuroc(many, truth)).toBeCloseTo(won.reduce((sum, each) => sum + each, 0) / won.length, 10);
    expect(rankedAuroc([1, 2], [true, true])).toBeNaN();
  });

  it('finds no calibration error where confidence is the truth, and all of it where it is the contrary', () => {
    expect(calibrationError([0.5, 0.5, 1, 0], [true, false, true, false])).toBeCloseTo(0, 10);
    expect(calibrationError([1, 0], [false, true])).toBe(1);
    expect(calibrationError([0.75, 0.75], [true, true], 'mass')).toBeCloseTo(0.25, 10);
    expect(brier([1, 0.5], [true, false])).toBeCloseTo(0.125, 10);
  });

  it('puts each answer into one bin, the surest into the last', () => {
    for (const binning of ['width', 'mass'] as const) expect(binned([0, 0.05, 0.5, 1], [true, false, true, true], binning).reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(binned([0, 0.95, 1], [true, false, true])).toEqual([{ confidence: 0, good: 1, count: 1 }, { confidence: 0.975, good: 0.5, count: 2 }]);
  });

  it('draws an interval around the figure, the same each time', () => {
    const groups = Array.from({ length: 20 }, (_, index) => [index, index + 1]);
    const average = (items: number[]) => items.reduce((sum, item) => sum + item, 0) / items.length;
    const [low, high] = interval(groups, average);
    expect(low).toBeLessThan(10);
    expect(high).toBeGreaterThan(10);
    expect(interval(groups, average)).toEqual([low, high]);
  });
});

describe('mixedQuality', () => {
  const pairs = [[0, 1], [0.5, 0.5], [1, 0]].map(([small, large]) => ({ repository: 'r', small: small!, large: large! }));
  it('takes the large model\'s answers where the small one is least sure', () => {
    expect(mixedQuality(pairs, [0.1, 0.5, 0.9], 0)).toBe(0.5);
    expect(mixedQuality(pairs, [0.1, 0.5, 0.9], 1 / 3)).toBeCloseTo(2.5 / 3);
    expect(mixedQuality(pairs, [0.9, 0.5, 0.1], 1 / 3)).toBeCloseTo(0.5 / 3);
    expect(mixedQuality(pairs, [0.1, 0.5, 0.9], 1)).toBe(0.5);
    // Of those that are equally unsure any is asked, so it is the mean over them.
    expect(mixedQuality(pairs, [0.5, 0.5, 0.9], 1 / 3)).toBeCloseTo((mixedQuality(pairs, [0.1, 0.5, 0.9], 1 / 3) + mixedQuality(pairs, [0.5, 0.1, 0.9], 1 / 3)) / 2);
  });
});
