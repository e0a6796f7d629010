import { sentencesOf } from '../sentences.ts';

/** A stretch of lines that the model is shown at once. */
export interface Window {
  /** 1-based, inclusive, counted from the input's first line. */
  firstLine: number;
  lastLine: number;
  lines: readonly string[];
  /** Where each of the lines stands in the input. */
  places: readonly Pick<SourceLine, 'firstLine' | 'lastLine'>[];
}

export interface Windows {
  windows: Window[];
  /** Share of the input's characters that stands in them, 0 to 1. */
  seen: number;
}

/** Characters of a line that are shown; what is behind them in a minified file or a data dump says nothing more. */
const LONGEST_LINE = 600;
/** Characters of the sentences of prose on average; what has longer ones is no prose. */
const LONGEST_SENTENCE = 300;

/** One line of the input, with where it stands. */
export interface SourceLine {
  text: string;
  firstLine: number;
  lastLine: number;
}

/** A line of prose that is too long to be shown, as are paragraphs that are not wrapped, in pieces that end with sentences. Others stay as they are. */
export function unwrapped(line: SourceLine): SourceLine[] {
  if (line.text.length <= LONGEST_LINE) return [line];
  const sentences = sentencesOf(line.text);
  if (line.text.length > sentences.length * LONGEST_SENTENCE) return [line];
  const pieces: string[] = [];
  for (const sentence of sentences) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + sentence.length <= LONGEST_LINE) pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(sentence);
  }
  return pieces.map((text) => ({ ...line, text }));
}

/**
 * Windows of about `characters`, which end at headings and blank lines where there are any. Where there would be more than `most`,
 * windows spread evenly over the input stand for it, the first and the last among them.
 */
export function windowsOf(lines: readonly SourceLine[], characters: number, most: number): Windows {
  const total = lines.reduce((sum, { text }) => sum + text.length + 1, 0);
  const bounds = boundsOf(lines, characters);
  const chosen = bounds.length <= most ? bounds : Array.from({ length: most }, (_, index) => bounds[Math.round((index * (bounds.length - 1)) / Math.max(1, most - 1))]!);
  let shown = 0;
  const windows = chosen.flatMap(([from, to]): Window[] => {
    let [start, end] = [from, to];
    while (start < end && lines[start]!.text.trim() === '') start++;
    while (end > start && lines[end - 1]!.text.trim() === '') end--;
    if (start === end) return [];
    const shown = lines.slice(start, end);
    return [{ firstLine: lines[start]!.firstLine, lastLine: lines[end - 1]!.lastLine, lines: shown.map(({ text }) => text.slice(0, LONGEST_LINE)), places: shown }];
  });
  for (const [from, to] of chosen) for (let index = from; index < to; index++) shown += Math.min(LONGEST_LINE, lines[index]!.text.length) + 1;
  return { windows, seen: total === 0 ? 1 : shown / total };
}

/** Indices of the first line of each window, and of the first behind it. */
function boundsOf(lines: readonly SourceLine[], characters: number): [number, number][] {
  const bounds: [number, number][] = [];
  let from = 0;
  let size = 0;
  let [good, goodSize] = [-1, 0];
  let heading = false;
  for (let index = 0; index < lines.length; index++) {
    const length = Math.min(LONGEST_LINE, lines[index]!.text.length) + 1;
    if (size + length > characters && index > from) {
      const cut = good > from && goodSize > characters / 3 ? good : index;
      bounds.push([from, cut]);
      size -= cut === index ? size : goodSize;
      from = cut;
      good = -1;
    }
    const text = lines[index]!.text;
    const blank = text.trim() === '';
    // A heading stays with what it is above.
    if (index > from && ((blank && !heading) || /^#{1,6} /.test(text))) [good, goodSize] = [index, size];
    if (!blank) heading = /^#{1,6} /.test(text);
    size += length;
  }
  if (from < lines.length) bounds.push([from, lines.length]);
  return bounds;
}
