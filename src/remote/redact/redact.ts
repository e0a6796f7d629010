import type { Redaction } from '../../core/escalation.ts';
import { findCredentials } from './addresses.ts';
import { findAssigned } from './assigned.ts';
import { behindBase64, behindPercent } from './encoded.ts';
import { findKeyBlocks } from './key-blocks.ts';
import { findKubernetesData } from './kubernetes.ts';
import { createOccurrences } from './occurrences.ts';
import { findPersons } from './persons.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { findRandomLiterals } from './random-literals.ts';
import { findByRules } from './rules.ts';
import { merged, type Detector, type Span } from './spans.ts';
import { findTokens } from './tokens.ts';
import { isWords } from './values.ts';

/** Secrets of one request above which it is taken for an attack on the time it takes, or for a file of secrets. */
const MAX_SECRETS = 5000;
/** Characters of all secrets in all their forms. */
const MAX_LENGTH = 2_000_000;
/** Characters of one request; no model reads as many. */
const MAX_TEXT = 16_000_000;

const all =
  (...detectors: Detector[]): Detector =>
  (text) =>
    detectors.flatMap((detector) => detector(text));
const find = all(findTokens, findKeyBlocks, findCredentials, findAssigned, findKubernetesData, findRandomLiterals);
const DETECTORS: Detector[] = [find, behindPercent(find), behindBase64(find), findPersons];
/** Kinds that are told by what stands around them: the same word elsewhere is only a word. */
const ONLY_THERE = new Set(['user name', 'e-mail address']);

/**
 * Replaces secrets: found by their forms, by what they are assigned to, by chance in their characters, and by secretlint's rules. The time grows
 * with the length of the texts. Rejects where secretlint fails or there is too much to search; then nothing may leave.
 */
export async function redact(texts: readonly string[], rules: (text: string) => Promise<Span[]> = findByRules): Promise<Redaction> {
  if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_TEXT) throw new Error('The text is too long to be searched for secrets.');
  const found: Span[][] = [];
  for (const text of texts) {
    const own = merged(DETECTORS.flatMap((detector) => detector(text)));
    found.push(merged([...own, ...(await others(text, own, rules))]));
  }
  return replaced(texts, withOccurrences(texts, found));
}

/** What the rules find in what is left: it is looked at without what was found before, so that the two do not meet. */
async function others(text: string, own: readonly Span[], rules: (text: string) => Promise<Span[]>): Promise<Span[]> {
  const covered = cut(text, own, (_, length) => '\u0001'.repeat(length));
  const spans = await rules(covered);
  return spans.filter(({ start, end }) => /[^\u0001\s]/.test(covered.slice(start, end).replace(/^\u0001.*$/s, '')));
}

/** The secrets wherever else they stand, as they are, percent-encoded, in base64 and escaped. */
function withOccurrences(texts: readonly string[], found: readonly Span[][]): Span[][] {
  const kinds = new Map<string, string>();
  let length = 0;
  texts.forEach((text, index) => {
    for (const { start, end, kind } of found[index]!) {
      const value = text.slice(start, end);
      if (ONLY_THERE.has(kind) || kinds.has(value) || value.length < 6 || (isWords(value) && value.length < 24)) continue;
      for (const form of formsOf(value)) {
        if (!kinds.has(form)) length += form.length;
        if (!kinds.has(form)) kinds.set(form, kind);
      }
    }
  });
  if (length > MAX_LENGTH) throw new Error('The text holds too many secrets.');
  if (kinds.size === 0) return [...found];
  const occurrences = createOccurrences(kinds);
  return texts.map((text, index) => merged([...found[index]!, ...occurrences(text).filter((span) => span.end - span.start >= 16 || alone(text, span))]));
}

/** A short one within a longer word is a part of that word. */
function alone(text: string, { start, end }: Span): boolean {
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? '') && !/[A-Za-z0-9]/.test(text[end] ?? '');
}

function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64');
  const forms = [value, percentEncoded(value), base64.replace(/=+$/, ''), JSON.stringify(value).slice(1, -1)];
  return forms.filter((form) => form.length >= 6);
}

function percentEncoded(value: string): string {
  // A half of a pair of surrogates cannot be encoded.
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function replaced(texts: readonly string[], found: readonly Span[][]): Redaction {
  const placeholders = createPlaceholders(texts);
  const names = new Map<string, string>();
  const secrets = new Map<string, string>();
  const numbers = new Map<string, { number: number; forms: number }>();
  const kinds: string[] = [];
  const nameOf = (kind: string, value: string): string => {
    const known = names.get(value);
    if (known !== undefined) return known;
    let same = numbers.get(value);
    if (!same) {
      if (kinds.length === MAX_SECRETS) throw new Error('The text holds too many secrets.');
      kinds.push(kind);
      same = { number: kinds.length, forms: 0 };
      for (const form of formsOf(plain(value))) if (!numbers.has(form)) numbers.set(form, same);
      numbers.set(value, same);
    }
    const name = placeholders.name(kinds[same.number - 1]!, same.number, same.forms++);
    names.set(value, name);
    secrets.set(name, value);
    return name;
  };
  return {
    texts: texts.map((text, index) => cut(text, found[index]!, (kind, _, value) => nameOf(kind, value))),
    found: kinds,
    restore: (text) => placeholders.replace(text, (name) => secrets.get(name)),
    restoring: (onText) => restoring(placeholders, secrets, onText),
  };
}

/** A secret as it is without percent-encoding. */
function plain(value: string): string {
  try {
    return /%[0-9A-Fa-f]{2}/.test(value) ? decodeURIComponent(value) : value;
  } catch {
    return value;
  }
}

/** The text with something else in place of each span. */
function cut(text: string, spans: readonly Span[], instead: (kind: string, length: number, value: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, kind } of spans) {
    parts.push(text.slice(at, start), instead(kind, end - start, text.slice(start, end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Holds back the end of what has come while it may be the beginning of a placeholder. */
function restoring(placeholders: Placeholders, secrets: ReadonlyMap<string, string>, onText: (piece: string) => void) {
  let held = '';
  const give = (text: string) => {
    if (text !== '') onText(placeholders.replace(text, (name) => secrets.get(name)));
  };
  return {
    push(piece: string) {
      held += piece;
      const until = placeholders.partial(held);
      give(held.slice(0, until));
      held = held.slice(until);
    },
    end() {
      give(held);
      held = '';
    },
  };
}
