import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { createModelPool } from '../../../src/models/model-pool.ts';
import type { ModelState } from '../../../src/models/model-status.ts';

interface Fake {
  state: ModelState;
  /** What the next load, or on a server the next request, fails with. */
  problem?: UserError | undefined;
  /** Holds requests until it resolves. */
  hold?: Promise<void>;
}

const request = { messages: [], maxTokens: 1 };
const missing = (name: string) => new UserError(`The model ${name} is not installed.`, '', `Download it: journeyman models pull ${name}`);

/** A pool of models that only note what becomes of them. */
function setUp(fakes: Record<string, Partial<Fake>> = {}, mostLoaded?: number) {
  const seen: string[] = [];
  const logged: string[] = [];
  const states = new Map<string, Fake>();
  const tells = new Map<string, Parameters<ModelClient['onStatus']>[0]>();
  const marks = new Map<string, { mark: string }>();
  const absent = new Set<string>();
  let time = 0;
  const note = (message: string) => void logged.push(message);
  const create = (name: string): ModelClient => {
    if (name === 'openai:wrong') throw new UserError('The remote model cannot be read.', '', '');
    const fake: Fake = { state: 'stopped', ...fakes[name] };
    states.set(name, fake);
    seen.push(`make ${name}`);
    const load = async () => {
      const problem = absent.has(name) ? missing(name) : fake.problem;
      if (problem) {
        fake.state = 'failed';
        throw problem;
      }
      if (fake.state !== 'idle') seen.push(`load ${name}`);
      fake.state = 'idle';
      await fake.hold;
    };
    return {
      name,
      contextTokens: async () => (await load(), 100),
      countTokens: async () => [],
      adapters: async () => [`job of ${name}`],
      generate: async ({ adapter }: GenerateRequest, onText?: (piece: string) => void) => {
        if (fake.problem?.what === 'It broke off.') onText?.('so ');
        await load();
        return { text: adapter === undefined ? name : `${name}, by ${adapter}`, tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
      },
      embed: async () => [],
      status: () => ({ state: fake.state, model: name, detail: '', pid: fake.state === 'idle' ? 1 : null }),
      onStatus: (listener) => {
        tells.set(name, listener);
        return () => undefined;
      },
      useModel: async () => undefined,
      unload: async () => {
        seen.push(`unload ${name}`);
        fake.state = 'stopped';
      },
      restart: load,
      dispose: async () => void seen.push(`end ${name}`),
    };
  };
  const pool = createModelPool({
    create,
    isHosted: (reference) => reference.startsWith('openai:'),
    locate: async (reference) => {
      if (absent.has(reference)) throw missing(reference);
      return marks.get(reference) ?? {};
    },
    log: { debug: note, info: note, warn: note, error: note },
    ...(mostLoaded && { mostLoaded }),
    now: () => time,
  });
  return { pool, seen, logged, states, tells, absent, marks, wait: (ms: number) => (time += ms) };
}

describe('a pool of models', () => {
  it('makes one client for each, when it is first used, and ends them all', async () => {
    const { pool, seen } = setUp();
    pool.firstOf(['a', 'b'], 'commit');
    expect(seen).toEqual([]);
    expect(pool.client('a')).toBe(pool.client(' a '));
    expect((await pool.firstOf(['a', 'b'], 'commit').generate(request)).text).toBe('a');
    expect(seen).toEqual(['make a', 'load a']);
    await pool.dispose();
    expect(seen.at(-1)).toBe('end a');
    expect(() => pool.client('b')).toThrow('no longer used');
  });

  it('tells of all of them, those that come later too, until nobody listens', async () => {
    const { pool, tells } = setUp();
    let told = 0;
    const stop = pool.onStatus(() => told++);
    await pool.client('a').contextTokens();
    await pool.firstOf(['b'], 'commit').generate(request);
    for (const tell of tells.values()) tell({ state: 'idle', model: '', detail: '', pid: 1 });
    expect(told).toBe(2);
    stop();
    for (const tell of tells.values()) tell({ state: 'idle', model: '', detail: '', pid: 1 });
    expect(told).toBe(2);
    expect(pool.statuses().map(({ model, state }) => `${model} ${state}`)).toEqual(['a idle', 'b idle']);
  });

  it('starts those anew that have failed, and leaves the others alone', async () => {
    const { pool, seen, states } = setUp({ b: { problem: new UserError('There is no room.', '', '') } });
    await pool.client('a').contextTokens();
    await expect(pool.client('b').contextTokens()).rejects.toThrow('There is no room.');
    states.get('b')!.problem = undefined;
    seen.length = 0;
    await pool.restart();
    expect(seen).toEqual(['load b']);
    expect(pool.statuses().at(-1)?.state).toBe('idle');
  });

  it('has two in memory at most: the one that was used longest ago makes room', async () => {
    const { pool, seen } = setUp();
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await pool.client(name).contextTokens();
    expect(seen.filter((each) => !each.startsWith('make'))).toEqual(['load a', 'load b', 'unload b', 'load c', 'unload c', 'load b']);
  });

  it('tells what the model whose turn it is was trained for', async () => {
    const { pool, absent } = setUp();
    const model = pool.firstOf(['a', 'b'], 'commit');
    expect(await model.adapters?.()).toEqual(['job of a']);
    absent.add('a');
    await model.contextTokens();
    expect(await model.adapters?.()).toEqual(['job of b']);
  });

  it('asks no model for what another one was trained for', async () => {
    const { pool, absent } = setUp();
    const model = pool.firstOf(['a', 'b'], 'commit');
    const trained = { ...request, adapter: 'job of a' };
    expect((await model.generate(trained)).text).toBe('a, by job of a');
    absent.add('a');
    expect((await model.generate(trained)).text).toBe('b');
  });

  it('counts no servers', async () => {
    const { pool, seen } = setUp();
    for (const name of ['a', 'openai:x', 'openai:y', 'b', 'openai:x', 'a']) await pool.client(name).contextTokens();
    expect(seen.filter((each) => each.startsWith('unload'))).toEqual([]);
  });

  it('takes nothing away from a job that runs, and puts it right when that has ended', async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    const { pool, seen, states } = setUp({ a: { hold } }, 1);
    const running = pool.client('a').contextTokens();
    await pool.client('b').contextTokens();
    expect(states.get('a')!.state).toBe('idle');
    release();
    await running;
    await pool.client('b').contextTokens();
    expect(seen.filter((each) => each.startsWith('unload'))).toEqual(['unload b', 'unload a']);
  });

  it('tries a model alone that could not be loaded beside another one', async () => {
    const { pool, seen, states } = setUp({ b: { problem: new UserError('There is no room.', '', '') } });
    await pool.client('a').contextTokens();
    const trying = pool.client('b').contextTokens();
    await expect(trying).rejects.toThrow('There is no room.');
    expect(seen).toContain('unload a');
    states.get('b')!.problem = undefined;
    expect(await pool.client('b').contextTokens()).toBe(100);
  });

  it('leaves the others in memory for one that is not here', async () => {
    const { pool, seen, absent } = setUp();
    absent.add('b');
    await pool.client('a').contextTokens();
    await expect(pool.client('b').contextTokens()).rejects.toThrow('not installed');
    expect(seen).not.toContain('unload a');
  });
});

