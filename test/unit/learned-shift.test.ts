import { describe, expect, it } from 'vitest';
import { generator } from '../../bench/measures.ts';
import type { Verdict } from '../../src/core/adjustment.ts';
import { labelOf, learnedShift, type Lesson, MAX_SHIFT, shifted, unshifted } from '../../src/core/learned-shift.ts';

const logOdds = (p: number) => Math.log(p / (1 - p));
const chance = (x: number) => 1 / (1 + Math.exp(-x));
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const anyConfidence = (random: () => number) => [0, 1, 0.001, 0.999, random(), random()][Math.floor(random() * 6)]!;
const anyLessons = (random: () => number): Lesson[] => times(Math.floor(random() * 400), () => ({ confidence: anyConfidence(random), label: [0, 1, random()][Math.floor(random() * 3)]! }));
const same = (count: number, confidence: number, label: number) => times(count, () => ({ confidence, label }));

describe('the learned shift', () => {
  it('is 0 where nothing was learned, and where the verdicts are what the confidence says', () => {
    expect(learnedShift([])).toBe(0);
    expect(learnedShift(same(40, 0.5, 0.5))).toBeCloseTo(0, 6);
  });

  it('stays within its bounds, whatever the verdicts are', () => {
    const random = generator(1);
    for (let round = 0; round < 200; round++) {
      const shift = learnedShift(anyLessons(random));
      expect(Math.abs(shift)).toBeLessThanOrEqual(MAX_SHIFT);
    }
  });

  it('never falls when any verdict is a better one', () => {
    const random = generator(2);
    for (let round = 0; round < 200; round++) {
      const lessons = [...anyLessons(random), { confidence: anyConfidence(random), label: random() }];
      const changed = Math.floor(random() * lessons.length);
      const better = lessons.map((lesson, index) => (index === changed ? { ...lesson, label: lesson.label + (1 - lesson.label) * random() } : lesson));
      expect(learnedShift(better)).toBeGreaterThanOrEqual(learnedShift(lessons) - 1e-8);
    }
  });

  it('never rises when the same verdicts were on surer answers', () => {
    const random = generator(3);
    for (let round = 0; round < 200; round++) {
      const lessons = anyLessons(random);
      const surer = lessons.map(({ confidence, label }) => ({ confidence: confidence + (1 - confidence) * random(), label }));
      expect(learnedShift(surer)).toBeLessThanOrEqual(learnedShift(lessons) + 1e-8);
    }
  });

  it('moves little by a few verdicts, and most by the first', () => {
    const points = (count: number) => shifted(0.5, learnedShift(same(count, 0.5, 1))) - 0.5;
    expect(points(1)).toBeLessThanOrEqual(0.03);
    expect(points(3)).toBeLessThanOrEqual(0.08);
    expect(points(20)).toBeGreaterThan(0.15);
  });

  it('counts what was thrown away less than what was kept, and what was edited in between', () => {
    const kept = learnedShift(same(1, 0.5, 1));
    const edited = learnedShift(same(1, 0.5, 0.5));
    const discarded = learnedShift(same(1, 0.5, 0));
    expect(discarded).toBeLessThan(0);
    expect(-discarded).toBeGreaterThan(0.5 * kept);
    expect(-discarded).toBeLessThan(0.8 * kept);
    expect(edited).toBeCloseTo(0, 6);
  });

  it('holds on to the last hundreds: a thousand equal verdicts can be unlearned', () => {
    const thousand = same(1000, 0.5, 1);
    expect(learnedShift(thousand)).toBeCloseTo(learnedShift(thousand.slice(-600)), 1);
    expect(learnedShift(thousand)).toBeLessThanOrEqual(MAX_SHIFT);
    expect(learnedShift([...thousand, ...same(200, 0.5, 0)])).toBeLessThan(0);
  });

  it('survives confidences of 0 and 1 that were wrong', () => {
    for (const lessons of [same(1, 0, 1), same(1, 1, 0)]) {
      const shift = learnedShift(lessons);
      expect(Math.abs(shift)).toBeGreaterThan(0.05);
      expect(Math.abs(shift)).toBeLessThan(0.3);
    }
  });

  it('takes for the label what was kept of an answer', () => {
    const labels = ([{ kind: 'kept' }, { kind: 'edited', changed: 0.25 }, { kind: 'edited', changed: 7 }, { kind: 'edited', changed: -1 }, { kind: 'discarded' }] satisfies Verdict[]).map(labelOf);
    expect(labels).toEqual([1, 0.75, 0, 1, 0]);
  });
});

