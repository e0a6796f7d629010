import { describe, expect, it } from 'vitest';
import { candidatesFrom, type Attempt } from '../../src/core/candidates.ts';
import { confidenceOf } from '../../src/core/confidence.ts';
import type { Evidence } from '../../src/core/worker.ts';

const attempt = (output: string, probability = 0.5, passed = true): Attempt<string> => ({ output, checks: [{ name: 'form', passed, detail: '' }], tokens: [{ text: output, probability }] });
const circumstances = { facts: undefined, model: 'fake' };
const worker = { score: (evidence: Evidence) => confidenceOf(evidence), render: (output: string) => output };
const texts = (attempts: Attempt<string>[], more: Partial<typeof worker & { similarity(one: string, other: string): number }> = {}) => candidatesFrom(attempts, { ...worker, ...more }, circumstances).map(({ output }) => output);

describe('candidates', () => {
  it('come best first, each text once', () => {
    expect(texts([attempt('b', 0.4), attempt('a', 0.9), attempt('b', 0.4)])).toEqual(['a', 'b']);
  });

  it('with failed checks come last', () => {
    expect(texts([attempt('sure but wrong', 0.95, false), attempt('unsure', 0.6)])).toEqual(['unsure', 'sure but wrong']);
  });

  it('are judged by how much they resemble the others', () => {
    const seen: Evidence[] = [];
    const score = (evidence: Evidence) => {
      seen.push(evidence);
      return evidence.agreement ?? -1;
    };
    const similarity = (one: string, other: string) => (one[0] === other[0] ? 1 : 0);
    expect(texts([attempt('lonely'), attempt('shared x'), attempt('shared y')], { score, similarity })).toEqual(['shared x', 'shared y', 'lonely']);
    expect(seen.map(({ agreement }) => agreement)).toEqual([0, 0.5, 0.5]);
  });

  it('know of no agreement where there is one answer', () => {
    let agreement: number | undefined = 1;
    candidatesFrom([attempt('alone')], { ...worker, similarity: () => 1, score: (evidence) => ((agreement = evidence.agreement), 1) }, circumstances);
    expect(agreement).toBeUndefined();
  });
});
