import { createFragments } from './fragments.ts';
import { createOccurrences } from './occurrences.ts';
import { merged, type Span } from './spans.ts';
import { isWords } from './values.ts';

/** Characters of all secrets in all their forms. */
const MAX_LENGTH = 2_000_000;
/** Kinds that are told by what stands around them: the same word elsewhere is only a word. */
const ONLY_THERE = new Set(['user name', 'e-mail address']);
const LONGEST_LINE = 2000;
/** What stands before a line in a diff, in a window of code, in a quotation. */
const MARKS = /^[\s>+-]{1,40}/;

/** Secrets that were found in some texts, for finding them in others, where nothing may say that they are any. */
export class KnownSecrets {
  readonly #values = new Map<string, string>();
  readonly #lines = new Map<string, Map<number, Span>>();

  /** Takes what was found in a text. */
  add(text: string, found: readonly Span[]): void {
    for (const { start, end, kind } of found) {
      const value = text.slice(start, end);
      if (ONLY_THERE.has(kind)) continue;
      this.#addLine(text, { start, end, kind });
      // Words elsewhere are words.
      if (value.length >= 6 && !this.#values.has(value) && (!isWords(value) || value.length >= 24)) this.#values.set(value, kind);
    }
  }

  /** The same line elsewhere has the same secrets. */
  #addLine(text: string, { start, end, kind }: Span): void {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const newline = text.indexOf('\n', start);
    const until = newline === -1 ? text.length : newline;
    if (end > until || until - from > LONGEST_LINE) return;
    const line = text.slice(from, until);
    const mark = MARKS.exec(line)?.[0].length ?? 0;
    if (start - from < mark) return;
    const key = line.slice(mark).trimEnd();
    const spans = this.#lines.get(key) ?? new Map<number, Span>();
    this.#lines.set(key, spans.set(start - from - mark, { start: start - from - mark, end: end - from - mark, kind }));
  }

  /** Finds the secrets as they are, percent-encoded, in base64, escaped, in the lines that they were found in, and parts of them where one was cut. */
  finder(): (text: string) => Span[] {
    const forms = new Map<string, string>();
    let length = 0;
    for (const [value, kind] of this.#values) {
      for (const form of formsOf(value)) {
        if (forms.has(form)) continue;
        length += form.length;
        forms.set(form, kind);
      }
    }
    if (length > MAX_LENGTH) throw new Error('The text holds too many secrets.');
    if (forms.size === 0 && this.#lines.size === 0) return () => [];
    const occurrences = createOccurrences(forms);
    const fragments = createFragments(this.#values);
    return (text) => {
      const whole = [...occurrences(text).filter((span) => span.end - span.start >= 16 || alone(text, span)), ...this.#inLines(text)];
      return merged([...whole, ...fragments(text)]);
    };
  }

  #inLines(text: string): Span[] {
    if (this.#lines.size === 0) return [];
    const spans: Span[] = [];
    for (let at = 0; at <= text.length; ) {
      const newline = text.indexOf('\n', at);
      const stop = newline === -1 ? text.length : newline;
      if (stop - at <= LONGEST_LINE) {
        const line = text.slice(at, stop);
        const from = at + (MARKS.exec(line)?.[0].length ?? 0);
        for (const { start, end, kind } of this.#lines.get(text.slice(from, stop).trimEnd())?.values() ?? []) spans.push({ start: start + from, end: end + from, kind });
      }
      at = stop + 1;
    }
    return spans;
  }
}

/** A short one within a longer word is a part of that word. */
function alone(text: string, { start, end }: Span): boolean {
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? '') && !/[A-Za-z0-9]/.test(text[end] ?? '');
}

/** A secret as texts hold it. */
export function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64');
  const forms = [value, percentEncoded(value), base64.replace(/=+$/, ''), JSON.stringify(value).slice(1, -1)];
  return forms.filter((form) => form.length >= 6);
}

function percentEncoded(value: string): string {
  // A half of a pair of surrogates cannot be encoded.
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
