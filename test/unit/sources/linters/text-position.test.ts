import { describe, expect, it } from 'vitest';
import { type ColumnUnit, positionsOf } from '../../../../src/sources/linters/text-position.ts';

describe('positionsOf', () => {
  const source = 'a\r\nä𝒳b\nlast';

  it.each<[ColumnUnit, number]>([['utf16', 4], ['codePoint', 3], ['utf8', 7]])('finds the b after ä and 𝒳 counted in %s', (unit, column) => {
    const positions = positionsOf(source, unit);
    expect(positions.column(2, column)).toBe(4);
    expect(source[positions.offset(2, column)]).toBe('b');
  });

  it('stays within the line and the text', () => {
    const positions = positionsOf(source, 'codePoint');
    expect(positions.column(1, 99)).toBe(2);
    expect(positions.offset(3, 99)).toBe(source.length);
    expect(positions.offset(9, 1)).toBe(source.length);
    expect(positions.column(9, 5)).toBe(1);
  });
});
