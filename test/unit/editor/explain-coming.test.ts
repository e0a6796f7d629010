import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUp } from './explain-ahead-screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type End = [string, (set: ReturnType<typeof setUp>) => unknown];
/** What ends the waiting for one that is being written, and for one that has not begun. */
const ENDS: End[] = [
  ['the user types', ({ ahead }) => ahead.typed()],
  ['a job of the user\'s begins', ({ ahead, state }) => {
    state.busy = true;
    ahead.jobsChanged();
  }],
  ['it is switched off', ({ ahead, state }) => {
    state.enabled = false;
    ahead.reset();
  }],
  ['the window is closed', ({ ahead }) => ahead.dispose()],
];

describe('an explanation for a hover that stands open', () => {
  const open = () => new AbortController();

  it('gives what is wanted as soon as it is there', async () => {
    const { ahead, state, show, answer, wait } = setUp([]);
    await show('a', 'b');
    const coming = ahead.coming({ key: 'b', subject: 'b' }, open().signal);
    await answer();
    await wait(1);
    expect(state.started).toEqual(['a', 'b']);
    await answer();
    expect(await coming).toBe('about b');
    expect(await ahead.coming({ key: 'b', subject: 'b' }, open().signal)).toBe('about b');
  });

  it('waits for nothing while a job of the user\'s runs, or where it is switched off', async () => {
    const { ahead, show, state } = setUp([]);
    await show('a', 'b');
    state.enabled = false;
    expect(await ahead.coming({ key: 'b', subject: 'b' }, open().signal)).toBeUndefined();
    state.enabled = true;
    state.busy = true;
    expect(await ahead.coming({ key: 'b', subject: 'b' }, open().signal)).toBeUndefined();
  });

  it('waits for nothing in a file whose folder has it switched off, and for others as ever', async () => {
    const { ahead, show, state, answer, wait } = setUp([]);
    state.off = ['a'];
    expect(await ahead.coming({ key: 'a', subject: 'a' }, open().signal)).toBeUndefined();
    await show('a', 'b');
    const coming = ahead.coming({ key: 'b', subject: 'b' }, open().signal);
    await wait(1);
    await answer();
    expect(await coming).toBe('about b');
    expect(state.started).toEqual(['b']);
  });

  it.each<End>([...ENDS, ['the model is another one', ({ ahead }) => ahead.reset()]])('gives up when %s', async (_, happens) => {
    const set = setUp([]);
    await set.show('a');
    const coming = set.ahead.coming({ key: 'a', subject: 'a' }, open().signal);
    happens(set);
    await set.wait(1);
    expect(await coming).toBeUndefined();
  });

  it.each(ENDS)('gives up what has not begun when %s', async (_, happens) => {
    const set = setUp(['a']);
    // Just after the last key nothing begins.
    set.ahead.typed();
    let ended = false;
    const coming = set.ahead.coming({ key: 'a', subject: 'a' }, open().signal).then((result) => {
      ended = true;
      return result;
    });
    await set.wait(1);
    expect([ended, set.state.started]).toEqual([false, []]);
    happens(set);
    await set.wait(1);
    expect(ended).toBe(true);
    expect(await coming).toBeUndefined();
  });

  it('gives up what waits behind another one where there is no model', async () => {
    const { ahead, state, show, wait } = setUp([], { possible: false });
    void show('a', 'b');
    await wait(249);
    const coming = ahead.coming({ key: 'b', subject: 'b' }, open().signal);
    await wait(10);
    expect(await coming).toBeUndefined();
    expect(state.started).toEqual([]);
  });

  it('gives up when the hover is closed, and goes on explaining', async () => {
    const { ahead, show, answer } = setUp([]);
    await show('a');
    const hover = open();
    const coming = ahead.coming({ key: 'a', subject: 'a' }, hover.signal);
    hover.abort();
    expect(await coming).toBeUndefined();
    await answer();
    expect(ahead.ready('a')).toBe('about a');
  });

  it('gives up where it fails or there is no model', async () => {
    for (const broken of [{ fail: true }, { possible: false }]) {
      const { ahead, state, wait } = setUp(['a']);
      Object.assign(state, broken);
      const coming = ahead.coming({ key: 'a', subject: 'a' }, open().signal);
      await wait(10);
      expect(await coming).toBeUndefined();
    }
  });
});
