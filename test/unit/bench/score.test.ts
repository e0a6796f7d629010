import { describe, expect, it } from 'vitest';
import { inputOf, readRecords, spread, type CommitRecord } from '../../../bench/records.ts';
import { auroc, scoreCommits } from '../../../bench/score.ts';

function record(subject: string, more: Partial<CommitRecord> = {}): CommitRecord {
  return { id: 'x', subject, body: '', files: ['src/queue.ts'], diff: '+drainAll();', recent_subjects: ['fix: earlier thing entirely'], ...more };
}

const answer = (subject: string, confidence = 0.5) => ({ output: { subject, message: subject }, confidence, timings: { firstTextMs: 10, totalMs: 20 } });

describe('scoreCommits', () => {
  it('gives what was worked out by hand', () => {
    const records = [record('fix(queue): drain the queue'), record('Add a test'), record('docs: say more')];
    const answers = [answer('fix: drain a queue', 0.9), answer('feat: readAllOf earlier.', 0.2), { output: null }];
    // drain the queue / drain a queue: 2 of 3 words in order; the others have none in common.
    expect(scoreCommits(records, answers)).toEqual({
      n: 3,
      failed: 1,
      rougeL: 0.2222,
      type: 0.5,
      style: 0.3333,
      length: 0.3333,
      copied: 0,
      invented: 0.3333,
      auroc: 1,
      firstTextP50: 10,
      totalP50: 20,
    });
  });

  it('sees copies of recent subjects, with other types too', () => {
    expect(scoreCommits([record('fix: a b')], [answer('feat: earlier thing, entirely')])).toMatchObject({ copied: 1, type: 0, style: 1 });
  });

  it('has no figure where nothing can be said', () => {
    expect(scoreCommits([record('Add a')], [answer('Add a')])).toMatchObject({ type: null, auroc: null, rougeL: 1 });
  });
});

describe('auroc', () => {
  it.each([
    [[0.9, 0.1], [true, false], 1],
    [[0.1, 0.9], [true, false], 0],
    [[0.5, 0.5], [true, false], 0.5],
    [[0.9, 0.4, 0.6, 0.1], [true, true, false, false], 0.75],
    [[0.9], [true], null],
  ])('%j for %j: %s', (scores, good, expected) => {
    expect(auroc(scores, good)).toBe(expected);
  });
});

describe('records', () => {
  it('are spread evenly over the file', () => {
    expect(spread([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 4, 7]);
    expect(spread([1, 2], 3)).toEqual([1, 2]);
  });

  it('never give the answer away', () => {
    expect(inputOf('commit', { ...record('the answer') }, '')).toEqual({ diff: '+drainAll();', recentSubjects: ['fix: earlier thing entirely'] });
    expect(inputOf('pr', { ...record('the answer') }, '')).toEqual({ commits: [], diff: '+drainAll();' });
  });

  it('are there without any other data, with their source and licence', async () => {
    for (const [job, count] of [['commit', 8], ['explain', 4], ['pr', 2]] as const) {
      const records = await readRecords(job, undefined, 100);
      expect(records).toHaveLength(count);
      for (const each of records) expect(each).toMatchObject({ repo: expect.stringMatching(/.\/./), licence: expect.stringMatching(/MIT|BSD|Apache/) });
    }
  });
});
