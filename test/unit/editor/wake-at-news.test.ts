import { describe, expect, it } from 'vitest';
import { wakeAtNews } from '../../../src/editor/wake-at-news.ts';

describe('the rest of work ahead', () => {
  it('ends where something else is staged or committed, and not where a repository is looked at again', () => {
    let woken = 0;
    const look = wakeAtNews({ wake: () => woken++ });
    const wokenBy = (...given: Parameters<typeof look>) => {
      const before = woken;
      look(...given);
      return woken > before;
    };
    expect([wokenBy('r', 'one'), wokenBy('r', 'one'), wokenBy('s', 'one'), wokenBy('r', 'two'), wokenBy('r', null), wokenBy('r', null), wokenBy('s', 'one')]).toEqual([true, false, true, true, true, false, false]);
  });
});
