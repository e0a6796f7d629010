import { datesIn, type FoundDate, timesIn } from './dates.ts';
import { type FoundNumber, numbersIn, writesComma } from './numbers.ts';
import { UNSPACED } from '../../../../core/unspaced.ts';

/** Where a value stands: 1-based, in the input as it was given. */
export interface Place {
  line: number;
  column: number;
}

/** A piece of text as values are looked up in it. What is worked out is kept. */
export interface SourceText {
  readonly text: string;
  readonly comma: boolean;
  numbers(): readonly FoundNumber[];
  dates(): readonly FoundDate[];
  times(): readonly ReturnType<typeof timesIn>[number][];
  /** Where words stand, in order, at most some; white space, letter case and the form of quotes and dashes do not count, nor, where `loose`, any punctuation. Offsets into `text`, the end exclusive. */
  find(words: string, loose: boolean): readonly { start: number; end: number }[];
  place(offset: number): Place;
}

const MOST_PLACES = 200;

/** The letters that count, and where each stands in the text. */
interface Folded {
  letters: string;
  offsets: Uint32Array;
}

/** `firstLine` and `firstColumn` are where in the input the text begins. */
export function sourceText(text: string, firstLine: number, firstColumn = 1): SourceText {
  let numbers: FoundNumber[] | undefined;
  let dates: FoundDate[] | undefined;
  let times: ReturnType<typeof timesIn> | undefined;
  let lineStarts: number[] | undefined;
  const folded: Partial<Record<'exact' | 'loose', Folded>> = {};
  return {
    text,
    comma: writesComma(text),
    numbers: () => (numbers ??= numbersIn(text)),
    dates: () => (dates ??= datesIn(text)),
    times: () => (times ??= timesIn(text)),
    find(words, loose) {
      const { letters, offsets } = (folded[loose ? 'loose' : 'exact'] ??= fold(text, loose));
      const wanted = fold(words, loose).letters.trim();
      const found: { start: number; end: number }[] = [];
      if (wanted === '') return found;
      for (let at = letters.indexOf(wanted); at >= 0 && found.length < MOST_PLACES; at = letters.indexOf(wanted, at + 1)) {
        if (!isWhole(letters, at, wanted)) continue;
        found.push({ start: offsets[at]!, end: offsets[at + wanted.length - 1]! + 1 });
      }
      return found;
    },
    place(offset) {
      lineStarts ??= startsOf(text);
      let [low, high] = [0, lineStarts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (lineStarts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + firstLine, column: offset - lineStarts[low]! + (low === 0 ? firstColumn : 1) };
    },
  };
}

/** Not in the middle of a word or number: `12` does not stand in `2012`. */
function isWhole(letters: string, at: number, wanted: string): boolean {
  const word = /[\p{L}\p{N}]/u;
  const parts = (one: string, other = ' ') => !word.test(one) || !word.test(other) || UNSPACED.test(one) || UNSPACED.test(other);
  return parts(wanted[0]!, letters[at - 1]) && parts(wanted.at(-1)!, letters[at + wanted.length]);
}

function fold(text: string, loose: boolean): Folded {
  const offsets = new Uint32Array(text.length);
  let letters = '';
  let space = true;
  for (let index = 0; index < text.length; index++) {
    const code = text[index]!;
    if (/\s/.test(code) || (loose && !/[\p{L}\p{N}\uD800-\uDFFF]/u.test(code))) {
      if (space) continue;
      space = true;
      offsets[letters.length] = index;
      letters += ' ';
      continue;
    }
    space = false;
    offsets[letters.length] = index;
    const lower = code.toLowerCase();
    letters += lower.length !== 1 ? code : /[“”„«»]/.test(lower) ? '"' : /[‘’‚]/.test(lower) ? "'" : /[–—−]/.test(lower) ? '-' : lower;
  }
  return { letters, offsets };
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
