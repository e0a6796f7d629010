import { spansOf, type Detector, type Span } from './spans.ts';
import { entropy } from './values.ts';

const BEGIN = /-{4,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}(?:PRIVATE KEY|PGP MESSAGE)(?: BLOCK)? ?-{4,5}/g;
const END = /-{4,5} ?END (?:[A-Z0-9]{1,12} ){0,4}(?:PRIVATE KEY|PGP MESSAGE)(?: BLOCK)? ?-{4,5}/g;
const PUTTY = /\bPrivate-Lines: {0,4}[0-9]{1,4}\r?\n(?<secret>(?:[ +-]?[A-Za-z0-9+/=]{8,100}\r?\n){1,200})/dg;
/** Longer than a key of 16384 bits with the marks of a diff. */
const LONGEST = 40_000;
/** A line of a key, whatever stands before and after it in a diff, a string or a comment. */
const BODY = /^[ \t+\-|>#*/"'`(]{0,40}[A-Za-z0-9+/]{16,}={0,2}[ \t"'`,;)+\\nr.]{0,16}$/;
const HEAD = /^[ \t+\-|>#*/"'`(]{0,40}(?:[A-Z][A-Za-z-]{2,20}: .{0,200}|["'`,;+\\n]{0,8})$/;
/** A line of a wrapped block: exactly as wide as tools make them. */
const WRAPPED = /^(?<mark>[ +-]?)(?<indent>[ \t]{0,24})["']?(?<body>[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70}|[A-Za-z0-9+/]{76})(?:\\n)?["']?[ \t,+\\]{0,4}$/;

/**
 * Private keys as a whole: from the first line to the last through the marks of a diff, quotes and escapes; also where one end was cut off,
 * and blocks of which only the middle is to be seen.
 */
export const findKeyBlocks: Detector = (text) => {
  const spans: Span[] = [];
  const ends = [...text.matchAll(END)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const used = new Set<number>();
  let next = 0;
  let covered = 0;
  for (const match of text.matchAll(BEGIN)) {
    if (match.index < covered) continue;
    const start = match.index;
    const after = start + match[0].length;
    while (next < ends.length && ends[next]!.start < after) next++;
    const end = ends[next];
    const whole = end !== undefined && end.end - start < LONGEST && !text.slice(after, end.start).includes('-BEGIN ');
    covered = whole ? end.end : afterLines(text, after);
    if (whole) used.add(end.start);
    // A mention of the first line only is no key.
    if (whole ? end.start - after > 20 : covered > after) spans.push({ start, end: covered, kind: 'private key' });
  }
  for (const end of ends) {
    if (used.has(end.start)) continue;
    const start = beforeLines(text, end.start);
    if (start < end.start) spans.push({ start, end: end.end, kind: 'private key' });
  }
  return [...spans, ...spansOf(text, PUTTY, 'private key'), ...wrapped(text)];
};

/** Up to where the lines of a key go on. */
function afterLines(text: string, from: number): number {
  let end = from;
  // What follows on the same line, in a string with escapes.
  const same = /^(?:\\[nr]|[A-Za-z0-9+/=])+/.exec(text.slice(from, from + LONGEST))?.[0] ?? '';
  if (same.length > 20) end = from + same.length;
  let at = text.indexOf('\n', end);
  let others = 0;
  for (let line = 0; at !== -1 && at - from < LONGEST && line < 600 && others < 12; line++) {
    const stop = text.indexOf('\n', at + 1);
    const content = text.slice(at + 1, stop === -1 ? text.length : Math.min(stop, at + 1 + 500)).replace(/\r$/, '');
    others++;
    if (BODY.test(content)) {
      end = stop === -1 ? text.length : stop;
      others = 0;
    } else if (!HEAD.test(content) && !/^[ +-]?[A-Za-z0-9+/=]{1,100}$/.test(content)) break;
    at = stop;
  }
  return end;
}

/** From where the lines of a key come. */
function beforeLines(text: string, until: number): number {
  let start = until;
  let stop = text.lastIndexOf('\n', until - 1);
  for (let line = 0; stop > 0 && line < 600; line++) {
    const at = text.lastIndexOf('\n', stop - 1);
    if (stop - at > 500) break;
    const content = text.slice(at + 1, stop).replace(/\r$/, '');
    if (!BODY.test(content) && !(line === 0 && /^[ +-]?[A-Za-z0-9+/=]{1,100}$/.test(content))) break;
    start = at + 1;
    stop = at;
  }
  return start;
}

/** Three or more lines of base64 of one width below each other, which the text does not call a certificate. */
function wrapped(text: string): Span[] {
  const spans: Span[] = [];
  let block: { start: number; end: number; lines: number; body: string; width: number } | undefined;
  const close = () => {
    if (block && block.lines >= 3 && entropy(block.body) > 5 && !/CERTIFICATE|PUBLIC KEY|base64,/.test(text.slice(Math.max(0, block.start - 200), block.start))) spans.push({ start: block.start, end: block.end, kind: 'key material' });
    block = undefined;
  };
  for (let at = 0; at <= text.length; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline === -1 ? text.length : newline;
    const match = stop - at < 140 ? WRAPPED.exec(text.slice(at, stop).replace(/\r$/, '')) : null;
    const body = match?.groups!.body ?? '';
    if (match && block?.width === body.length) block = { ...block, end: stop, lines: block.lines + 1, body: block.lines < 20 ? block.body + body : block.body };
    else {
      close();
      if (match) block = { start: at, end: stop, lines: 1, body, width: body.length };
    }
    at = stop + 1;
  }
  close();
  return spans;
}
