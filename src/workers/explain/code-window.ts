import type { Diagnostic } from '../../core/diagnostic.ts';

/** A stretch of the source as the model sees it. */
export interface CodeWindow {
  lines: WindowLine[];
  /** The reported piece of code, on one line; empty where the diagnostic is about more than a piece. */
  reported: string;
}

export interface WindowLine {
  text: string;
  marked: boolean;
  /** Distance to the reported lines, for leaving out the farthest first. */
  distance: number;
}

const LONGEST_LINE = 140;
const LONGEST_PIECE = 60;
const TAB = 4;

const isBlank = (line: string) => line.trim() === '';
const indentOf = (line: string) => line.match(/^\s*/)![0].replace(/\t/g, ' '.repeat(TAB)).length;

/** First and last index of the block around a line: from its head, the next line above with less indentation, to its end. */
function block(lines: string[], at: number): { head: number; end: number } {
  const opens = lines.slice(at + 1).find((line) => !isBlank(line));
  const isHead = opens !== undefined && indentOf(opens) > indentOf(lines[at]!);
  let head = at;
  if (!isHead) while (head > 0 && (isBlank(lines[head]!) || indentOf(lines[head]!) >= indentOf(lines[at]!))) head--;
  const base = indentOf(lines[head]!);
  let end = at;
  while (end + 1 < lines.length && (isBlank(lines[end + 1]!) || indentOf(lines[end + 1]!) > base)) end++;
  return { head, end };
}

/** The part of a long line around a column, counted from 0. */
function cut(line: string, column: number): string {
  if (line.length <= LONGEST_LINE) return line;
  const start = Math.max(0, Math.min(column - LONGEST_LINE / 2, line.length - LONGEST_LINE));
  return `${start > 0 ? '…' : ''}${line.slice(start, start + LONGEST_LINE)}${start + LONGEST_LINE < line.length ? '…' : ''}`;
}

function piece(lines: string[], { line, column, endLine, endColumn }: Diagnostic): string {
  if (endLine > line) return '';
  const text = lines[line - 1]!.slice(column - 1, endColumn - 1).trim();
  return text.length < 2 || text.length > LONGEST_PIECE ? '' : text;
}

/** The block around the diagnostic: its head, the reported lines and as many of its other lines as fit, the nearest first. */
export function codeWindow(source: string, diagnostic: Diagnostic, maxLines = 25): CodeWindow {
  const lines = source.split(/\r\n|\n|\r/);
  const first = Math.min(diagnostic.line, lines.length) - 1;
  // A diagnostic on a whole function or file marks its first line only.
  const last = Math.min(diagnostic.endLine, lines.length) - 1;
  const marked = last - first < 6 ? last : first;
  const { head, end } = block(lines, first);

  const distance = (index: number) => (index < first ? first - index : index > marked ? index - marked : 0);
  const around = Array.from({ length: Math.max(end, marked) - head + 1 }, (_, step) => head + step).filter((index) => !isBlank(lines[index]!) || index === first);
  // The lines after the reported one say more about it than the same number before; the head says what it is in.
  const rank = (index: number) => Math.min(distance(index), index === head ? 1 : Infinity);
  const kept = around.sort((a, b) => rank(a) - rank(b) || a - b).slice(0, maxLines).sort((a, b) => a - b);

  const shared = Math.min(...kept.map((index) => (isBlank(lines[index]!) ? Infinity : lines[index]!.match(/^\s*/)![0].length)));
  return {
    lines: kept.map((index) => ({
      text: cut(lines[index]!.slice(shared === Infinity ? 0 : shared), index === first ? diagnostic.column - 1 : 0),
      marked: index >= first && index <= marked,
      distance: rank(index),
    })),
    reported: piece(lines, { ...diagnostic, line: first + 1, endLine: last + 1 }),
  };
}

/** The lines with a mark before the reported ones. */
export function windowText(lines: WindowLine[]): string {
  return lines.map(({ text, marked }) => (marked ? `>> ${text}` : `   ${text}`)).join('\n');
}
