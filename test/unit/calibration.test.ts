import { describe, expect, it } from 'vitest';
import { type Calibration, calibrated, stepped } from '../../src/core/calibration.ts';
import { modelFeatures, tokenFeatures } from '../../src/core/token-features.ts';
import commit from '../../src/workers/commit/confidence.json' with { type: 'json' };
import explain from '../../src/workers/explain/confidence.json' with { type: 'json' };
import soundness from '../../src/workers/explain/soundness.json' with { type: 'json' };
import pullRequest from '../../src/workers/pull-request/confidence.json' with { type: 'json' };

const calibration: Calibration = { basis: '', good: '', measured: null, intercept: 0.5, features: { sure: { mean: 1, scale: 2, weight: 1.5 }, large: { mean: 0, scale: 1, weight: -1 } } };
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));

describe('calibrated', () => {
  it('adds the weights of the standardised features to the log-odds', () => {
    expect(calibrated(calibration, { sure: 3, large: 0.5 })).toBeCloseTo(logistic(0.5 + 1.5 - 0.5), 10);
  });

  it('takes what is missing, or no number, for usual', () => {
    expect(calibrated(calibration, {})).toBeCloseTo(logistic(0.5), 10);
    expect(calibrated(calibration, { sure: Number.NaN, unknown: 7 })).toBeCloseTo(logistic(0.5), 10);
  });

  it('rises with what speaks for the answer, stays within 0 and 1, and lets no strange value decide alone', () => {
    const values = [-1e9, -3, 0, 1, 3, 9, 1e9].map((sure) => calibrated(calibration, { sure }));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values[0]).toBeCloseTo(logistic(0.5 - 4 * 1.5), 10);
    expect(calibrated(calibration, { sure: Infinity })).toBeCloseTo(logistic(0.5 + 4 * 1.5), 10);
  });

  it('corrects the probability by steps, where there are some', () => {
    const steps = [[0.2, 0.1], [0.6, 0.5], [0.6, 0.7], [0.9, 0.8]];
    expect([0, 0.2, 0.4, 0.75, 1].map((value) => stepped(value, steps))).toEqual([0.1, 0.1, 0.30000000000000004, expect.closeTo(0.75, 10), 0.8]);
    expect(calibrated({ ...calibration, steps: [[0, 0.25], [1, 0.25]] }, { sure: 3 })).toBe(0.25);
  });
});

describe('the calibrations in use', () => {
  it.each([['commit', commit], ['explain', explain], ['soundness', soundness], ['pull request', pullRequest]])('%s says where its numbers come from and what a good answer is', (_, file) => {
    expect(file.basis).not.toBe('');
    expect(file.good).not.toBe('');
    for (const feature of Object.values(file.features)) {
      expect(feature.scale).toBeGreaterThan(0);
      expect(Number.isFinite(feature.mean + feature.weight)).toBe(true);
    }
  });
});

describe('tokenFeatures', () => {
  it('has nothing to say where no token was written', () => expect(tokenFeatures([])).toEqual({}));

  it('tells the mean, the worst, the ends and the names', () => {
    const tokens = [['add', 0.9], [' retry', 0.1], [' to', 1], [' x', 0]].map(([text, probability]) => ({ text: text as string, probability: probability as number }));
    const features = tokenFeatures(tokens, (word) => word === 'retry');
    expect(features['log probability of names']).toBeCloseTo(Math.log(0.1));
    expect(features['worst log probability']).toBeCloseTo(Math.log(1e-6));
    expect(features['share of unsure tokens']).toBe(0.5);
    expect(Object.values(features).every(Number.isFinite)).toBe(true);
    expect(features).not.toHaveProperty('mean margin');
  });

  it('tells how close the second was, where the model does', () => {
    const features = tokenFeatures([{ text: 'add', probability: 0.9, margin: 0.8 }, { text: ' retry', probability: 0.5, margin: 0.1 }, { text: 's', probability: 1 }]);
    expect(features['mean margin']).toBeCloseTo(0.45);
    expect(features['least margin']).toBeCloseTo(0.1);
  });
});

describe('modelFeatures', () => {
  it.each([['qwen2.5-coder-1.5b', 1.5], ['qwen2.5-coder-0.5b', 0.5], ['smollm2-135m', 0.135], ['Qwen2.5-Coder-7B-Instruct', 7]])('reads the size of %s from its name', (name, billions) => {
    expect(modelFeatures(name)['model size']).toBeCloseTo(Math.log(billions), 10);
  });
  it.each([null, 'gpt-5', 'bge-m3'])('knows no size of %s', (name) => expect(modelFeatures(name)).toEqual({}));
});
