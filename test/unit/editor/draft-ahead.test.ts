import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../../src/core/log.ts';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import { DraftAhead } from '../../../src/editor/draft-ahead.ts';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One repository whose index the test changes, and a model that answers when the test lets it. */
function setUp({ enabled = true, possible = true } = {}) {
  const scheduler = createScheduler();
  const state = { key: 'at start' as string | null, wanted: true, enabled, possible, busy: false, fail: false, started: [] as string[], off: [] as string[] };
  let answer: () => void = () => undefined;
  const ahead = new DraftAhead<string>({
    read: async () => ({ key: state.key, wanted: state.wanted }),
    possible: async () => state.possible,
    enabled: (repository) => state.enabled && !state.off.includes(repository),
    busy: () => state.busy,
    log: quiet,
    settleMs: 1000,
    draft: (_repository, key, signal) =>
      scheduler.schedule('background', signal, async (jobSignal) => {
        state.started.push(key);
        if (state.fail) throw new Error('no luck');
        await new Promise<void>((resolve, reject) => {
          answer = resolve;
          jobSignal.addEventListener('abort', () => reject(jobSignal.reason as Error));
        });
        return `message for ${key}`;
      }),
  });
  ahead.watch('r');
  return {
    ahead,
    state,
    scheduler,
    answer: () => {
      answer();
      return vi.advanceTimersByTimeAsync(0);
    },
    settle: () => vi.advanceTimersByTimeAsync(1000),
    async stage(key: string | null) {
      await vi.advanceTimersByTimeAsync(1000);
      state.key = key;
      ahead.changed('r');
      await vi.advanceTimersByTimeAsync(1000);
    },
  };
}

describe('drafting ahead', () => {
  it('starts when what is staged has changed and settled, once', async () => {
    const { ahead, state, stage, answer, settle } = setUp();
    await stage('one');
    expect(state.started).toEqual(['one']);
    ahead.changed('r');
    await settle();
    await answer();
    expect(ahead.ready('r', 'one')).toBe('message for one');
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual(['one']);
  });

  it('waits until changes have come to an end', async () => {
    const { ahead, state } = setUp();
    await vi.advanceTimersByTimeAsync(1000);
    for (const key of ['one', 'two', 'three']) {
      state.key = key;
      ahead.changed('r');
      await vi.advanceTimersByTimeAsync(999);
    }
    expect(state.started).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.started).toEqual(['three']);
  });

  it('leaves alone what was staged before, until the user has had a job done', async () => {
    const { ahead, state, settle } = setUp();
    await settle();
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual([]);
    ahead.jobsChanged();
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual(['at start']);
  });

  it.each([
    ['it is switched off', { enabled: false }, {}],
    ['the model is not on this machine', { possible: false }, {}],
    ['nothing is staged, or git has a message', {}, { wanted: false }],
    ['too much is staged to have a key', {}, { key: null }],
  ])('does not start where %s', async (_name, options, more) => {
    const { ahead, state, stage } = setUp(options);
    Object.assign(state, more);
    ahead.jobsChanged();
    await stage('key' in more ? null : 'one');
    expect(state.started).toEqual([]);
  });

  it('is switched off for one repository alone', async () => {
    const { ahead, state, answer, settle } = setUp();
    state.off = ['r'];
    ahead.watch('s');
    ahead.jobsChanged();
    for (const repository of ['r', 's']) ahead.changed(repository);
    await settle();
    await answer();
    expect(state.started).toEqual(['at start']);
    expect(['r', 's'].map((repository) => ahead.ready(repository, 'at start'))).toEqual([undefined, 'message for at start']);
    for (const repository of ['r', 's']) ahead.keep(repository, 'one', 'the same as a draft');
    expect(['r', 's'].map((repository) => ahead.ready(repository, 'one'))).toEqual([undefined, 'the same as a draft']);
  });

  it('forgets a repository that is closed', async () => {
    const { ahead, state, stage, answer, settle } = setUp();
    await stage('one');
    await answer();
    ahead.unwatch('r');
    expect(ahead.ready('r', 'one')).toBeUndefined();
    state.key = 'two';
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual(['one']);
  });
});

