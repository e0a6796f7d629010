/** Which units a tool counts columns in. */
export type ColumnUnit = 'utf16' | 'codePoint' | 'utf8';

/** Turns a tool's lines and columns into offsets and UTF-16 columns of one source. */
export interface Positions {
  /** UTF-16 column, from 1, of a column of the tool given from 1. A column past the line's end is its end. */
  column(line: number, column: number): number;
  /** UTF-16 offset into the source. */
  offset(line: number, column: number): number;
}

function unitsOf(character: string, unit: ColumnUnit): number {
  return unit === 'utf16' ? character.length : unit === 'codePoint' ? 1 : Buffer.byteLength(character);
}

export function positionsOf(source: string, unit: ColumnUnit): Positions {
  const starts = [0];
  for (const match of source.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);

  function column(line: number, wanted: number): number {
    const start = starts[line - 1];
    if (start === undefined) return 1;
    const text = source.slice(start, starts[line]).replace(/[\r\n]+$/, '');
    let units = 1;
    let at = 1;
    for (const character of text) {
      if (units >= wanted) break;
      units += unitsOf(character, unit);
      at += character.length;
    }
    return at;
  }
  return {
    column,
    offset: (line, wanted) => (line > starts.length ? source.length : starts[line - 1]! + column(line, wanted) - 1),
  };
}
