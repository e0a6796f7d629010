import { partsOf, type HouseStyle } from './style.ts';
import { withVerbForm } from './verbs.ts';

/** More is cut off in most views of a history. */
export const LONGEST_SUBJECT = 72;
/** A clause that ends later than this may stand alone where the whole is too long. */
const SHORTEST_CUT = 30;
const DANGLING = /(?:[\s,;:–-]+(?:and|or|to|for|of|in|on|at|by|with|from|into|the|a|an|as|when|that|which|via|using|instead|is|are|be|its|their|if|not|no|but|so|than))+$/i;

/** Cuts a text that is too long where a clause ends, or a word; never in the middle of one, nor after `and`. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest + 1);
  const clause = Math.max(cut.lastIndexOf(', '), cut.lastIndexOf('; '), cut.lastIndexOf(' and '), cut.lastIndexOf(' to '), cut.lastIndexOf(' so '), cut.lastIndexOf(' when '));
  const word = cut.lastIndexOf(' ');
  const end = clause >= SHORTEST_CUT ? clause : word > 0 ? word : longest;
  return tidyEnd(cut.slice(0, end));
}

function tidyEnd(text: string): string {
  const tidied = text.replace(/[\s.,;:…]+$/, '').replace(DANGLING, '');
  // A quote or bracket that the cut left open.
  const open = (tidied.match(/`/g)?.length ?? 0) % 2 ? tidied.lastIndexOf('`') : tidied.lastIndexOf('(') > tidied.lastIndexOf(')') ? tidied.lastIndexOf('(') : -1;
  return open > SHORTEST_CUT ? tidyEnd(tidied.slice(0, open)) : tidied.replace(/`$/, (quote) => (open >= 0 ? '' : quote));
}

/** What no message may have: line breaks, control characters, issue numbers that nobody gave, quotes around it all. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s*\(?(?:fix(?:es)?|close[sd]?|see|refs?)?\s*#\d+\)?/gi, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/, (whole, quote: string, inner: string) => (inner.includes(quote) ? whole : inner));
}

/**
 * The model's text as a subject in the house's form. `head` is what stands before the description where code decided it;
 * otherwise the text may bring its own. The text may be the beginning of an answer.
 */
export function subjectFrom(text: string, head: string | undefined, style: HouseStyle): string {
  const line = plain(text.trimStart().split('\n')[0] ?? '');
  if (head !== undefined) return joined(head, line, style);
  if (style.form === 'sentence') return joined('', line, style);
  const parts = /^([^:]{1,50}): (.*)$/s.exec(line);
  return parts ? joined(parts[1]!, parts[2]!, style) : tidyEnd(shorten(line, LONGEST_SUBJECT));
}

function joined(head: string, rest: string, style: HouseStyle): string {
  const prefix = head && `${head}: `;
  // A model that was given the type, or that needs none, may write one all the same.
  const own = partsOf(rest);
  const stripped = own.form === 'conventional' && /^(feat|fix|docs|style|refactor|perf|test|build|ci|chore)$/.test(own.head) ? own.description : rest;
  const quoted = style.quotes ? stripped : stripped.replaceAll('`', '');
  const description = tidyEnd(shorten(withCase(withVerbForm(quoted, style.verbs), style.capital), LONGEST_SUBJECT - prefix.length));
  return (prefix + description).trim();
}

/** The first letter as the house writes it; names of code (`readFile`, `URL`) stay as they are. */
function withCase(text: string, capital: boolean): string {
  const word = /^[\p{L}\p{N}_.-]+/u.exec(text)?.[0] ?? '';
  if (!/^\p{L}\p{Ll}*$/u.test(word)) return text;
  const first = capital ? text[0]!.toUpperCase() : text[0]!.toLowerCase();
  return first + text.slice(1);
}
