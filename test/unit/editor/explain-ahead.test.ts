import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExplainAhead } from '../../../src/editor/explain-ahead.ts';
import { setUp } from './explain-ahead-screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('explaining ahead', () => {
  it('takes one diagnostic after the other, in the order given, each once', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    await show('near', 'far', 'near');
    expect(state.started).toEqual(['near']);
    await answer();
    expect(state.started).toEqual(['near', 'far']);
    await answer();
    await wait(5000);
    expect(state.started).toEqual(['near', 'far']);
    expect([ahead.ready('near'), ahead.ready('far'), ahead.ready('else')]).toEqual(['about near', 'about far', undefined]);
  });

  it('waits until the screen has settled', async () => {
    const { ahead, state, wait } = setUp(['a']);
    for (let scrolled = 0; scrolled < 5; scrolled++) {
      ahead.changed();
      await wait(249);
    }
    expect(state.started).toEqual([]);
    await wait(1);
    expect(state.started).toEqual(['a']);
  });

  it('goes on with what is nearest by then', async () => {
    const { ahead, state, show, answer } = setUp([]);
    await show('a', 'b', 'c');
    state.screen = ['c', 'a', 'b'];
    ahead.changed();
    await answer();
    await answer();
    expect(state.started).toEqual(['a', 'c', 'b']);
  });

  it('gives up what has left the screen', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    await show('a');
    await show('a', 'b');
    expect(state.aborted).toEqual([]);
    await show('c');
    expect(state.aborted).toEqual(['a']);
    await wait(250);
    expect(state.started).toEqual(['a', 'c']);
    await answer();
    expect(ahead.ready('a')).toBeUndefined();
  });

  it.each([
    ['it is switched off', { enabled: false }],
    ['the model is not on this machine', { possible: false }],
  ])('does not start where %s, until that has changed', async (_, options) => {
    const { ahead, state, show, wait } = setUp([], options);
    await show('a');
    ahead.want({ key: 'b', subject: 'b' });
    await wait(5000);
    expect(state.started).toEqual([]);
    Object.assign(state, { enabled: true, possible: true });
    await show('a');
    expect(state.started).toEqual(['a']);
  });

  it('costs a window nothing that only shows files, whatever is reported there', async () => {
    const { ahead, state, show, wait } = setUp([], { loaded: false });
    await show('a', 'b');
    ahead.typed();
    ahead.reset();
    await wait(60_000);
    expect(state.started).toEqual([]);
  });

  it.each<[string, (ahead: ExplainAhead<string, string>, state: { loaded: boolean }) => void]>([
    ['a diagnostic was pointed at', (ahead) => ahead.want({ key: 'a', subject: 'a' })],
    ['a job of the user\'s has ended', (ahead) => ahead.jobsChanged()],
    ['the user is at work in the file', (ahead) => ahead.attended()],
    ['the model is in memory', (ahead, state) => {
      state.loaded = true;
      ahead.changed();
    }],
  ])('begins when %s', async (_, use) => {
    const { ahead, state, show, wait, answer } = setUp([], { loaded: false });
    await show('a', 'b');
    use(ahead, state);
    await wait(250);
    await answer();
    expect(state.started).toEqual(['a', 'b']);
  });

  it('ends with its window', async () => {
    const { ahead, state, show, wait } = setUp([]);
    await show('a', 'b');
    ahead.dispose();
    expect(state.aborted).toEqual(['a']);
    ahead.changed();
    await wait(5000);
    expect(state.started).toEqual(['a']);
  });
});

describe('the user who types', () => {
  it('has the machine at once, and until the keys have rested', async () => {
    const { ahead, state, show, wait } = setUp([]);
    await show('a');
    ahead.typed();
    expect(state.aborted).toEqual(['a']);
    await wait(600);
    ahead.typed();
    ahead.changed();
    await wait(699);
    expect(state.started).toEqual(['a']);
    await wait(1);
    expect(state.started).toEqual(['a', 'a']);
  });

  it('is not disturbed by what they point at', async () => {
    const { ahead, state, wait } = setUp([]);
    ahead.typed();
    ahead.want({ key: 'b', subject: 'b' });
    await wait(699);
    expect(state.started).toEqual([]);
    await wait(1);
    expect(state.started).toEqual(['b']);
  });
});

describe('a job of the user\'s', () => {
  it('takes the machine, and what was given up comes again after it', async () => {
    const { ahead, state, show, scheduler, wait } = setUp([]);
    await show('a');
    state.busy = true;
    ahead.jobsChanged();
    expect(state.aborted).toEqual(['a']);
    const job = scheduler.schedule('user', new AbortController().signal, async () => 'for the user');
    await wait(1);
    expect(await job).toBe('for the user');
    await show('a', 'b');
    expect(state.started).toEqual(['a']);
    state.busy = false;
    ahead.jobsChanged();
    await wait(250);
    expect(state.started).toEqual(['a', 'a']);
  });

  it('that is not announced only delays it', async () => {
    const { state, show, scheduler, wait } = setUp([]);
    await show('a');
    void scheduler.schedule('user', new AbortController().signal, async () => 'for the user');
    await wait(401);
    expect(state).toMatchObject({ started: ['a', 'a'], aborted: ['a'] });
  });
});

describe('a diagnostic that somebody points at', () => {
  it('comes at once, on screen or not, and before the others', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    ahead.want({ key: 'alone', subject: 'alone' });
    await wait(0);
    expect(state.started).toEqual(['alone']);
    state.screen = ['alone'];
    await answer();
    await show('a', 'b', 'c');
    ahead.want({ key: 'c', subject: 'c' });
    await answer();
    await answer();
    expect(state.started).toEqual(['alone', 'a', 'c', 'b']);
  });

  it('is not explained twice', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    await show('a');
    ahead.want({ key: 'a', subject: 'a' });
    await answer();
    ahead.want({ key: 'a', subject: 'a' });
    await wait(5000);
    expect(state.started).toEqual(['a']);
  });
});

describe('another model or setting', () => {
  it('makes everything anew', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    await show('a', 'b');
    await answer();
    ahead.reset();
    expect(ahead.ready('a')).toBeUndefined();
    expect(state.aborted).toEqual(['b']);
    await wait(401);
    expect(state.started).toEqual(['a', 'b', 'a']);
  });
});

describe('an explanation that fails', () => {
  it('is left alone, and so is everything after a few, until a job of the user\'s has ended', async () => {
    const { ahead, state, show, wait } = setUp([]);
    state.fail = true;
    await show('a', 'b', 'c', 'd');
    await wait(5000);
    expect(state.started).toEqual(['a', 'b', 'c']);
    await show('a', 'd');
    expect(state.started).toEqual(['a', 'b', 'c']);
    state.fail = false;
    ahead.jobsChanged();
    await wait(250);
    expect(state.started).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('what is ready', () => {
  it('is bounded: what was looked at longest ago goes', async () => {
    const { ahead, show, answer } = setUp([]);
    const keys = Array.from({ length: 401 }, (_, index) => `${index}`);
    await show(...keys);
    for (let count = 0; count < 400; count++) await answer();
    expect(ahead.ready('0')).toBe('about 0');
    await answer();
    expect([ahead.ready('0'), ahead.ready('1'), ahead.ready('400')]).toEqual(['about 0', undefined, 'about 400']);
  });
});