describe('the first of several models', () => {
  it('is the next one where one is not here, and is called by that one\'s name before it is asked', async () => {
    const { pool, logged, absent } = setUp();
    absent.add('a');
    const model = pool.firstOf(['a', 'b'], 'commit');
    expect(model.name).toBe('a');
    await model.settle();
    expect(model.name).toBe('b');
    expect((await model.generate(request)).text).toBe('b');
    expect(logged.filter((line) => line.includes('cannot be used'))).toEqual(['a cannot be used for commit: The model a is not installed. b takes its place.']);
  });

  it('is the next one where one cannot be loaded or does not answer, and the first again after a while', async () => {
    const { pool, states, wait } = setUp({ 'openai:x': { problem: new UserError('The server does not answer.', '', '') } });
    const model = pool.firstOf(['openai:x', 'b'], 'commit');
    expect((await model.generate(request)).text).toBe('b');
    expect(model.name).toBe('b');
    states.get('openai:x')!.problem = undefined;
    expect((await pool.firstOf(['openai:x', 'b'], 'pr').generate(request)).text).toBe('b');
    wait(61_000);
    expect((await model.generate(request)).text).toBe('openai:x');
  });

  it('is called by the name of the one that answered, also when the first may be tried again', async () => {
    const { pool, absent, wait } = setUp();
    absent.add('a');
    const model = pool.firstOf(['a', 'b'], 'commit');
    expect((await model.generate(request)).text).toBe('b');
    wait(61_000);
    expect(model.name).toBe('b');
    absent.delete('a');
    await model.settle();
    expect(model.name).toBe('a');
  });

  it('is told from other weights of its name once it is settled, where the name does not do that', async () => {
    const { pool, marks } = setUp();
    const model = pool.firstOf(['/weights/a.gguf'], 'commit');
    marks.set('/weights/a.gguf', { mark: '100 bytes of Monday' });
    await model.settle();
    const before = model.identity;
    marks.set('/weights/a.gguf', { mark: '100 bytes of Tuesday' });
    await model.settle();
    expect(model.identity).not.toBe(before);
    expect(model.identity).toContain(model.name);
    const known = pool.firstOf(['a'], 'commit');
    await known.settle();
    expect(known.identity).toBe(known.name);
  });

  it('says what is wrong with each, and what to download, where none works', async () => {
    const { pool, absent } = setUp({ 'openai:x': { problem: new UserError('The server does not answer.', '', '') } });
    absent.add('b');
    const asked = pool.firstOf(['openai:x', 'openai:wrong', 'b'], 'commit').generate(request);
    await expect(asked).rejects.toThrow('None of the models for commit can be used. openai:x: The server does not answer. openai:wrong: The remote model cannot be read. b: The model b is not installed. Download it: journeyman models pull b');
    await expect(asked).rejects.toBeInstanceOf(UserError);
  });

  it('fails as it does alone where there is no other', async () => {
    const { pool, absent } = setUp();
    absent.add('a');
    await expect(pool.firstOf(['a'], 'commit').generate(request)).rejects.toMatchObject({ what: 'The model a is not installed.' });
  });

  it('gives no second answer to what has begun, nor to what was cancelled', async () => {
    const { pool } = setUp({ 'openai:x': { problem: new UserError('It broke off.', '', '') } });
    await expect(pool.firstOf(['openai:x', 'b'], 'commit').generate(request)).rejects.toThrow('It broke off.');
    const cancelled = AbortSignal.abort();
    await expect(pool.firstOf(['openai:x', 'b'], 'commit').contextTokens(cancelled)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('weighs answers also where it tells no probabilities', async () => {
    const { pool } = setUp();
    const { probabilities } = await pool.firstOf(['a'], 'triage').rank!({ messages: [], options: ['a', 'x'] });
    expect(probabilities[0]).toBeGreaterThan(0.5);
  });

  it('is installed where one is here that has not failed', async () => {
    const { pool, absent } = setUp({ c: { problem: new UserError('It is damaged.', '', '') } });
    absent.add('a');
    expect(await pool.firstOf(['a', 'b'], 'commit').installed()).toBe(true);
    expect(await pool.firstOf(['a', 'openai:x'], 'commit').installed()).toBe(false);
    await pool.client('c').contextTokens().catch(() => undefined);
    expect(await pool.firstOf(['c'], 'commit').installed()).toBe(false);
  });

  it('is not on this machine while it is the turn of a server, whatever stands behind that', async () => {
    const { pool, states, absent, wait } = setUp({ 'openai:x': { problem: new UserError('The server does not answer.', '', '') } });
    absent.add('a');
    expect(await pool.firstOf(['a', 'openai:x', 'b'], 'commit').installed()).toBe(false);
    const model = pool.firstOf(['openai:x', 'b'], 'commit');
    expect(await model.installed()).toBe(false);
    await model.generate(request);
    expect(await model.installed()).toBe(true);
    states.get('openai:x')!.problem = undefined;
    wait(61_000);
    expect(await model.installed()).toBe(false);
  });

  it('goes to no server where only those that are here may answer', async () => {
    const { pool, absent, seen } = setUp();
    absent.add('a');
    expect((await pool.firstOf(['openai:x', 'a', 'b'], 'commit').here()!.generate(request)).text).toBe('b');
    await expect(pool.firstOf(['a', 'openai:x'], 'commit').here()!.generate(request)).rejects.toThrow('not installed');
    expect(pool.firstOf(['openai:x'], 'commit').here()).toBeUndefined();
    expect(seen).not.toContain('make openai:x');
  });
});
