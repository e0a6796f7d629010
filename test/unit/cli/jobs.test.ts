import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jobsOf } from '../../../src/cli/jobs.ts';
import type { Answers } from '../../../src/core/answers.ts';
import type { Worker } from '../../../src/core/worker.ts';

/** Says what the model says, and remembers it by its input. */
const worker: Worker<{ word: string }, string, string> = {
  name: 'explain',
  input: z.object({ word: z.string() }),
  threshold: 0,
  gather: async ({ word }) => word,
  prompt: async (facts) => ({ messages: [{ role: 'user', text: facts }], maxTokens: 1 }),
  parse: (text) => text,
  check: () => [],
  score: () => 1,
  memory: { key: (facts) => facts, pack: (output) => output, unpack: (kept) => String(kept) },
  render: (output) => output,
};

function setUp(answers: Answers | undefined) {
  const model = { name: 'm', contextTokens: async () => 100, countTokens: async () => [], generate: async () => ({ text: 'from the model', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 }) };
  const scheduler = { schedule: (_priority: string, signal: AbortSignal, job: (signal: AbortSignal) => unknown) => job(signal) };
  const workers = { explain: worker, commit: worker, pr: worker, review: worker, changelog: worker };
  const { explain } = jobsOf({ workers, modelFor: () => model, scheduler, answers } as unknown as Parameters<typeof jobsOf>[0]);
  return (input: unknown) => explain.run(input, { signal: new AbortController().signal });
}

describe('jobs of the command line', () => {
  it('find what was answered before, only where they are given the answers', async () => {
    const answers: Answers = { get: async () => ({ packed: 'kept', confidence: 0.5, failed: [] }), put: async () => undefined };
    expect((await setUp(answers)({ word: 'hey' })).texts).toEqual(['kept']);
    expect((await setUp(undefined)({ word: 'hey' })).texts).toEqual(['from the model']);
  });

  it('say what is wrong with an input', async () => {
    await expect(setUp(undefined)({ word: 7 })).rejects.toThrow('This is not an input of explain.');
  });
});
