/** A run of letters on a page; the origin is at the bottom left. */
export interface TextPiece {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** More spaces than that say nothing more. */
const MOST_SPACES = 12;

/** Lines as they stand on the page, from top to bottom, what is far apart on one line kept apart by spaces, so that the columns of a table can be told. */
export function layOut(pieces: readonly TextPiece[]): string {
  const rows: { y: number; height: number; pieces: TextPiece[] }[] = [];
  for (const piece of [...pieces].filter(({ text }) => text.trim() !== '').sort((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row && row.y - piece.y < 0.5 * Math.max(1, Math.min(row.height, piece.height))) row.pieces.push(piece);
    else rows.push({ y: piece.y, height: piece.height, pieces: [piece] });
  }
  const lines: string[] = [];
  let before: (typeof rows)[number] | undefined;
  for (const row of rows) {
    // A larger gap is a paragraph's end.
    if (before && before.y - row.y > 2 * Math.max(before.height, row.height)) lines.push('');
    lines.push(lineOf(row.pieces));
    before = row;
  }
  return lines.join('\n');
}

function lineOf(pieces: readonly TextPiece[]): string {
  let line = '';
  let end: number | undefined;
  for (const { text, x, width, height } of [...pieces].sort((a, b) => a.x - b.x)) {
    const letter = Math.max(1, text.length > 0 && width > 0 ? width / text.length : height / 2);
    const gap = end === undefined ? 0 : (x - end) / letter;
    if (gap > 0.2 && !/\s$/.test(line) && !/^\s/.test(text)) line += ' '.repeat(Math.min(MOST_SPACES, Math.max(1, Math.round(gap))));
    line += text;
    end = x + width;
  }
  return line.trimEnd();
}
