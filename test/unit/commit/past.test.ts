import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { History, HistoryQuery, PastCommit } from '../../../src/core/history.ts';
import { historyQuery } from '../../../src/workers/commit/past.ts';
import { createCommitWorker } from '../../../src/workers/commit/worker.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { file } from './changes.ts';

const diff = 'diff --git a/src/queue.ts b/src/queue.ts\n--- a/src/queue.ts\n+++ b/src/queue.ts\n@@ -1 +1 @@\n-drain(queue);\n+flush(queue);\n';
const past: PastCommit = { id: 'a'.repeat(40), subject: 'Drain the queue', body: '', files: ['src/queue.ts'], diff };
const git = { staged: async () => ({ diff, branch: 'main', recentSubjects: ['One'] }) };
const never = new AbortController().signal;

function similar(history: Partial<History> | undefined, input: { cwd: string } | { diff: string; recentSubjects: string[] } = { cwd: '/x' }, signal = never) {
  const whole = history && { refresh: () => Promise.resolve(), similar: () => Promise.resolve([past]), ...history };
  return createCommitWorker({ git, history: whole, parseDiff }).gather(input, signal).then((facts) => facts.similar.map(({ subject }) => subject));
}

describe('past commits among the facts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are asked for by paths and changed words', async () => {
    let asked: HistoryQuery | undefined;
    expect(await similar({ similar: async (_, query) => ((asked = query), [past]) })).toEqual([past.subject]);
    expect(asked).toMatchObject({ paths: ['src/queue.ts'], words: ['drain', 'flush', 'queue'] });
  });

  it('are none for a diff without a repository, and where there is no history', async () => {
    const refresh = vi.fn(() => Promise.resolve());
    expect(await similar({ refresh }, { diff, recentSubjects: [] })).toEqual([]);
    expect(refresh).not.toHaveBeenCalled();
    expect(await similar(undefined)).toEqual([]);
  });

  it('are none where the history fails, and no failure of the message', async () => {
    expect(await similar({ similar: () => Promise.reject(new Error('broken')) })).toEqual([]);
    expect(await similar({ refresh: () => Promise.reject(new Error('broken')) })).toEqual([past.subject]);
  });

  it('are what is there while the index is still being made', async () => {
    const facts = similar({ refresh: () => new Promise(() => undefined) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await facts).toEqual([past.subject]);
  });

  it('are none where the look-up does not come back', async () => {
    const facts = similar({ similar: (_cwd, _query, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await facts).toEqual([]);
  });

  it('are given up with the job', async () => {
    const controller = new AbortController();
    const facts = similar({ similar: () => new Promise(() => undefined) }, { cwd: '/x' }, controller.signal);
    const ended = expect(facts).rejects.toMatchObject({ name: 'AbortError' });
    controller.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
  });
});

it('looks for both names of a renamed file, and bounds what a long one says', () => {
  const query = historyQuery([{ ...file('b.ts', Array.from({ length: 5000 }, (_, index) => `+word${index}`)), oldPath: 'a.ts' }], 4);
  expect(query.paths).toEqual(['b.ts', 'a.ts']);
  expect(query.words.length).toBeLessThanOrEqual(80);
  expect(query.limit).toBe(4);
});
