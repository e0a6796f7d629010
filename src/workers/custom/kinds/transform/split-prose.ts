import { fencedBlocks, type Span } from './code-spans.ts';
import type { Range } from './pieces.ts';

interface Block extends Range {
  heading: boolean;
}

/** Lines with nothing that could be rewritten: rules, badges, link references, tags and comments. */
const NO_PROSE = [/^[\s\-*_=#>|:.+~]*$/, /^\s*\[[^\]]+\]:/, /^\s*<[^>]*>\s*$/, /^\s*<!--.*-->\s*$/];
const BADGE = /\[?!\[[^\][]*\](?:\([^()]*\)|\[[^\][]*\])?(?:\]\([^()]*\)|\]\[[^\][]*\])?/g;

/**
 * Paragraphs of a text, several short ones together, a heading with what follows it, long ones cut behind sentences.
 * Between blank lines; the white space between is in no piece, nor, where `skipCode`, are blocks of code, nor the front matter.
 */
export function splitProse(text: string, most: number, skipCode: boolean): Range[] {
  const blocks = blocksOf(text, skipCode).flatMap((block) => (block.end - block.start > most ? cut(text, block, most) : [block]));
  const ranges: Range[] = [];
  let open: Block | undefined;
  for (const block of blocks) {
    const near = open && text.slice(open.end, block.start).trim() === '';
    // A heading goes with what it is above, not with what is above it.
    const together = near && block.end - open!.start <= most && (open!.heading || (!block.heading && block.end - open!.start <= most / 2));
    if (together) open = { ...open!, end: block.end, heading: false };
    else {
      if (open) ranges.push({ start: open.start, end: open.end });
      open = block;
    }
  }
  if (open) ranges.push({ start: open.start, end: open.end });
  return ranges;
}

function blocksOf(text: string, skipCode: boolean): Block[] {
  const skipped: Span[] = [frontMatter(text), ...fencedBlocks(text)].filter((span) => span !== undefined);
  const blocks: Block[] = [];
  let [at, next] = [0, 0];
  let start = -1;
  let end = 0;
  const close = () => {
    if (start >= 0 && !saysNothing(text.slice(start, end))) blocks.push({ start, end, heading: /^ {0,3}#{1,6} [^\n]*$/.test(text.slice(start, end)) });
    start = -1;
  };
  while (at < text.length) {
    while (next < skipped.length && skipped[next]!.end <= at) next++;
    const span = skipped[next];
    if (span && span.start <= at) {
      if (skipCode || span.start === 0) close();
      else {
        if (start < 0) start = at;
        end = span.end;
      }
      at = Math.max(span.end, at + 1);
      continue;
    }
    const lineEnd = text.indexOf('\n', at);
    const stop = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(at, stop);
    if (line.trim() === '') close();
    else {
      const begins = at + line.length - line.trimStart().length;
      if (start >= 0 && /^ {0,3}#{1,6} /.test(line)) close();
      // The indentation belongs to a list's item.
      if (start < 0) start = /^\s*(?:[-*+]|\d+[.)])\s/.test(line) ? at : begins;
      end = at + line.trimEnd().length;
      if (/^ {0,3}#{1,6} /.test(line)) close();
    }
    at = stop + 1;
  }
  close();
  return blocks;
}

function saysNothing(block: string): boolean {
  return block.split('\n').every((line) => NO_PROSE.some((pattern) => pattern.test(line)) || (line.includes('![') && line.replace(BADGE, '').trim() === ''));
}

function frontMatter(text: string): Span | undefined {
  const match = /^---[ \t]*\r?\n/.exec(text);
  const end = match ? text.indexOf('\n---', match[0].length - 1) : -1;
  return end < 0 ? undefined : { start: 0, end: end + 4 };
}

/** At items of lists, ends of lines or sentences, or between words, so that no piece is longer than `most`. */
function cut(text: string, { start, end }: Block, most: number): Block[] {
  const found: Block[] = [];
  let at = start;
  while (end - at > most) {
    const window = text.slice(at, at + most);
    const half = most / 3;
    const stop = [/\n(?=[ \t]*(?:[-*+]|\d+[.)]) )/g, /[.!?:]\s(?=\s*[\p{Lu}`*\d"“(])/gu, /\n/g, /\s/g].map((pattern) => lastMatch(window, pattern)).find((place) => place > half) ?? most;
    // Not between the halves of a letter.
    const whole = /[\uD800-\uDBFF]/.test(text[at + stop - 1]!) ? stop - 1 : stop;
    found.push({ start: at, end: at + text.slice(at, at + whole).trimEnd().length, heading: false });
    at += whole;
    while (at < end && /\s/.test(text[at]!)) at++;
  }
  if (at < end) found.push({ start: at, end, heading: false });
  return found.filter((block) => block.end > block.start);
}

/** The end of the last match; -1 where there is none. */
function lastMatch(text: string, pattern: RegExp): number {
  let end = -1;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
