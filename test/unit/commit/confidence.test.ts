import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/worker.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { commitConfidence } from '../../../src/workers/commit/confidence.ts';
import type { CommitFacts } from '../../../src/workers/commit/facts.ts';
import { commitFeatures } from '../../../src/workers/commit/features.ts';
import type { CommitOutput } from '../../../src/workers/commit/input.ts';
import { createCommitWorker } from '../../../src/workers/commit/worker.ts';

const DIFF = `diff --git a/src/retry.ts b/src/retry.ts
--- a/src/retry.ts
+++ b/src/retry.ts
@@ -1,3 +1,4 @@ export function request(url: string) {
-export function once(url: string) {
+// Retry a request that timed out, up to three times.
+export function retryRequest(url: string) {
   return get(url);
 }
`;
const worker = createCommitWorker({ git: createGit(), parseDiff });
const gather = (diff: string, recentSubjects: string[] = ['feat: add a queue', 'fix: stop the timer']) => worker.gather({ diff, recentSubjects }, new AbortController().signal);

async function evidence(subject: string, over: Partial<Evidence<CommitFacts, CommitOutput>> = {}): Promise<Evidence<CommitFacts, CommitOutput>> {
  const output = { subject, body: '', message: subject };
  const facts = over.facts ?? (await gather(DIFF));
  return { output, facts, checks: worker.check(output, facts), tokens: [{ text: ' retry', probability: 0.7 }], model: 'qwen2.5-coder-1.5b', ...over };
}

describe('commitFeatures', () => {
  it('sees whether the subject speaks of what changed', async () => {
    const of = async (subject: string) => commitFeatures(await evidence(subject));
    const [telling, vague] = [await of('feat: retry a request that timed out'), await of('feat: improve the readability of it all')];
    expect(telling['like a sentence of the change']).toBeGreaterThan(0.6);
    expect(telling['names the main symbol']).toBe(1);
    expect(telling['words in the changed lines']).toBeGreaterThan(vague['words in the changed lines']!);
    expect([telling['vague'], vague['vague']]).toEqual([0, 1]);
  });

  it('sees how the house writes, how large the change is, and what the tokens say', async () => {
    const features = commitFeatures(await evidence('feat: retry a request'));
    expect(features).toMatchObject({ 'conventional': 1, 'share of the form': 1, 'one file': 1, 'only source': 1, 'code answered': 0, 'seen': 1 });
    expect(features['lines']).toBeCloseTo(Math.log(4));
    expect(features['log probability of names']).toBeCloseTo(Math.log(0.7));
  });

  it('knows what code answered', async () => {
    const facts = await gather('diff --git a/yarn.lock b/yarn.lock\n--- a/yarn.lock\n+++ b/yarn.lock\n@@ -1 +1 @@\n-a\n+b\n');
    expect(commitFeatures(await evidence('chore: update yarn.lock', { facts, tokens: [], model: null }))).toMatchObject({ 'code answered': 1, 'only lock': 1 });
  });

  it.each([
    ['a rename without lines', 'diff --git a/a.ts b/b.ts\nsimilarity index 100%\nrename from a.ts\nrename to b.ts\n', ['x']],
    ['a binary file', 'diff --git a/a.png b/a.png\nBinary files a/a.png and b/a.png differ\n', []],
    ['a diff without history', DIFF, []],
  ])('gives numbers only, and a probability, for %s', async (_, diff, recent) => {
    const facts = await gather(diff, recent);
    for (const subject of ['', 'x', 'feat: retry `a` (b)']) {
      const given = await evidence(subject, { facts, tokens: [], model: null, seen: 0 });
      expect(Object.values(commitFeatures(given)).filter((value) => !Number.isFinite(value))).toEqual([]);
      const confidence = commitConfidence(given);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('has nothing to say of no files', async () => {
    const facts = { ...(await gather(DIFF)), files: [] };
    expect(commitFeatures(await evidence('feat: x', { facts, checks: [] }))).toEqual({});
  });
});

describe('commitConfidence', () => {
  it.each(['form', 'length', 'invented', 'copied'])('accepts no message whose check `%s` failed', async (name) => {
    const sure = Array.from({ length: 8 }, () => ({ text: ' retry', probability: 1 }));
    const given = await evidence('feat: retry a request that timed out', { tokens: sure, checks: [{ name, passed: false, detail: '' }] });
    expect(commitConfidence(given)).toBeLessThan(worker.threshold);
  });
});
