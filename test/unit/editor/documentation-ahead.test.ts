import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../../src/core/log.ts';
import { DocumentationAhead } from '../../../src/editor/documentation-ahead.ts';

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A screen that the test fills, and a linter that takes 100 ms a rule. */
function setUp(screen: string[], { allowed = true } = {}) {
  const state = { screen, allowed, read: [] as string[], most: 0 };
  let running = 0;
  const ahead = new DocumentationAhead<string>({
    onScreen: () => state.screen.map((key) => ({ key, subject: key })),
    allowed: () => state.allowed,
    log: quiet,
    async read(rule) {
      state.read.push(rule);
      state.most = Math.max(state.most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 100));
      running--;
      if (rule === 'broken') throw new Error('no such rule');
    },
  });
  return { ahead, state, wait: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

describe('reading documentation ahead', () => {
  it('reads each rule once, one after the other, whatever fails', async () => {
    const { ahead, state, wait } = setUp(['a', 'broken', 'a', 'b']);
    ahead.changed();
    await wait(1_000);
    ahead.changed();
    await wait(1_000);
    expect(state).toMatchObject({ read: ['a', 'broken', 'b'], most: 1 });
  });

  it('waits until the screen has settled', async () => {
    const { ahead, state, wait } = setUp(['a']);
    for (let scrolled = 0; scrolled < 5; scrolled++) {
      ahead.changed();
      await wait(399);
    }
    expect(state.read).toEqual([]);
    await wait(1);
    expect(state.read).toEqual(['a']);
  });

  it('goes on with what is on screen by then', async () => {
    const { ahead, state, wait } = setUp(['a', 'b', 'c']);
    ahead.changed();
    await wait(450);
    state.screen = ['d', 'a'];
    ahead.changed();
    await wait(1_000);
    expect(state.read).toEqual(['a', 'd']);
  });

  it('asks nothing where the linters may not be run, until that has changed', async () => {
    const { ahead, state, wait } = setUp(['a'], { allowed: false });
    ahead.changed();
    await wait(1_000);
    expect(state.read).toEqual([]);
    state.allowed = true;
    ahead.changed();
    await wait(1_000);
    expect(state.read).toEqual(['a']);
  });

  it('ends with its window', async () => {
    const { ahead, state, wait } = setUp(['a', 'b']);
    ahead.changed();
    await wait(450);
    ahead.dispose();
    ahead.changed();
    await wait(1_000);
    expect(state.read).toEqual(['a']);
  });
});
