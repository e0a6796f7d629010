import { describe, expect, it } from 'vitest';
import { changedWords } from '../../../src/core/changed-words.ts';

describe('the words that a diff changes', () => {
  it('are names, whole and in parts, without what every program has', () => {
    expect(changedWords(['+const readHTTPHeader = open_file(url);', ' untouched'], 20)).toEqual(['readhttpheader', 'open_file', 'url', 'read', 'http', 'header', 'open', 'file']);
  });

  it('begin with those that came or went, before those that merely stood on a changed line', () => {
    const words = changedWords(['-queue.drain(limit);', '+queue.flush(limit);'], 4);
    expect(words.slice(0, 2).sort()).toEqual(['drain', 'flush']);
    expect(words.slice(2).sort()).toEqual(['limit', 'queue']);
  });

  it('are bounded, and long lines are cut', () => {
    expect(changedWords([`+${'abc '.repeat(10_000)}zzz`], 10)).toEqual(['abc']);
    expect(changedWords(Array.from({ length: 500 }, (_, index) => `+word${index}`), 7)).toHaveLength(7);
    expect(changedWords(['', '+', '- ', '@@ -1 +1 @@'], 5)).toEqual([]);
    expect(changedWords(['+größe = 1'], 5)).toEqual(['größe']);
  });
});
