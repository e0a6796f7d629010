import type { Diagnostic } from '../../../core/diagnostic.ts';
import type { Syntax } from '../../../core/syntax.ts';

/** The part of the source that the model rewrites. */
export interface Piece {
  /** Offsets in the source, the end exclusive. */
  start: number;
  end: number;
  /** As the model sees it: without the indentation that all its lines share. */
  text: string;
  /** What was taken away before each line but the first. */
  indent: string;
}

/** Lines above which a statement is not rewritten whole: the answer would take too long. */
const LONGEST = 30;
/** Letters above which a piece is not rewritten: minified code is one line. */
const LONGEST_TEXT = 3000;
/** Lines of a longer one that are rewritten, from its beginning. */
const BEGINNING = 14;

const lineEnd = (source: string, from: number) => {
  const at = source.indexOf('\n', from);
  return at === -1 ? source.length : at > 0 && source[at - 1] === '\r' ? at - 1 : at;
};
const lineStart = (source: string, from: number) => source.lastIndexOf('\n', from - 1) + 1;
const countLines = (text: string) => text.split('\n').length;

/** Offset of a line and column, both counted from 1. */
export function offsetAt(source: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = source.indexOf('\n', start);
    if (next === -1) return source.length;
    start = next + 1;
  }
  return Math.min(start + column - 1, source.length);
}

function pieceOf(source: string, start: number, end: number): Piece {
  const before = source.slice(lineStart(source, start), start);
  const indent = /^[ \t]*$/.test(before) ? before : (/^[ \t]*/.exec(before)?.[0] ?? '');
  const lines = source.slice(start, end).replace(/\r\n/g, '\n').split('\n');
  // Text that stands further left, as in a string of several lines, must stay where it is.
  const shared = lines.slice(1).every((line) => line.trim() === '' || line.startsWith(indent)) ? indent : '';
  return { start, end, text: [lines[0]!, ...lines.slice(1).map((line) => line.slice(line.startsWith(shared) ? shared.length : line.length))].join('\n'), indent: shared };
}

/** The source with the piece's new text in place of the old one. */
export function withPiece(source: string, { start, end, indent }: Piece, text: string): string {
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split('\n').map((line, index) => (index === 0 || line.trim() === '' ? line.trimEnd() : indent + line));
  return source.slice(0, start) + lines.join(newline) + source.slice(end);
}

/**
 * The pieces to rewrite for a diagnostic, the smallest first: the enclosing statements and definitions that are short enough; of longer ones
 * the beginning. Where there is no grammar, the reported lines. None where the lines themselves are too long.
 */
export async function piecesFor(source: string, language: string, diagnostic: Diagnostic, syntax: Syntax | undefined): Promise<Piece[]> {
  const from = offsetAt(source, diagnostic.line, diagnostic.column);
  const last = Math.max(from, offsetAt(source, diagnostic.endLine, diagnostic.endColumn));
  const to = countLines(source.slice(from, last)) > LONGEST ? from + 1 : last;
  const around = (await syntax?.around(source, language, from, to).catch(() => undefined)) ?? [];
  const pieces: Piece[] = [];
  for (const { start, end, body } of around) {
    const whole = countLines(source.slice(start, end)) <= LONGEST;
    if (whole) pieces.push(pieceOf(source, start, end));
    else if (pieces.length === 0) {
      // A definition that is too long: what is reported is mostly in its head.
      const head = Math.max(body ?? start, from);
      const cut = Math.min(end, lineEnd(source, offsetOfLineAfter(source, head, BEGINNING - countLines(source.slice(start, head)))));
      if (cut > from) pieces.push(pieceOf(source, countLines(source.slice(start, cut)) <= LONGEST ? start : lineStart(source, from) + indentAt(source, from), cut));
    }
    if (pieces.length === 2 || !whole) break;
  }
  if (pieces.length > 0) return pieces.filter(short);
  const first = lineStart(source, from);
  return [pieceOf(source, first + indentAt(source, from), lineEnd(source, Math.max(from, to - 1)))].filter(short);
}

const short = ({ text }: Piece) => text.length <= LONGEST_TEXT;

function indentAt(source: string, offset: number): number {
  return /^[ \t]*/.exec(source.slice(lineStart(source, offset), lineEnd(source, offset)))![0].length;
}

/** An offset in the line that many lines further down, at least in the same one. */
function offsetOfLineAfter(source: string, from: number, lines: number): number {
  let at = from;
  for (let step = 0; step < lines; step++) {
    const next = source.indexOf('\n', at);
    if (next === -1) return source.length;
    at = next + 1;
  }
  return at;
}
