import { findDate, otherDate } from './dates.ts';

/** What a heading of a changelog names. */
export interface VersionTitle {
  /** `count`: a number without a dot, as `v12`. `day`: a date alone. */
  kind: 'version' | 'count' | 'day' | 'unreleased';
  /** Null for a day and for what is not released. */
  version: string | null;
}

const UNRELEASED =
  /^\[?(?:unreleased|upcoming|in development|development|to be released|(?:next|head|main|master|tbd|dev|vnext|pending|wip)(?=\]?(?:\s*[-–—:(]|\s+(?:release|version)|\s*$))|unveröffentlicht|non publié|no publicado|sin publicar|não lançado|non rilasciato|niewydane|не выпущено|невыпущенное|未发布|未發布|未リリース)(?![\p{L}\p{N}])|\b(?:unreleased|not (?:yet )?released)\b/iu;
const NUMBERS = '\\d+\\.\\d+(?:\\.\\d+)*(?:[-.]?[A-Za-z][\\w.-]*|-[\\w.-]+)?(?:\\+[\\w.-]+)?';
const AT_START = new RegExp(`^\\[?v?(${NUMBERS})`, 'i');
/** Behind the name of a package or a word such as `Version`. */
const BEHIND_WORDS = new RegExp(`^[\\p{L}\\p{N}_@/ .'’-]{0,40}?(?:[\\s@/:-]|(?<=\\p{Script=Han}))\\[?v?(${NUMBERS})`, 'iu');
const COUNT = /^(?:(?:version|release|rel\.?|ver\.?|版本)\s*)?\[?(?:v\.? ?(\d{1,6})(?![\w.])|(\d{1,6})(?=\]?\s*(?:$|[-–—/:(,])))|^(?:version|release|版本)\s+(\d{1,6})(?![\w.])/i;
/** Deeper than the first one, a heading is of a version only where it begins with it: `Development` and `Python 3.12 support` are sections. */
const NUMBER_FIRST = /^\[?v?\d+\.\d+/i;

/** Characters of a heading that are read. */
const LONGEST = 300;

/** A heading's words without emoji, markup and anchors. */
export function plainTitle(title: string): string {
  return title
    .slice(0, LONGEST)
    .replace(/<[^<>]*>|\{#[^{}]*\}|(?<![\w:]):[a-z_]+:|\p{Extended_Pictographic}|[\uFE0F\u200D]/gu, '')
    .replace(/\*+|__|`|\\(?=[[\]().-])/g, '')
    .replace(/^[^\p{L}\p{N}[(@]+/u, '')
    .trim();
}

/** What a heading names; undefined where it is no heading of a version. */
export function readTitle(title: string): VersionTitle | undefined {
  const plain = plainTitle(title);
  if (UNRELEASED.test(plain)) return { kind: 'unreleased', version: null };
  const date = findDate(plain)?.found;
  // A version may look like a date, as `2024.5.1`; a date at the start may look like a version, as `02.01.2024`.
  const start = AT_START.exec(plain)?.[1];
  if (start !== undefined && !(date !== undefined && plain.replace(/^\[/, '').startsWith(date))) return { kind: 'version', version: trimmed(start) };
  const rest = (date === undefined ? plain : plain.replace(date, ' ')).replace(/^[^\p{L}\p{N}[@]+/u, '').trim();
  const behind = AT_START.exec(rest)?.[1] ?? behindWords(rest);
  if (behind !== undefined) return { kind: 'version', version: trimmed(behind) };
  const isYear = /^\[?(?:19|20)\d{2}\]?$/.test(rest);
  const [, marked, bare, named] = COUNT.exec(rest) ?? [];
  const count = marked ?? named ?? (isYear ? undefined : bare);
  if (count !== undefined) return { kind: 'count', version: count };
  // A sentence in which a date occurs is none of them.
  const left = date === undefined ? rest.replace(otherDate(rest) ?? '', '') : rest;
  const dated = date !== undefined || left !== rest;
  return dated && /^[^\p{L}\p{N}]*$/u.test(left) ? { kind: 'day', version: null } : undefined;
}

/** Whether a heading begins with the numbers of a version. */
export function beginsWithVersion(title: string): boolean {
  return NUMBER_FIRST.test(plainTitle(title)) && readTitle(title)?.kind === 'version';
}

/** The version in the title of what is not released yet: `1.2.0 (unreleased)`. */
export function comingVersion(title: string): string | undefined {
  const plain = plainTitle(title);
  const found = AT_START.exec(plain)?.[1] ?? behindWords(plain);
  return found === undefined ? undefined : trimmed(found);
}

/** `Python 3.12 support` is about a version and names none. */
function behindWords(text: string): string | undefined {
  const [found, version] = BEHIND_WORDS.exec(text) ?? [];
  return found !== undefined && /^\s+(?!(?:alpha|beta|rc|final|stable|lts|released?|unreleased|on|from|by)\b)\p{Ll}{2}/u.test(text.slice(found.length)) ? undefined : version;
}

function trimmed(version: string): string {
  return version.replace(/[.-]+$/, '');
}
