import type { Span } from './spans.ts';
import { entropy, isWords } from './values.ts';

/** Characters of a part that is looked for; what is longer consists of such parts. */
const GRAM = 8;
/** A secret that has parts: a short one is cut where its text ends only. */
const LONG = 16;
/** Characters from which on a part is told by itself, and those from which on it is where the text says that something was cut off. */
const TELLING = 12;
const AT_CUT = 4;
const CUT = '…';

/** Finds parts of secrets: a line was cut to a width, a column points into a string. The time grows with the text and the secrets, not with their product. */
export function createFragments(values: ReadonlyMap<string, string>): (text: string) => Span[] {
  const grams = new Map<string, string>();
  const ends = new Map<string, string>();
  for (const [value, kind] of values) {
    for (const line of value.length >= LONG ? value.split('\n') : []) for (let at = 0; at + GRAM <= line.length; at++) grams.set(line.slice(at, at + GRAM), kind);
    for (let length = AT_CUT; length < Math.min(value.length, TELLING); length++) ends.set(`${value.slice(0, length)}${CUT}`, kind).set(`${CUT}${value.slice(-length)}`, kind);
  }
  return (text) => (values.size === 0 ? [] : [...runs(text, grams), ...atCuts(text, ends)]);
}

function runs(text: string, grams: ReadonlyMap<string, string>): Span[] {
  const spans: Span[] = [];
  let run: Span | undefined;
  for (let at = 0; grams.size > 0 && at + GRAM <= text.length; at++) {
    const kind = grams.get(text.slice(at, at + GRAM));
    if (kind === undefined) continue;
    if (run && at < run.end) run.end = at + GRAM;
    else spans.push((run = { start: at, end: at + GRAM, kind }));
  }
  return spans.filter(({ start, end }) => isTelling(text.slice(start, end), end === text.length || text[start - 1] === CUT || text[end] === CUT));
}

/** Whether only the secret has the part: words and the lines around keys stand elsewhere as well. */
function isTelling(part: string, isCut: boolean): boolean {
  if (isCommon(part)) return false;
  const changes = part.match(/[a-z](?=[^a-z])|[A-Z](?=[^A-Z])|[0-9](?=[^0-9])/g)?.length ?? 0;
  return isCut || (part.length >= TELLING && changes >= part.length * (/[0-9]/.test(part) ? 0.3 : 0.4) && entropy(part) > 3);
}

const isCommon = (part: string) => isWords(part) || /^(?:[a-z]+|[A-Z]+|[^A-Za-z]+)$/.test(part);

/** The few characters that are left at a place where something was cut off. */
function atCuts(text: string, ends: ReadonlyMap<string, string>): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(CUT); at !== -1; at = text.indexOf(CUT, at + 1)) {
    for (let length = AT_CUT; length < TELLING; length++) {
      const [before, after] = [text.slice(Math.max(0, at - length), at), text.slice(at + 1, at + 1 + length)];
      const [atEnd, atStart] = [ends.get(before + CUT), ends.get(CUT + after)];
      if (atEnd !== undefined && !isCommon(before)) spans.push({ start: at - length, end: at, kind: atEnd });
      if (atStart !== undefined && !isCommon(after)) spans.push({ start: at + 1, end: at + 1 + length, kind: atStart });
    }
  }
  return spans;
}
