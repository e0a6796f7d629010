import type { Redaction } from '../../core/escalation.ts';
import { formsOf, KnownSecrets } from './known.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { findByRules } from './rules.ts';
import { search, type Rules } from './search.ts';
import { cut, merged, type Span } from './spans.ts';

/** Secrets of one request above which it is taken for an attack on the time it takes, or for a file of secrets. */
const MAX_SECRETS = 5000;
/** Characters of one request; no model reads as many. */
const MAX_TEXT = 16_000_000;

/**
 * Replaces secrets, also those that only `material` tells: whole files and diffs, of which the texts hold parts. The time grows with the length of
 * the texts. Rejects where secretlint fails or there is too much to search; then nothing may leave.
 */
export async function redact(texts: readonly string[], material: readonly string[] = [], rules: Rules = findByRules): Promise<Redaction> {
  if ([...texts, ...material].reduce((sum, text) => sum + text.length, 0) > MAX_TEXT) throw new Error('The text is too long to be searched for secrets.');
  const known = new KnownSecrets();
  const inMaterial = await searchMaterial(material, rules);
  material.forEach((text, index) => known.add(text, inMaterial[index]!));
  const found = await each(texts, rules);
  texts.forEach((text, index) => known.add(text, found[index]!));
  const elsewhere = known.finder();
  return replaced(texts, texts.map((text, index) => merged([...found[index]!, ...elsewhere(text)])));
}

/** A job's questions are about the same material. */
const searched = new WeakMap<readonly string[], Promise<Span[][]>>();

function searchMaterial(material: readonly string[], rules: Rules): Promise<Span[][]> {
  const found = searched.get(material) ?? each(material, rules);
  searched.set(material, found);
  return found;
}

async function each(texts: readonly string[], rules: Rules): Promise<Span[][]> {
  const found: Span[][] = [];
  for (const text of texts) found.push(await search(text, rules));
  return found;
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
