import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { pullRequestConfidence } from '../../../src/workers/pull-request/confidence.ts';
import type { PullRequestFacts } from '../../../src/workers/pull-request/facts.ts';

const facts = { files: parseDiff('diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b\n'), commits: [] as unknown[] } as PullRequestFacts;
const confidence = (failed: number, probability = 0.6, model = 'm') =>
  pullRequestConfidence({
    output: { title: 't', description: 'd', files: [], range: null },
    facts,
    checks: Array.from({ length: 5 }, (_, index) => ({ name: `c${index}`, passed: index >= failed, detail: '' })),
    tokens: [{ text: 't', probability }],
    model,
  });

describe('pullRequestConfidence', () => {
  it('falls with each failed check, and with doubtful words', () => {
    const values = [0, 1, 2, 5].map((failed) => confidence(failed));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(new Set(values).size).toBe(4);
    expect(values[0]).toBeGreaterThan(0.5);
    expect(values[2]).toBeLessThan(0.5);
    expect(confidence(0, 0.1)).toBeLessThan(confidence(0, 0.9));
  });

  it('falls with the size of the model, and takes one of unknown size for usual', () => {
    const [large, usual, small, tiny] = ['qwen2.5-coder-7b', 'qwen2.5-coder-1.5b', 'qwen2.5-coder-0.5b', 'smollm2-135m'].map((model) => confidence(0, 0.6, model)) as [number, number, number, number];
    expect([large, usual, small, tiny]).toEqual([large, usual, small, tiny].toSorted((a, b) => b - a));
    expect(small).toBeGreaterThan(0.5);
    expect(tiny).toBeLessThan(0.5);
    expect(confidence(0, 0.6, 'gpt-5')).toBeCloseTo(usual, 2);
  });
});
