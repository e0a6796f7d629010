import type { LineEdit } from './diagnostic.ts';

/** Replaces `text` from one offset to another (UTF-16 units, end exclusive). */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}

/** The lines of a text, each with its own line end; the last one may be empty. */
function linesOf(source: string): string[] {
  return source.split(/(?<=\n)/);
}

/** Offsets at which the lines start, and the text's length as the last one. */
function boundaries(lines: string[]): number[] {
  const offsets = [0];
  for (const line of lines) offsets.push(offsets.at(-1)! + line.length);
  return offsets;
}

/**
 * The same change as whole lines, which every editor and tool can apply: each `newText` is empty (the lines go) or complete
 * lines with the line ends of the source. Undefined where the replacements overlap or lie outside the source.
 */
export function toLineEdits(source: string, replacements: Replacement[]): LineEdit[] | undefined {
  const sorted = [...replacements].sort((a, b) => a.start - b.start || a.end - b.end);
  const lines = linesOf(source);
  const starts = boundaries(lines);
  const lineAt = (offset: number) => Math.min(starts.findLastIndex((start) => start <= offset), lines.length - 1);

  const groups: { first: number; last: number; parts: Replacement[] }[] = [];
  let reached = 0;
  for (const part of sorted) {
    if (part.start < reached || part.end < part.start || part.end > source.length) return undefined;
    reached = part.end;
    const [first, last] = [lineAt(part.start), lineAt(part.end)];
    const group = groups.at(-1);
    if (group && first <= group.last) {
      group.parts.push(part);
      group.last = Math.max(group.last, last);
    } else {
      groups.push({ first, last, parts: [part] });
    }
  }
  return groups.flatMap(({ first, last, parts }) => {
    let text = '';
    let at = starts[first]!;
    for (const part of parts) {
      text += source.slice(at, part.start) + part.text;
      at = part.end;
    }
    text += source.slice(at, starts[last + 1]!);
    return trimmed(lines.slice(first, last + 1), linesOf(text), first, source.includes('\r\n') ? '\r\n' : '\n');
  });
}

/** One edit without the lines at its ends that stay as they are; none where nothing changes. */
function trimmed(before: string[], after: string[], first: number, lineEnd: string): LineEdit[] {
  if (after.at(-1) === '') after = after.slice(0, -1);
  const common = Math.min(before.length, after.length);
  let head = 0;
  while (head < common && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < common - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const newLines = after.slice(head, after.length - tail);
  if (newLines.length === 0 && head + tail === before.length) return [];
  const newText = newLines.map((line) => line.replace(/\r?\n$/, lineEnd)).join('');
  return [{ startLine: first + head + 1, endLine: first + before.length - tail, newText }];
}

/** The source with the edits carried out; undefined where one of them does not fit it or two overlap. */
export function applyLineEdits(source: string, edits: LineEdit[]): string | undefined {
  const lines = linesOf(source);
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  let reached = lines.length;
  for (const { startLine, endLine, newText } of [...edits].sort((a, b) => b.startLine - a.startLine || b.endLine - a.endLine)) {
    if (startLine < 1 || endLine < startLine - 1 || endLine > reached) return undefined;
    reached = startLine - 1;
    const inside = endLine < lines.length;
    const text = inside && newText !== '' && !newText.endsWith('\n') ? newText + lineEnd : newText;
    const previous = lines[startLine - 2];
    if (text !== '' && previous !== undefined && !previous.endsWith('\n')) lines[startLine - 2] = previous + lineEnd;
    lines.splice(startLine - 1, endLine - startLine + 1, text);
  }
  return lines.join('');
}

/** Pairs of lines above which what lies between the first and the last change is replaced as a whole. */
const MOST_PAIRS = 4_000_000;

/** The edits that make one text of another, with the lines that both have left as they are. */
export function lineEditsBetween(before: string, after: string): LineEdit[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, fresh.length) - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const [from, to] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)];
  const starts = boundaries(old);
  const replace = (first: number, last: number, text: string): Replacement => ({ start: starts[head + first]!, end: starts[head + last]!, text });
  const parts: Replacement[] = [];
  let [row, column] = [0, 0];
  for (const [oldLine, newLine] of [...commonLines(from, to), [from.length, to.length] as const]) {
    if (oldLine > row || newLine > column) parts.push(replace(row, oldLine, to.slice(column, newLine).join('')));
    [row, column] = [oldLine + 1, newLine + 1];
  }
  return toLineEdits(before, parts) ?? [];
}

/** Pairs of places of the longest common subsequence; none where that is too much work. */
function commonLines(from: string[], to: string[]): (readonly [number, number])[] {
  if (from.length * to.length > MOST_PAIRS) return [];
  const width = to.length + 1;
  const lengths = new Uint32Array((from.length + 1) * width);
  for (let row = from.length - 1; row >= 0; row--) {
    for (let column = to.length - 1; column >= 0; column--) {
      lengths[row * width + column] = from[row] === to[column] ? lengths[(row + 1) * width + column + 1]! + 1 : Math.max(lengths[(row + 1) * width + column]!, lengths[row * width + column + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < from.length && column < to.length; ) {
    if (from[row] === to[column]) pairs.push([row++, column++]);
    else if (lengths[(row + 1) * width + column]! >= lengths[row * width + column + 1]!) row++;
    else column++;
  }
  return pairs;
}
