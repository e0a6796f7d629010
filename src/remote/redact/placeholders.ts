import { randomInt } from 'node:crypto';

/** Letters and digits that are not taken for each other. */
const ALPHABET = 'BCDFGHJKMNPQRSTVWXYZ2345679';
const MARK_LENGTH = 6;
/** Words of a kind, and characters of a word, that a name has. */
const MAX_WORDS = 5;
const MAX_WORD = 16;
const BETWEEN = String.raw`(?:[\\\x60*]{0,2}[_ -][\\\x60*]{0,2})`;
/** Characters after which what began like a placeholder is none. */
const LONGEST = 8 + (MAX_WORDS + 2) * (MAX_WORD + 5) + MARK_LENGTH + 5;

/**
 * Names that stand in place of secrets in one request: `REDACTED_GITHUB_TOKEN_1_K7QXBN`. They look like constants, so that they fit into code and
 * models repeat them; the mark at the end is new for each request and in none of its texts, so that no text can hold a placeholder of its own.
 */
export interface Placeholders {
  /** The name for a secret of this kind. `form` tells apart how one secret is written in several ways. */
  name(kind: string, number: number, form: number): string;
  /** Finds names of this request, also where case, blanks, hyphens, backslashes or backticks have got into them; as they were given. */
  replace(text: string, value: (name: string) => string | undefined): string;
  /** Where a name that is not complete yet begins at the end of the text; the text's length where none does. */
  partial(text: string): number;
}

export function createPlaceholders(texts: readonly string[]): Placeholders {
  const upper = texts.map((text) => text.toUpperCase());
  let mark: string;
  do mark = Array.from({ length: MARK_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  while (upper.some((text) => text.includes(mark)));
  const whole = new RegExp(`redacted(?:${BETWEEN}[a-z0-9]{1,${MAX_WORD}}){1,${MAX_WORDS + 1}}?${BETWEEN}${mark}`, 'gi');
  const begun = new RegExp(`^redacted(?:${BETWEEN}[a-z0-9]{1,${MAX_WORD}}){0,${MAX_WORDS + 2}}[\\\\\`*]{0,2}[_ -]?[\\\\\`*]{0,2}$`, 'i');
  return {
    name: (kind, number, form) => `REDACTED_${label(kind)}_${number}${letters(form)}_${mark}`,
    replace: (text, value) =>
      text.replace(whole, (found) => {
        // The word may stand before the name as well.
        const at = found.toLowerCase().lastIndexOf('redacted');
        const name = found.slice(at).toUpperCase().replace(/[\\\x60*]/g, '').replace(/[ -]/g, '_');
        return found.slice(0, at) + (value(name) ?? found.slice(at));
      }),
    partial(text) {
      const from = Math.max(0, text.length - LONGEST);
      const tail = text.slice(from).toLowerCase();
      for (let at = tail.indexOf('r'); at !== -1; at = tail.indexOf('r', at + 1)) {
        const rest = tail.slice(at);
        if (rest.length < 8 ? 'redacted'.startsWith(rest) : begun.test(rest)) return from + at;
      }
      return text.length;
    },
  };
}

/** A kind in capitals, as a part of a name. */
function label(kind: string): string {
  const words = kind.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean);
  return words.slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD)).join('_') || 'SECRET';
}

/** Nothing, A to Z, then A to Z behind each of those. */
function letters(form: number): string {
  return form === 0 ? '' : letters(Math.floor((form - 1) / 26)) + String.fromCharCode(65 + ((form - 1) % 26));
}
