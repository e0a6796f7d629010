import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Journeyman } from '../../../src/composition.ts';
import type { Answers, KeptAnswer } from '../../../src/core/answers.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Worker } from '../../../src/core/worker.ts';
import { createBackgroundJobs } from '../../../src/editor/background-jobs.ts';
import { afterGathering } from '../../../src/editor/gathered.ts';
import { createParts } from '../../../src/editor/parts.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { createModelPool } from '../../../src/models/model-pool.ts';
import { quietLog } from '../../support/editor/quiet-log.ts';

const echo: Worker<string, string, string> = {
  name: 'echo',
  input: z.string(),
  threshold: 0,
  gather: async (input) => input,
  prompt: async (facts) => ({ messages: [{ role: 'user', text: facts }], maxTokens: 1 }),
  parse: (text) => text,
  check: () => [],
  score: () => 1,
  render: (output) => output,
};
const never = new AbortController().signal;

/** Remembers what it has said, by its input. */
const remembering: typeof echo = { ...echo, memory: { key: (facts) => facts, pack: (output) => output, unpack: (kept) => String(kept) } };

function setUp({ state = 'stopped', installed = true, answers = undefined as Answers | undefined, references = ['the configured one'], shift = 0 } = {}) {
  const seen = { pulled: 0, located: [] as string[], priorities: [] as string[], background: [] as unknown[] };
  const parts = createParts(async () => {
    const model = {
      name: 'm',
      status: () => ({ state, model: 'm', detail: '', pid: null }),
      onStatus: () => () => undefined,
      contextTokens: async () => 100,
      countTokens: async () => [],
      generate: async (request: { background?: boolean }) => {
        seen.background.push(request.background);
        return { text: 'answer', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
      },
    };
    const library = {
      locate: async (reference: string) => {
        seen.located.push(reference);
        if (!installed) throw new UserError('It is not here.', '', '');
        return {};
      },
      pull: async () => void seen.pulled++,
    };
    const scheduler = {
      schedule: (priority: string, signal: AbortSignal, job: (signal: AbortSignal) => unknown) => {
        seen.priorities.push(priority);
        return job(signal);
      },
    };
    const pool = createModelPool({ create: () => ({ ...model, unload: async () => undefined }) as unknown as ModelClient, isHosted: (reference) => reference.startsWith('openai:'), locate: library.locate, log: quietLog });
    return { model, modelFor: (worker: string) => pool.firstOf(references, worker), scheduler, library, answers, adjustment: { shift: async () => shift }, models: pool, workers: {}, dispose: async () => undefined } as unknown as Journeyman;
  });
  return { seen, parts, jobs: createBackgroundJobs(parts, 'echo') };
}

describe('background jobs', () => {
  it('have the lower priority, for the scheduler and for the model', async () => {
    const { seen, jobs } = setUp();
    expect((await jobs.run(() => echo, 'hey', { signal: never })).output).toBe('answer');
    expect(seen).toMatchObject({ priorities: ['background'], background: [true], pulled: 0 });
  });

  it('come after all others where they give way to all, and are background work to the model', async () => {
    const { seen, jobs } = setUp();
    await jobs.run(() => echo, 'hey', { signal: never, givesWayToAll: true });
    expect(seen).toMatchObject({ priorities: ['idle'], background: [true] });
  });

  it('find what was answered before, and keep what is new', async () => {
    const kept = new Map<string, KeptAnswer>([['echo m old', { packed: 'kept', confidence: 0.7, failed: [] }]]);
    const answers: Answers = { get: async (worker, key) => kept.get(`${worker} ${key}`), put: async (worker, key, answer) => void kept.set(`${worker} ${key}`, answer) };
    const { seen, jobs } = setUp({ answers });
    expect(await jobs.run(() => remembering, 'old', { signal: never })).toMatchObject({ output: 'kept', confidence: 0.7 });
    expect(seen.priorities).toEqual([]);
    await jobs.run(() => remembering, 'new', { signal: never });
    expect(kept.get('echo m new')).toEqual({ packed: 'answer', confidence: 1, failed: [] });
  });

  it('are as sure of their answers as jobs that are asked for: what was learned counts', async () => {
    const { jobs } = setUp({ shift: 1 });
    const halfSure = { ...echo, score: () => 0.5 };
    expect((await jobs.run(() => halfSure, 'hey', { signal: never })).confidence).toBe(0.731);
  });

  it('are possible only with a model that is here, and never download one', async () => {
    const here = setUp();
    expect(await here.jobs.possible(never)).toBe(true);
    expect(here.seen.located).toEqual(['the configured one']);
    const missing = setUp({ installed: false });
    expect(await missing.jobs.possible(never)).toBe(false);
    expect(missing.seen.pulled).toBe(0);
  });

  it('are not possible with a model that has failed', async () => {
    const { parts, jobs } = setUp({ state: 'failed' });
    await parts.use(async () => undefined);
    expect(await jobs.possible(never)).toBe(false);
  });
});

describe('background jobs while the model is unloaded', () => {
  it('stop as if they gave way, and rest until the user does something', async () => {
    const { parts, jobs } = setUp();
    const endless = { ...echo, gather: (_input: string, signal: AbortSignal) => new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))) };
    const stopped = expect(jobs.run(() => endless, 'hey', { signal: never })).rejects.toMatchObject({ name: 'AbortError' });
    await parts.use(async () => undefined);
    await parts.unload();
    await stopped;
    expect(await jobs.possible(never)).toBe(false);
    await expect(jobs.run(() => echo, 'hey', { signal: never })).rejects.toMatchObject({ name: 'AbortError' });
    parts.wake();
    expect(await jobs.possible(never)).toBe(true);
    expect((await jobs.run(() => echo, 'hey', { signal: never })).output).toBe('answer');
  });
});

describe('background jobs where a model is on a server', () => {
  it('are not possible while it is that one\'s turn', async () => {
    const { jobs } = setUp({ references: ['openai:x', 'the configured one'] });
    expect(await jobs.possible(never)).toBe(false);
  });

  it('do not go there', async () => {
    const { seen, jobs } = setUp({ references: ['openai:x'] });
    await expect(jobs.run(() => echo, 'hey', { signal: never })).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.background).toEqual([]);
  });
});

describe('a worker that is followed', () => {
  it('waits when its facts are gathered, and ends there when it is told to', async () => {
    const order: string[] = [];
    const followed = afterGathering({ ...echo, gather: async (input) => (order.push('gathered'), input) }, async () => void order.push('then'));
    expect(await followed.gather('facts', never)).toBe('facts');
    expect(order).toEqual(['gathered', 'then']);
    const ended = afterGathering(echo, () => Promise.reject(new DOMException('changed', 'AbortError')));
    await expect(ended.gather('facts', never)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
