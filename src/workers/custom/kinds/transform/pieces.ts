/** A part of a document that the model rewrites. */
export interface Piece {
  /** What stands before it since the piece before: kept byte by byte. */
  before: string;
  text: string;
  /** What is put around the text for the model, and taken away from its answer: the object around a member of JSON, the header above rows of CSV. */
  frame?: Frame;
}

export type Frame = { kind: 'member'; key: string } | { kind: 'header'; line: string };

/** A document taken apart. Its text is that of all pieces, each behind what stands before it, and the tail. */
export interface Pieces {
  pieces: Piece[];
  tail: string;
}

/** Where a piece is; the end is exclusive. */
export interface Range {
  start: number;
  end: number;
  frame?: Frame;
}

export function piecesAt(text: string, ranges: readonly Range[]): Pieces {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, frame } of ranges) {
    pieces.push({ before: text.slice(at, start), text: text.slice(start, end), ...(frame && { frame }) });
    at = end;
  }
  return { pieces, tail: text.slice(at) };
}

/** The document with what became of its pieces. */
export function joined({ pieces, tail }: Pieces, results: readonly (string | undefined)[]): string {
  const parts: string[] = [];
  for (const [index, { before, text }] of pieces.entries()) parts.push(before, results[index] ?? text);
  parts.push(tail);
  return parts.join('');
}
