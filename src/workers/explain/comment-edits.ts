import type { LineEdit } from '../../core/diagnostic.ts';
import type { SourceLine } from './source-lines.ts';

/** A source on its way to a comment in it. Lines count from 1, as in edits. */
export interface Place {
  lines: SourceLine[];
  lineEnd: string;
  language: string;
  /** The reported line. */
  line: number;
}

export const textOf = ({ lines }: Place, number: number) => lines[number - 1]?.text ?? '';
const indentOf = (text: string) => /^\s*/.exec(text)![0];

/** Whether the line begins in code, and the one before does not go on in it. */
export function beginsInCode(place: Place, number = place.line): boolean {
  return place.lines[number - 1]?.start === 'code' && !/\\$/.test(textOf(place, number - 1));
}

/** Whether the line ends in code, so that a comment can stand at its end. */
export function endsInCode(place: Place, number = place.line): boolean {
  const line = place.lines[number - 1];
  return line !== undefined && (line.comment >= 0 || !/\\$/.test(line.text)) && (place.lines[number]?.start ?? 'code') === 'code';
}

/** A line of its own before the given one, with its indentation. */
export function insertBefore(place: Place, number: number, comment: string, indent = indentOf(textOf(place, number))): LineEdit[] {
  return [{ startLine: number, endLine: number - 1, newText: `${indent}${comment}${place.lineEnd}` }];
}

export function replaceLine(place: Place, number: number, text: string): LineEdit[] {
  return [{ startLine: number, endLine: number, newText: number < place.lines.length ? text + place.lineEnd : text }];
}

/**
 * The comment in which the tool's own list of rules already stands, with one more; undefined where there is none. The pattern
 * has the list, with what is between its entries, as its first group.
 */
export function addToList(place: Place, number: number, list: RegExp, rule: string, separator = ', '): LineEdit[] | undefined {
  const { text, comment } = place.lines[number - 1] ?? { text: '', comment: -1 };
  const from = Math.max(comment, 0);
  const found = new RegExp(list.source, `${list.flags.replace('d', '')}d`).exec(text.slice(from));
  const end = found?.indices?.[1]?.[1];
  if (end === undefined) return undefined;
  return replaceLine(place, number, `${text.slice(0, from + end)}${separator}${rule}${text.slice(from + end)}`);
}

/** The same for the comment at the end of the reported line. */
export function addToListAtEnd(place: Place, list: RegExp, rule: string, separator?: string): LineEdit[] | undefined {
  return (place.lines[place.line - 1]?.comment ?? -1) < 0 ? undefined : addToList(place, place.line, list, rule, separator);
}

/** The comment at the end of the line: after another comment there, or before it where the tool only reads the first one. */
export function appendToLine(place: Place, comment: string, { gap = '  ', first = false } = {}): LineEdit[] | undefined {
  if (!endsInCode(place)) return undefined;
  const { text, comment: present } = place.lines[place.line - 1]!;
  const code = first && present >= 0 ? text.slice(0, present) : text;
  const rest = first && present >= 0 ? gap + text.slice(present) : '';
  const kept = code.trimEnd();
  return replaceLine(place, place.line, `${kept === '' ? code : kept + gap}${comment}${rest}`);
}

/**
 * The line before which a comment for the whole file stands: after the interpreter's line and the comment that the file opens with.
 * `comment` tells lines of that comment; one that is closed by a mark is followed to it.
 */
export function topLine(place: Place, comment: RegExp): number {
  let number = /^#!/.test(textOf(place, 1)) ? 2 : 1;
  while (number < place.lines.length && (comment.test(textOf(place, number)) || place.lines[number - 1]!.start === 'comment')) number++;
  return number;
}
