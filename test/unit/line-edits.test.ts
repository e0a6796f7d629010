import { describe, expect, it } from 'vitest';
import { applyLineEdits, toLineEdits } from '../../src/core/line-edits.ts';

/** The change by offsets, the edits for it, and what the edits make of the source. */
function both(source: string, ...replacements: [start: number, end: number, text: string][]) {
  const parts = replacements.map(([start, end, text]) => ({ start, end, text }));
  const edits = toLineEdits(source, parts);
  const expected = [...parts].sort((a, b) => b.start - a.start).reduce((text, part) => text.slice(0, part.start) + part.text + text.slice(part.end), source);
  return { edits, applied: edits && applyLineEdits(source, edits), expected };
}

describe('toLineEdits', () => {
  it('replaces a part of a line by the whole line', () => {
    const { edits, applied, expected } = both('one\ntwo\nthree\n', [4, 7, 'TWO']);
    expect(edits).toEqual([{ startLine: 2, endLine: 2, newText: 'TWO\n' }]);
    expect(applied).toBe(expected);
  });

  it('deletes a line with an empty text and leaves the next one alone', () => {
    const { edits, applied, expected } = both('one\ntwo\nthree\n', [4, 8, '']);
    expect(edits).toEqual([{ startLine: 2, endLine: 2, newText: '' }]);
    expect(applied).toBe(expected);
  });

  it('inserts before a line without touching it', () => {
    const { edits, applied, expected } = both('one\ntwo\n', [4, 4, 'new\n']);
    expect(edits).toEqual([{ startLine: 2, endLine: 1, newText: 'new\n' }]);
    expect(applied).toBe(expected);
  });

  it('joins two lines whose line end goes', () => {
    const { applied, expected } = both('one\ntwo\nthree', [3, 4, ' ']);
    expect(applied).toBe('one two\nthree');
    expect(applied).toBe(expected);
  });

  it('keeps the file\'s own line ends, also in what a tool wrote with others', () => {
    const { edits, applied } = both('one\r\ntwo\r\nthree\r\n', [5, 8, 'TWO\nAND']);
    expect(edits).toEqual([{ startLine: 2, endLine: 2, newText: 'TWO\r\nAND\r\n' }]);
    expect(applied).toBe('one\r\nTWO\r\nAND\r\nthree\r\n');
  });

  it('keeps changes that are far apart as edits of their own, in any order', () => {
    const { edits, applied, expected } = both('a\nb\nc\nd\ne\n', [8, 9, 'E'], [0, 0, 'import x\n']);
    expect(edits).toEqual([
      { startLine: 1, endLine: 0, newText: 'import x\n' },
      { startLine: 5, endLine: 5, newText: 'E\n' },
    ]);
    expect(applied).toBe(expected);
  });

  it('changes the last line of a file without a final line end, and appends to it', () => {
    expect(both('one\ntwo', [4, 7, '2']).applied).toBe('one\n2');
    expect(both('one\ntwo', [7, 7, '\nthree']).applied).toBe('one\ntwo\nthree');
    expect(both('', [0, 0, 'x']).applied).toBe('x');
  });

  it('refuses replacements that overlap or lie outside', () => {
    expect(both('one two', [0, 5, ''], [4, 7, '']).edits).toBeUndefined();
    expect(both('one', [2, 9, '']).edits).toBeUndefined();
    expect(both('one', [2, 1, '']).edits).toBeUndefined();
  });

  it('gives nothing where nothing changes', () => {
    expect(both('one\ntwo\n', [4, 7, 'two']).edits).toEqual([]);
  });
});

describe('applyLineEdits', () => {
  it('completes a new text that lacks its line end', () => {
    expect(applyLineEdits('a\r\nb\r\nc', [{ startLine: 2, endLine: 2, newText: 'B' }])).toBe('a\r\nB\r\nc');
  });

  it('refuses edits that do not fit the source or overlap', () => {
    expect(applyLineEdits('a\nb', [{ startLine: 3, endLine: 4, newText: 'x' }])).toBeUndefined();
    expect(applyLineEdits('a\nb', [{ startLine: 0, endLine: 1, newText: 'x' }])).toBeUndefined();
    expect(applyLineEdits('a\nb\nc', [{ startLine: 1, endLine: 2, newText: 'x' }, { startLine: 2, endLine: 3, newText: 'y' }])).toBeUndefined();
  });
});
