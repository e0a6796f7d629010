import { describe, expect, it } from 'vitest';
import type { Journeyman } from '../../../src/composition.ts';
import { createParts } from '../../../src/editor/parts.ts';
import type { ModelState, ModelStatus } from '../../../src/models/model-status.ts';

/** Parts that only count how often they were made and disposed of. */
function fake(others: ModelStatus[] = [], state: ModelState = 'idle') {
  const listeners: (() => void)[] = [];
  const counts = { made: 0, disposed: 0 };
  const parts = createParts(async () => {
    counts.made++;
    const status: ModelStatus = { state, model: `model ${counts.made}`, detail: '', pid: 1 };
    return {
      model: { status: () => status },
      models: { statuses: () => [status, ...others], onStatus: (listener: () => void) => listeners.push(listener) },
      dispose: async () => {
        counts.disposed++;
      },
    } as unknown as Journeyman;
  });
  return { parts, counts, listeners };
}

describe('parts', () => {
  it('are made by the first job, once', async () => {
    const { parts, counts } = fake();
    expect(parts.status()).toBeUndefined();
    expect(counts.made).toBe(0);
    await Promise.all([parts.use(async () => 1), parts.use(async () => 2)]);
    expect(counts).toEqual({ made: 1, disposed: 0 });
    expect(parts.status()?.model).toBe('model 1');
  });

  it('are made anew after a change, but not under a running job', async () => {
    const { parts, counts } = fake();
    await parts.use(async () => {
      await parts.renew();
      expect(counts.disposed).toBe(0);
    });
    expect(counts).toEqual({ made: 1, disposed: 1 });
    await parts.use(async () => undefined);
    expect(counts).toEqual({ made: 2, disposed: 1 });
  });

  it('are the new ones for a job that begins while another still has the old ones', async () => {
    const { parts, counts } = fake();
    const modelOf = () => parts.use(async ({ model }) => model.status().model);
    await parts.use(async ({ model }) => {
      await parts.renew();
      expect(await modelOf()).toBe('model 2');
      expect(await modelOf()).toBe('model 2');
      expect(model.status().model).toBe('model 1');
      expect(parts.status()?.model).toBe('model 2');
      expect(counts).toEqual({ made: 2, disposed: 0 });
    });
    expect(counts).toEqual({ made: 2, disposed: 1 });
    await parts.dispose();
    expect(counts).toEqual({ made: 2, disposed: 2 });
  });

  it('end with the editor, those that a job still has too', async () => {
    const { parts, counts } = fake();
    await parts.use(async () => {
      await parts.renew();
      await parts.use(async () => parts.dispose());
      expect(counts).toEqual({ made: 2, disposed: 2 });
    });
    expect(counts).toEqual({ made: 2, disposed: 2 });
  });

  it('are given back when a job fails, and tried again when they could not be made', async () => {
    const { parts, counts } = fake();
    await expect(parts.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await parts.renew();
    expect(counts.disposed).toBe(1);

    let tries = 0;
    const failing = createParts(() => Promise.reject(new Error(`try ${++tries}`)));
    await expect(failing.use(async () => 1)).rejects.toThrow('try 1');
    await expect(failing.use(async () => 1)).rejects.toThrow('try 2');
    await failing.dispose();
  });

  it('tell of changes until nobody listens', async () => {
    const { parts, listeners } = fake();
    let told = 0;
    const subscription = parts.onStatus(() => told++);
    await parts.use(async () => undefined);
    listeners[0]!();
    subscription.dispose();
    listeners[0]!();
    expect(told).toBe(1);
  });

  it.each<[string, ModelState, ModelState, string]>([
    ['what loads', 'idle', 'loading', 'other'],
    ['what works', 'idle', 'busy', 'other'],
    ['what loads before what works', 'loading', 'busy', 'model 1'],
    ['the default model where nothing goes on', 'idle', 'idle', 'model 1'],
    ['the default model where it has failed', 'failed', 'idle', 'model 1'],
    ['another one that is loaded where it is not', 'stopped', 'idle', 'other'],
    ['another one that has failed where it is not loaded', 'stopped', 'failed', 'other'],
    ['the default model where none is loaded', 'stopped', 'stopped', 'model 1'],
  ])('tell of all models, and of %s first', async (_, standard, other, told) => {
    const { parts } = fake([{ state: other, model: 'other', detail: '', pid: null }], standard);
    expect(parts.statuses()).toEqual([]);
    await parts.use(async () => undefined);
    expect(parts.statuses().map(({ state }) => state)).toEqual([standard, other]);
    expect(parts.status()?.model).toBe(told);
  });

  it('end with the editor, also while they are being made', async () => {
    const { parts, counts } = fake();
    const job = parts.use(async () => undefined);
    await parts.dispose();
    await job;
    expect(counts).toEqual({ made: 1, disposed: 1 });
    expect(parts.status()).toBeUndefined();
  });
});
