import { describe, expect, it } from 'vitest';
import { keysOf } from '../../../src/store/history-keys.ts';
import { anyOf, fuse, rarity } from '../../../src/store/history-ranking.ts';

describe('what a commit is found by', () => {
  it('is its files first, then their namesakes, folders and kinds', () => {
    const keys = keysOf(['src/queue/test_drain.py']);
    expect([...keys.keys()].sort()).toEqual(['*.py', 'src/', 'src/queue/', 'src/queue/test_drain.py', '~drain']);
    expect(keys.get('src/queue/test_drain.py')).toBeGreaterThan(keys.get('src/queue/')!);
    expect(keys.get('src/queue/')).toBeGreaterThan(keys.get('src/')!);
    expect(keysOf(['lib/drain.test.ts']).has('~drain')).toBe(true);
  });

  it('is bounded, whatever the paths are', () => {
    expect(keysOf(Array.from({ length: 5000 }, (_, index) => `a${index}/b/c/d/e${index}.txt`)).size).toBeLessThanOrEqual(200);
    expect([...keysOf([`${'x'.repeat(4000)}/y.c`]).keys()]).toEqual(['~y', '*.c']);
    expect([...keysOf(['', '/', '.gitignore']).keys()]).toContain('*.gitignore');
  });
});

describe('several ways of looking', () => {
  it('put first what more than one of them found', () => {
    const scores = fuse([{ weight: 1, commits: [1, 2, 3] }, { weight: 1, commits: [4, 3, 5] }]);
    expect([...scores.keys()][0]).toBe(3);
    expect([...scores.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('count by their weights', () => {
    expect([...fuse([{ weight: 1, commits: [1, 2] }, { weight: 3, commits: [2, 1] }]).keys()]).toEqual([2, 1]);
    expect(fuse([]).size).toBe(0);
  });

  it('take what few commits share for more telling', () => {
    expect(rarity(2, 1000)).toBeGreaterThan(rarity(500, 1000));
    expect(rarity(0, 0)).toBe(0);
  });
});

describe('a full-text query', () => {
  it('finds any of the words and lets none of them speak its language', () => {
    expect(anyOf(['drain', 'a"b', 'NEAR', '*'])).toBe('"drain" OR "a b" OR "NEAR"');
    expect(anyOf([])).toBeUndefined();
    expect(anyOf(['"', '(', '-'])).toBeUndefined();
  });
});
