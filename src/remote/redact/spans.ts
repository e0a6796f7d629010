/** A part of a text that must not leave, from `start` up to, not including, `end`. */
export interface Span {
  start: number;
  end: number;
  /** For people: `AWS access key`. */
  kind: string;
}

/** Finds secrets in one text. The spans may overlap and come in any order. */
export type Detector = (text: string) => Span[];

/** In order and without overlaps: what touches becomes one span, named after the one that begins first and, of those, is the longest. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else if (span.end > span.start) result.push({ ...span });
  }
  return result;
}

/** Spans of a group of each match; the group is named `secret`, or the whole match where there is none. The expression needs the flags g and d. */
export function spansOf(text: string, expression: RegExp, kind: string, accept: (secret: string, match: RegExpMatchArray) => boolean = () => true): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(expression)) {
    const [start, end] = match.indices?.groups?.secret ?? [match.index, match.index + match[0].length];
    if (accept(text.slice(start, end), match)) spans.push({ start, end, kind });
  }
  return spans;
}

/** The text with something else in place of each span. */
export function cut(text: string, spans: readonly Span[], instead: (kind: string, length: number, value: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, kind } of spans) {
    parts.push(text.slice(at, start), instead(kind, end - start, text.slice(start, end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}
