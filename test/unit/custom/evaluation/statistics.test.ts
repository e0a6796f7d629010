import { describe, expect, it } from 'vitest';
import { asGood, interval, percentile } from '../../../../src/workers/custom/evaluation/statistics.ts';

const values = (right: number, wrong: number) => [...new Array<number>(right).fill(1), ...new Array<number>(wrong).fill(0)];

describe('an interval', () => {
  it('is Wilson\'s for rights and wrongs', () => {
    // The textbook's figures for 8 of 10, and the rule of three for 0 of 100.
    expect(interval(values(8, 2)).map((each) => Number(each.toFixed(3)))).toEqual([0.49, 0.943]);
    expect(interval(values(0, 100))[1]).toBeCloseTo(0.037, 3);
    expect(interval(values(0, 100))[0]).toBe(0);
  });

  it('holds the mean of shares, is the same each time, and narrow where they are alike', () => {
    const shares = [0.2, 0.9, 0.5, 0.7, 0.4, 0.6];
    const [low, high] = interval(shares);
    expect(low).toBeLessThan(0.55);
    expect(high).toBeGreaterThan(0.55);
    expect(interval(shares)).toEqual([low, high]);
    for (const each of interval([0.5, 0.5, 0.5])) expect(each).toBeCloseTo(0.5);
  });
});

describe('a model is as good as another', () => {
  it('where the examples do not speak against it', () => {
    expect(asGood(values(9, 1), values(8, 2))).toBe(true);
    expect(asGood([...values(80, 20)], [...values(83, 17)])).toBe(true);
    expect(asGood(values(50, 50), values(80, 20))).toBe(false);
    expect(asGood(values(0, 6), values(6, 0))).toBe(false);
  });
});

describe('a percentile', () => {
  it('is the nearest rank', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([3, 1, 2], 0.95)).toBe(3);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
