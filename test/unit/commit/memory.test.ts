import { describe, expect, it } from 'vitest';
import type { StagedChanges } from '../../../src/core/changes.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { commitMemory } from '../../../src/workers/commit/memory.ts';
import { createCommitWorker } from '../../../src/workers/commit/worker.ts';
import { diff } from './changes.ts';

async function factsOf(staged: Partial<StagedChanges> = {}, instructions?: string) {
  const worker = createCommitWorker({ git: { staged: async () => ({ diff, branch: 'main', recentSubjects: ['Add a queue', 'Fix the queue'], ...staged }) }, parseDiff });
  return worker.gather({ cwd: '/x', ...(instructions && { instructions }) }, new AbortController().signal);
}

describe('the memory of commit messages', () => {
  it('finds a message by the change, the history and the wishes that it was written from', async () => {
    const key = commitMemory.key(await factsOf());
    expect(commitMemory.key(await factsOf())).toBe(key);
    expect(key.length).toBeLessThan(100);
    const others = [
      factsOf({ diff: diff.replace('stopped', 'closed') }),
      factsOf({ diff: diff.replaceAll('src/queue.ts', 'lib/queue.ts') }),
      factsOf({ recentSubjects: ['Add a queue', 'fix: the queue'] }),
      factsOf({ recentSubjects: ['ABC-1 Add a queue', 'ABC-2 Fix the queue'], branch: 'ABC-3-drain' }),
      factsOf({ recentSubjects: ['ABC-1 Add a queue', 'ABC-2 Fix the queue'], branch: 'ABC-4-drain' }),
      factsOf({}, 'Name the ticket.'),
    ];
    expect(new Set([key, ...(await Promise.all(others)).map((facts) => commitMemory.key(facts))]).size).toBe(others.length + 1);
  });

  it('gives back a whole message, and nothing that is none', async () => {
    const facts = await factsOf();
    const message = { subject: 'Drain until stopped', body: '', message: 'Drain until stopped' };
    expect(commitMemory.unpack(JSON.parse(JSON.stringify(commitMemory.pack(message, facts))), facts)).toEqual(message);
    for (const bad of [null, 'x', {}, { ...message, subject: '' }, { subject: 'x', body: '' }]) expect(commitMemory.unpack(bad, facts)).toBeUndefined();
  });
});
