import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { isUnavailable, type Watchable, watched } from '../../../src/cli/serve/watched-model.ts';

const refusal = () => Promise.reject(new UserError('No.', '', ''));
const model = (parts: Partial<Watchable>): Watchable => ({ name: 'm', contextTokens: async () => 1, countTokens: async () => [1], generate: refusal, ...parts });
const ask = (one: Watchable) => watched(one).generate({ messages: [], maxTokens: 1 }).catch((error: unknown) => error);

describe('an error of a model', () => {
  it('is about the request where the model is there afterwards', async () => {
    expect(isUnavailable(await ask(model({})))).toBe(false);
    expect(isUnavailable(await ask(model({ status: () => ({ state: 'idle' }) })))).toBe(false);
    expect(isUnavailable(await ask(model({ generate: () => Promise.reject(new Error('inside')) })))).toBe(false);
  });

  it('is about the model where it cannot be loaded, or is gone', async () => {
    expect(isUnavailable(await ask(model({ contextTokens: refusal })))).toBe(true);
    for (const state of ['stopped', 'failed', 'starting']) expect(isUnavailable(await ask(model({ status: () => ({ state }) })))).toBe(true);
  });

  it('leaves what the model was trained for as it is', async () => {
    expect(await watched(model({ adapters: async () => ['commit'] })).adapters?.()).toEqual(['commit']);
    expect(watched(model({}))).not.toHaveProperty('adapters');
  });
});
