import type { Span } from './spans.ts';

/** A text as it reads without some of its lines, and where what is found in it stands in the whole. */
export interface View {
  text: string;
  inWhole(span: Span): Span;
}

/**
 * The sides of a diff or of a part of one, each without its marks: what the other side has does not stand between a name and its value there.
 * A text without marks has none.
 */
export function sidesOf(text: string): View[] {
  return (['-', '+'] as const).flatMap((mark) => (text.startsWith(mark) || text.includes(`\n${mark}`) ? [side(text, mark === '+' ? '-' : '+')] : []));
}

function side(text: string, other: '+' | '-'): View {
  const parts: string[] = [];
  const froms: number[] = [];
  const places: number[] = [];
  let length = 0;
  for (let at = 0; at <= text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    if (text[at] !== other) {
      const from = at + (at < end && /[ +-]/.test(text[at]!) ? 1 : 0);
      froms.push(length);
      places.push(from);
      parts.push(text.slice(from, end));
      length += end - from + 1;
    }
    at = end + 1;
  }
  const place = (index: number): number => {
    let low = 0;
    for (let high = froms.length - 1; low < high; ) {
      const middle = Math.ceil((low + high) / 2);
      if (froms[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return places[low]! + index - froms[low]!;
  };
  return { text: parts.join('\n'), inWhole: ({ start, end, kind }) => ({ start: place(start), end: place(end - 1) + 1, kind }) };
}
