import { emojiFor, withoutEmoji } from './emoji.ts';
import { partsOf } from './parts.ts';
import type { HouseStyle } from './style.ts';
import { withoutKeys, type TicketHabit } from './ticket.ts';
import { withVerbForm } from './verbs.ts';

/** A clause that ends later than this may stand alone where the whole is too long. */
const SHORTEST_CUT = 30;
/** Characters of a description below which nothing before it is worth its place. */
const SHORTEST_DESCRIPTION = 12;
const DANGLING = /(?:[,;:–-]*\s[\s,;:–-]*(?:and|or|to|for|of|in|on|at|by|with|from|into|the|a|an|as|when|that|which|via|using|instead|is|are|be|its|their|if|not|no|but|so|than))+$/i;
/** Those of them that nothing ends with: one may be logged in, and use this instead. */
const UNFINISHED = /(?:[,;:–-]*\s[\s,;:–-]*(?:and|or|to|for|of|with|from|into|the|a|an|as|when|that|which|via|using|its|their|if|but|than))+$/i;

/** Cuts a text that is too long where a clause ends, or a word; never in the middle of one, nor after `and`. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest + 1);
  const clause = Math.max(cut.lastIndexOf(', '), cut.lastIndexOf('; '), cut.lastIndexOf(' and '), cut.lastIndexOf(' to '), cut.lastIndexOf(' so '), cut.lastIndexOf(' when '));
  const word = cut.lastIndexOf(' ');
  const end = clause >= SHORTEST_CUT ? clause : word > 0 ? word : longest;
  return tidyEnd(cut.slice(0, end), DANGLING);
}

/** A text without what hangs at its end: signs, `and`, an open quote or bracket. */
export function tidyEnd(text: string, hanging = UNFINISHED): string {
  const tidied = text.replace(/[\s.,;:…]+$/, '').replace(hanging, '');
  // A quote or bracket that the cut left open.
  const open = (tidied.match(/`/g)?.length ?? 0) % 2 ? tidied.lastIndexOf('`') : tidied.lastIndexOf('(') > tidied.lastIndexOf(')') ? tidied.lastIndexOf('(') : -1;
  return open > SHORTEST_CUT ? tidyEnd(tidied.slice(0, open), hanging) : tidied.replace(/`$/, (quote) => (open >= 0 ? '' : quote));
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
  const line = withoutEmoji(plain(text.trimStart().split('\n')[0] ?? '')).rest;
  if (head !== undefined) return joined(head, line, style);
  if (style.form === 'sentence') return joined('', line, style);
  const parts = /^([^:]{1,50}): (.*)$/s.exec(line);
  return parts ? joined(parts[1]!, parts[2]!, style) : tidyEnd(shorten(line, style.limit));
}

/** A subject that is used as it is, but for its length. */
export function asItIs(text: string, { limit, stop }: HouseStyle): string {
  const subject = tidyEnd(shorten(text, limit - (stop ? 1 : 0)));
  return stop && subject !== '' ? `${subject}.` : subject;
}

/** The first of several wordings that needs no cut, in the house's form; the last one, cut, where none does. */
export function firstThatFits(texts: string[], style: HouseStyle, write: (text: string, style: HouseStyle) => string): string {
  const roomy = { ...style, limit: Infinity, descriptionLimit: Infinity };
  return texts.map((text) => write(text, style)).find((subject, index) => subject === write(texts[index]!, roomy)) ?? write(texts.at(-1)!, style);
}

function joined(head: string, rest: string, style: HouseStyle): string {
  // A model that was given the type, or that needs none, may write one all the same.
  const own = partsOf(rest);
  const stripped = own.form === 'conventional' && /^(feat|fix|docs|style|refactor|perf|test|build|ci|chore)$/.test(own.head) ? own.description : withoutEmoji(rest).rest;
  const known = style.ticket ? withoutKeys(stripped, style.ticket) : stripped;
  const quoted = style.quotes ? known : known.replaceAll('`', '');
  const description = withCase(withVerbForm(quoted, style.verbs), style.capital);
  const frame = frameOf(head, description, style);
  const room = Math.min(style.limit - frame.before.length - frame.after.length, style.descriptionLimit);
  // A frame that leaves no room for words goes; the words stay.
  if (room < SHORTEST_DESCRIPTION) return tidyEnd(shorten(description, style.limit));
  const shortened = tidyEnd(shorten(description, room));
  return shortened === '' ? `${frame.before}`.trim() : frame.before + shortened + frame.after;
}

/** What stands before and after the description: emoji, ticket, type, full stop, each where the house has it. */
function frameOf(head: string, description: string, { brackets, emoji, ticket, stop }: HouseStyle): { before: string; after: string } {
  const key = (place: TicketHabit['place']) => (ticket?.key !== undefined && ticket.place === place ? ticket.open + ticket.key + ticket.close : '');
  const sign = emoji ? emojiFor(emoji, head, description) : '';
  const inFront = sign && emoji?.place === 'front' ? `${sign} ` : '';
  const inside = sign && emoji?.place === 'description' ? `${sign} ` : '';
  const scoped = key('scope') && head && !head.includes('(') ? `${head}(${key('scope')})` : head;
  const prefix = scoped && (brackets ? `[${scoped}] ` : `${scoped}: `);
  return { before: inFront + key('front') + prefix + inside + (prefix ? key('description') : ''), after: key('end') + (stop && description !== '' ? '.' : '') };
}

/** The first letter as the house writes it; names of code (`readFile`, `URL`) stay as they are. */
function withCase(text: string, capital: boolean): string {
  const word = /^[\p{L}\p{N}_.-]+/u.exec(text)?.[0] ?? '';
  if (!/^\p{L}\p{Ll}*$/u.test(word)) return text;
  const first = capital ? text[0]!.toUpperCase() : text[0]!.toLowerCase();
  return first + text.slice(1);
}