describe('a shifted confidence', () => {
  it('keeps the order, the bounds, and what is certain', () => {
    const random = generator(4);
    for (let round = 0; round < 500; round++) {
      const [low, high] = [random(), random()].sort((a, b) => a - b) as [number, number];
      const shift = (random() * 2 - 1) * MAX_SHIFT;
      expect(shifted(low, shift)).toBeLessThanOrEqual(shifted(high, shift));
      expect(shifted(low, shift)).toBeGreaterThanOrEqual(0);
      expect(shifted(high, shift)).toBeLessThanOrEqual(1);
      expect([shifted(0, shift), shifted(1, shift), unshifted(0, shift), unshifted(1, shift)]).toEqual([0, 1, 0, 1]);
    }
    expect(shifted(0.1234, 0)).toBe(0.1234);
    expect(shifted(0.5, 1)).toBe(0.731);
  });

  it('is had back, but for the rounding', () => {
    const random = generator(5);
    for (let round = 0; round < 500; round++) {
      const [confidence, shift] = [0.02 + random() * 0.96, (random() * 2 - 1) * MAX_SHIFT];
      expect(Math.abs(unshifted(shifted(confidence, shift), shift) - confidence)).toBeLessThan(0.003);
    }
  });
});

/** A user whose answers are good with the confidence's log-odds plus `off`; who keeps or touches up good ones, rewrites or throws away bad ones, and now and then throws away a good one. */
function simulate(off: number, count: number, random: () => number, unrelated = 0.1): (Lesson & { good: boolean })[] {
  return times(count, () => {
    const confidence = 0.05 + 0.9 * random();
    const good = random() < chance(logOdds(confidence) + off);
    const goodLabel = () => (random() < unrelated ? 0 : random() < 0.6 ? 1 : 0.85 + 0.15 * random());
    const badLabel = () => (random() < 0.5 ? 0 : 0.35 * random());
    return { confidence, good, label: good ? goodLabel() : badLabel() };
  });
}

/** Expected calibration error: the mean difference of confidence and truth over ten bins, weighted by how much is in them. */
function calibrationError(judged: { confidence: number; good: boolean }[]): number {
  const bins = times(10, (bin) => judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin));
  return bins.reduce((sum, bin) => sum + Math.abs(bin.reduce((difference, { confidence, good }) => difference + confidence - Number(good), 0)), 0) / judged.length;
}

describe('users whose answers are better or worse than the confidence says', () => {
  const USERS = 40;
  const errors = (off: number, unrelated: number) => {
    const random = generator(Math.round(100 + off * 10));
    const users = times(USERS, () => {
      const shift = learnedShift(simulate(off, 50, random, unrelated));
      const later = simulate(off, 1000, random, unrelated);
      return { before: calibrationError(later), after: calibrationError(later.map(({ confidence, good }) => ({ confidence: shifted(confidence, shift), good }))) };
    });
    const mean = (of: 'before' | 'after') => users.reduce((sum, user) => sum + user[of], 0) / USERS;
    return { before: mean('before'), after: mean('after'), helped: users.filter(({ before, after }) => after < before).length / USERS };
  };

  const unrelated = [0.05, 0.1, 0.25];
  it.each([-1.5, -1, -0.7, 0.7, 1, 1.5].flatMap((off) => unrelated.map((share) => [off, share])))('are known better after 50 verdicts: off by %d in log-odds, with %d of the good ones thrown away', (off, share) => {
    const { before, after, helped } = errors(off!, share!);
    expect(after).toBeLessThan(0.85 * before);
    expect(helped).toBeGreaterThan(0.6);
  });

  it.each(unrelated)('and those for whom it is right lose little by it, with %d thrown away', (share) => {
    const { before, after } = errors(0, share);
    expect(after - before).toBeLessThan(0.04);
  });

  it.each([-1, -0.5, 0, 0.5, 1])('agree with it in the end where they keep what is good and throw away what is bad, and half as many others: %d', (off) => {
    const random = generator(7);
    const lessons = simulate(off, 4000, random).flatMap(({ confidence, good }) => (good ? [{ confidence, label: 1 }] : random() < 0.5 ? [{ confidence, label: 0 }] : [{ confidence, label: 0 }, { confidence, label: 0 }]));
    const shift = learnedShift(lessons);
    expect(Math.abs(shift - off)).toBeLessThan(0.45);
    expect(Math.sign(shift) * Math.sign(off)).toBeGreaterThanOrEqual(0);
  });
});
