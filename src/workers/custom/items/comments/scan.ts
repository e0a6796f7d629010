import type { CommentSyntax } from './syntax.ts';

/** A comment without the signs around it. */
export interface Comment {
  text: string;
  /** 1-based. */
  line: number;
  /** Its place in the line, 0-based. */
  column: number;
  /** A block's lines are one comment, each with its own text. */
  block: boolean;
}

const LONGEST_STRING = 100_000;
const LONGEST_PATTERN = 1000;

/** The comments of a source text, a line of a comment each, strings and regular expressions passed over. One look at each character. */
export function scanComments(text: string, syntax: CommentSyntax): Comment[] {
  const found: Comment[] = [];
  const starts = new Set([...syntax.line, ...syntax.blocks.map(([open]) => open), ...syntax.quotes, ...(syntax.patterns ? ['/'] : []), ...(syntax.characters ? ["'"] : [])].map((sign) => sign[0]!));
  let line = 1;
  let lineStart = 0;
  let before = '';
  let index = 0;
  const skipTo = (end: number): void => {
    for (; index < end; index++) {
      if (text.charCodeAt(index) === 10) {
        line++;
        lineStart = index + 1;
      }
    }
  };
  while (index < text.length) {
    const sign = text[index]!;
    if (sign === '\n') {
      skipTo(index + 1);
      continue;
    }
    if (!starts.has(sign)) {
      if (sign !== ' ' && sign !== '\t') before = sign;
      index++;
      continue;
    }
    const block = syntax.blocks.find(([open]) => text.startsWith(open, index) && (/^\w|^=/.test(open) ? index === lineStart : true));
    if (block) {
      const close = text.indexOf(block[1], index + block[0].length);
      const end = close < 0 ? text.length : close;
      let [at, number, column] = [index + block[0].length, line, index - lineStart];
      while (at <= end) {
        const stop = text.indexOf('\n', at);
        const last = stop < 0 || stop > end ? end : stop;
        found.push({ text: text.slice(at, Math.min(last, at + 2000)).replace(/^[\s*!]{0,40}/, '').trimEnd(), line: number++, column, block: true });
        at = last + 1;
        column = 0;
      }
      skipTo(Math.min(text.length, end + block[1].length));
      continue;
    }
    const marker = syntax.line.find((each) => text.startsWith(each, index));
    const blank = index === lineStart || /\s/.test(text[index - 1]!);
    if (marker !== undefined && (blank || !syntax.spaced) && !(marker === '#' && text[index + 1] === '[' && !syntax.spaced)) {
      const stop = text.indexOf('\n', index);
      const end = stop < 0 ? text.length : stop;
      found.push({ text: text.slice(index + marker.length, Math.min(end, index + 2000)).replace(/^[/#!;%-]{0,10}\s{0,40}/, '').trimEnd(), line, column: index - lineStart, block: false });
      skipTo(end);
      before = '';
      continue;
    }
    if (syntax.characters && sign === "'") {
      const end = text[index + 1] === '\\' ? text.slice(index, index + 12).indexOf("'", 3) : text[index + 2] === "'" ? 2 : -1;
      index += end > 0 ? end + 1 : 1;
      continue;
    }
    const quote = syntax.quotes.find((each) => text.startsWith(each, index));
    if (quote !== undefined) {
      skipTo(endOfString(text, index, quote, syntax.doubled ?? false));
      before = quote;
      continue;
    }
    if (sign === '/' && syntax.patterns && (before === '' || '(,=:[!&|?{};<>+-*%^~'.includes(before))) skipTo(endOfPattern(text, index));
    else index++;
    before = sign;
  }
  return found;
}

function endOfString(text: string, start: number, quote: string, doubled: boolean): number {
  const lines = quote.length > 1 || quote === '`' || doubled;
  const limit = Math.min(text.length, start + LONGEST_STRING);
  for (let index = start + quote.length; index < limit; index++) {
    const sign = text[index]!;
    if (sign === '\\' && !doubled) index++;
    else if (sign === '\n' && !lines) return index;
    else if (sign === quote[0] && text.startsWith(quote, index)) return index + quote.length;
  }
  return lines ? start + quote.length : limit;
}

function endOfPattern(text: string, start: number): number {
  let inClass = false;
  for (let index = start + 1; index < Math.min(text.length, start + LONGEST_PATTERN); index++) {
    const sign = text[index]!;
    if (sign === '\n') return start + 1;
    if (sign === '\\') index++;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return index + 1;
  }
  return start + 1;
}
