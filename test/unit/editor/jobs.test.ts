import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Journeyman } from '../../../src/composition.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Worker } from '../../../src/core/worker.ts';
import { createJobs, type EnsureModel } from '../../../src/editor/jobs.ts';
import { ModelChanged } from '../../../src/editor/model-changed.ts';
import { createParts } from '../../../src/editor/parts.ts';

/** Repeats its input; says what is missing when there is none. */
const echo: Worker<string, string, string> = {
  name: 'echo',
  input: z.string(),
  threshold: 0,
  gather: async (input) => {
    if (input === '') throw new UserError('Nothing is staged.', '', '');
    return input;
  },
  prompt: async (facts) => ({ messages: [{ role: 'user', text: facts }], maxTokens: 1 }),
  parse: (text) => text,
  check: () => [],
  score: () => 1,
  render: (output) => output,
};

function setUp(ensure: EnsureModel, answered?: (result: { output: unknown }) => void) {
  let made = 0;
  const asked: unknown[] = [];
  const parts = createParts(async () => {
    const name = `model ${++made}`;
    const model = {
      name,
      contextTokens: async () => 100,
      countTokens: async () => [],
      generate: async () => ({ text: name, tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 }),
      onStatus: () => () => undefined,
    };
    const scheduler = { schedule: (_priority: string, signal: AbortSignal, job: (signal: AbortSignal) => unknown) => job(signal) };
    const modelFor = (worker: string, preferred: string[]) => {
      asked.push([worker, preferred]);
      return model;
    };
    return { model, models: { unload: async () => undefined, onStatus: () => () => undefined }, modelFor, scheduler, library: {}, workers: {}, dispose: async () => undefined } as unknown as Journeyman;
  });
  const jobs = createJobs(parts, ensure, answered);
  const run = (input: string, preferred?: string[]) => jobs.run(() => echo, input, { signal: new AbortController().signal, preferred });
  return Object.assign(run, { asked, parts });
}

describe('jobs', () => {
  it('look for the model once, and answer with it', async () => {
    let looked = 0;
    const run = setUp(async () => void looked++);
    expect((await run('hey')).output).toBe('model 1');
    expect(looked).toBe(1);
  });

  it('end the rest of work that nobody has asked for', async () => {
    const run = setUp(async () => undefined);
    await run('hey');
    await run.parts.unload();
    expect(run.parts.rest.aborted).toBe(true);
    await run('hey');
    expect(run.parts.rest.aborted).toBe(false);
  });

  it('go to the model for the worker, and look for that one', async () => {
    const looked: unknown[] = [];
    const run = setUp(async (_library, worker, preferred) => void looked.push([worker, preferred]));
    await run('hey', ['small']);
    expect(run.asked).toEqual([['echo', ['small']]]);
    expect(looked).toEqual([['echo', ['small']]]);
  });

  it('do not ask for a model where there is nothing to do', async () => {
    let looked = 0;
    const run = setUp(async () => void looked++);
    await expect(run('')).rejects.toThrow('Nothing is staged.');
    expect(looked).toBe(0);
  });

  it('start again with another model when one was chosen, and end when the offer is declined', async () => {
    let looked = 0;
    const run = setUp(async () => {
      if (++looked === 1) throw new ModelChanged();
    });
    expect((await run('hey')).output).toBe('model 2');

    const declined = setUp(() => Promise.reject(new DOMException('declined', 'AbortError')));
    await expect(declined('hey')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('tell of every answer', async () => {
    const answers: unknown[] = [];
    const run = setUp(async () => undefined, ({ output }) => answers.push(output));
    await run('hey');
    await expect(run('')).rejects.toThrow();
    expect(answers).toEqual(['model 1']);
  });

  it('let a model weigh answers, once it is there, and ask the one that a worker\'s file names', async () => {
    const seen: string[] = [];
    const modelOf = (name: string) => ({ name, adapters: async () => (seen.push(`${name} tells its adapters`), ['choose']), contextTokens: async () => 100, countTokens: async () => [], onStatus: () => () => undefined, rank: async () => ({ probabilities: [seen.push(`${name} ranks`)], promptTokens: 1, cachedTokens: 0, totalMs: 0 }) });
    const [model, named] = [modelOf('default'), modelOf('named')];
    const parts = createParts(async () => ({ model, models: { onStatus: () => () => undefined }, modelFor: (worker: string, preferred: string[]) => (worker === 'choose' && preferred[0] === 'named' ? named : model), scheduler: { schedule: (_priority: string, signal: AbortSignal, job: (signal: AbortSignal) => unknown) => job(signal) }, library: {}, workers: {}, dispose: async () => undefined }) as unknown as Journeyman);
    const jobs = createJobs(parts, async () => void seen.push('looked for'));
    const choose: Worker<string, { chosen?: string }, string> = { name: 'choose', input: z.string(), threshold: 0, parse: (text) => text, check: () => [], score: () => 1, render: (output) => output, gather: async () => ({}), known: ({ chosen }) => chosen, prepare: async (_facts, { rank, budget }) => ({ chosen: String((await rank({ messages: [], options: ['a'] })).probabilities.length) + (await budget()).adapters?.join() }), prompt: async () => ({ messages: [], maxTokens: 1 }) };
    for (const preferred of [[], ['named']]) await jobs.run(() => choose, 'x', { signal: new AbortController().signal, preferred });
    expect(seen).toEqual(['looked for', 'default ranks', 'default tells its adapters', 'looked for', 'named ranks', 'named tells its adapters']);
  });
});