describe('a stale message', () => {
  it('is never given: the key of the moment decides', async () => {
    const { ahead, stage, answer } = setUp();
    await stage('one');
    await answer();
    expect(ahead.ready('r', 'two')).toBeUndefined();
    expect(ahead.ready('another', 'one')).toBeUndefined();
    expect(ahead.ready('r', null)).toBeUndefined();
  });

  it('is not kept when the index changed while it was written', async () => {
    const { ahead, state, stage, answer, settle } = setUp();
    await stage('one');
    state.key = 'two';
    await answer();
    expect(ahead.ready('r', 'one')).toBeUndefined();
    expect(ahead.ready('r', 'two')).toBeUndefined();
    ahead.changed('r');
    await settle();
    await answer();
    expect(ahead.ready('r', 'two')).toBe('message for two');
  });

  it('is given up as soon as the index has settled anew', async () => {
    const { ahead, state, stage, answer } = setUp();
    await stage('one');
    await stage('two');
    expect(state.started).toEqual(['one', 'two']);
    await answer();
    expect(ahead.ready('r', 'one')).toBeUndefined();
    expect(ahead.ready('r', 'two')).toBe('message for two');
  });

  it('of another model or under other settings is forgotten', async () => {
    const { ahead, state, stage, answer, settle } = setUp();
    await stage('one');
    await answer();
    ahead.reset();
    expect(ahead.ready('r', 'one')).toBeUndefined();
    ahead.jobsChanged();
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual(['one', 'one']);
  });

  it('is not kept for ever', async () => {
    const { ahead, stage, answer } = setUp();
    for (let count = 0; count < 12; count++) {
      await stage(`index ${count}`);
      await answer();
    }
    const kept = Array.from({ length: 12 }, (_, count) => ahead.ready('r', `index ${count}`)).filter(Boolean);
    expect(kept).toHaveLength(8);
    expect(kept.at(-1)).toBe('message for index 11');
  });
});

describe('a job of the user', () => {
  it('preempts a draft, which is taken up again when it has ended', async () => {
    const { ahead, state, stage, scheduler, answer, settle } = setUp();
    await stage('one');
    state.busy = true;
    ahead.jobsChanged();
    const job = scheduler.schedule('user', new AbortController().signal, async () => 'for the user');
    await vi.advanceTimersByTimeAsync(0);
    expect(await job).toBe('for the user');
    await settle();
    expect(state.started).toEqual(['one']);
    state.busy = false;
    ahead.jobsChanged();
    await settle();
    expect(state.started).toEqual(['one', 'one']);
    await answer();
    expect(ahead.ready('r', 'one')).toBe('message for one');
  });

  it('keeps a draft from starting', async () => {
    const { ahead, state, stage, settle } = setUp();
    state.busy = true;
    await stage('one');
    expect(state.started).toEqual([]);
    state.busy = false;
    ahead.jobsChanged();
    await settle();
    expect(state.started).toEqual(['one']);
  });

  it('for the same message takes its place', async () => {
    const { ahead, state, stage, scheduler, settle } = setUp();
    await stage('one');
    ahead.giveWay('r');
    expect(await scheduler.schedule('user', new AbortController().signal, async () => 'for the user')).toBe('for the user');
    await settle();
    expect(state.started).toEqual(['one']);
  });
});

describe('what a job of the user has found out', () => {
  it('is ready from then on, and not drafted once more', async () => {
    const { ahead, state, stage } = setUp();
    ahead.keep('r', 'one', 'the same as a draft');
    await stage('one');
    expect(state.started).toEqual([]);
    expect(ahead.ready('r', 'one')).toBe('the same as a draft');
  });

  it('is not kept where the user wants nothing ahead', () => {
    const { ahead } = setUp({ enabled: false });
    ahead.keep('r', 'one', 'the same as a draft');
    expect(ahead.ready('r', 'one')).toBeUndefined();
  });
});

describe('a draft that fails', () => {
  it('is not tried again for the same index, and not at all after a few, until the user had an answer', async () => {
    const { ahead, state, stage, settle } = setUp();
    state.fail = true;
    await stage('one');
    ahead.jobsChanged();
    ahead.changed('r');
    await settle();
    expect(state.started).toEqual(['one']);
    for (const key of ['two', 'three', 'four', 'five']) await stage(key);
    expect(state.started).toEqual(['one', 'two', 'three']);
    ahead.answered();
    await stage('six');
    expect(state.started).toEqual(['one', 'two', 'three', 'six']);
  });
});
