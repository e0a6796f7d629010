import { describe, expect, it } from 'vitest';
import { listItem, mergeIntoPrevious, subjectOf, withSubject } from '../../../src/editor/split-list.ts';

const commit = (name: string) => ({ message: `fix: ${name}\n\nWhy.\n`, reason: name, paths: [`${name}.ts`, 'both.ts'], diff: `diff of ${name}\n`, tree: name });

describe('the list of a split', () => {
  it('shows number and subject, reason and files', () => {
    expect(listItem(commit('a'), 1)).toEqual({ label: '2. fix: a', description: 'a', detail: 'a.ts, both.ts' });
    expect(listItem({ ...commit('a'), reason: 'a.ts', paths: ['a.ts'] }, 0)).toMatchObject({ description: '', detail: 'a.ts' });
    expect(listItem({ ...commit('a'), paths: Array.from({ length: 9 }, (_, index) => `${index}`) }, 0).detail).toBe('0, 1, 2, 3, 4, 5 and 3 more');
  });

  it('shows what a repository says on one line and without icons', () => {
    const item = listItem({ message: '$(trash) x', reason: 'a\r\nb', paths: ['line\nfeed', '$(check)'], diff: '' }, 0);
    expect(Object.values(item).join('')).not.toMatch(/\$\(|[\r\n]/);
  });

  it('changes the subject of a message alone', () => {
    expect(withSubject('fix: a\n\nWhy.\n', ' feat: b ')).toBe('feat: b\n\nWhy.\n');
    expect(withSubject('fix: a', 'feat: b')).toBe('feat: b');
    expect(subjectOf('fix: a \n\nWhy')).toBe('fix: a');
  });

  it('merges a commit into the one before, which keeps its message and gets the later state', () => {
    expect(mergeIntoPrevious([commit('a'), commit('b'), commit('c')], 1)).toEqual([
      { message: commit('a').message, reason: 'a; b', paths: ['a.ts', 'both.ts', 'b.ts'], diff: 'diff of a\ndiff of b\n', tree: 'b' },
      commit('c'),
    ]);
    expect(mergeIntoPrevious([commit('a')], 0)).toEqual([commit('a')]);
  });
});
