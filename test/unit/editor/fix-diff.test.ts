import { describe, expect, it } from 'vitest';
import { diffOf, replacementFor } from '../../../src/editor/fix-diff.ts';

const source = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', ''].join('\n');
const read = (lines: ReturnType<typeof diffOf>) => lines.map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+', gap: '…' }[kind]}${text}`);

describe('diffOf', () => {
  it('shows what goes and what comes, with two lines around', () => {
    expect(read(diffOf(source, [{ startLine: 4, endLine: 4, newText: 'vier\n' }]))).toEqual([' two', ' three', '-four', '+vier', ' five', ' six']);
  });

  it('shows insertions, deletions, the first and the last line', () => {
    expect(read(diffOf(source, [{ startLine: 1, endLine: 0, newText: 'zero\n' }]))).toEqual(['+zero', ' one', ' two']);
    expect(read(diffOf('a\nb', [{ startLine: 2, endLine: 2, newText: '' }]))).toEqual([' a', '-b']);
  });

  it('leaves out what lies between distant places, and shows what lies between near ones once', () => {
    const far = [
      { startLine: 8, endLine: 8, newText: '8\n' },
      { startLine: 1, endLine: 1, newText: '1\n' },
    ];
    expect(read(diffOf(source, far))).toEqual(['-one', '+1', ' two', ' three', '…', ' six', ' seven', '-eight', '+8', ' nine', ' ']);
    const near = [
      { startLine: 1, endLine: 1, newText: '1\n' },
      { startLine: 5, endLine: 5, newText: '5\n' },
    ];
    expect(read(diffOf(source, near))).toEqual(['-one', '+1', ' two', ' three', ' four', '-five', '+5', ' six', ' seven']);
  });

  it('shows nothing that does not fit the source', () => {
    expect(diffOf(source, [{ startLine: 40, endLine: 41, newText: 'x\n' }])).toEqual([]);
    expect(diffOf(source, [])).toEqual([]);
  });
});

describe('replacementFor', () => {
  it('spans the lines that differ and nothing else', () => {
    expect(replacementFor('a\nb\nc\n', 'a\nB\nc\n')).toEqual({ start: 2, end: 4, text: 'B\n' });
    expect(replacementFor('a\na\na\n', 'a\na\n')).toEqual({ start: 4, end: 6, text: '' });
    expect(replacementFor('a\r\nb', 'a\r\nb\r\nc')).toEqual({ start: 3, end: 4, text: 'b\r\nc' });
    expect(replacementFor('same', 'same')).toBeUndefined();
  });

  it('makes the one text of the other', () => {
    for (const [before, after] of [['', 'x'], ['x', ''], ['a\nb\n', 'b\na\n'], ['one\ntwo', 'one\ntwo\n']] as const) {
      const { start, end, text } = replacementFor(before, after)!;
      expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
    }
  });
});
