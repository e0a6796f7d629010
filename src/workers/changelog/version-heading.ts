import { isPrerelease } from '../../core/versions.ts';
import type { Block } from './blocks.ts';
import { findDate, otherDate, withoutWeekdays } from './dates.ts';
import type { Markup } from './document.ts';
import type { ChangelogHouse } from './house.ts';

/** Stand-ins keep versions and dates from being taken for each other. */
const VERSION = '\u0001';
const DATE = '\u0000';
/** Words that may stand before a date and are no name of the release. */
const BEFORE_DATE = /^[^\p{L}\p{N}]*(?:(?:released?|release date|on|am|vom|le)\b[^\p{L}\p{N}]*)*$/iu;
const LETTERS = /[\p{L}\p{N}]/u;

/** The lines of a version's heading, as the project writes the one before it. */
export function versionHeading(version: string, date: string, house: ChangelogHouse, last: Block | undefined, markup: Markup): string[] {
  const plain = version.replace(/^v/i, '');
  if (!last?.version) return headingLines(isBracketed(house) ? `[${plain}] - ${date}` : `${plain} - ${date}`, house.versionLevel, house.blocks[0]?.heading.underline ?? '', markup);
  const before = house.blocks[house.blocks.indexOf(last) + 1];
  const { title: own, write } = templateOf(last);
  const title = withVersion(ownParts(own, before?.version ? templateOf(before).title : undefined), before?.version ?? undefined, last.version);
  return headingLines(title.replaceAll(VERSION, () => plain).replaceAll(DATE, () => write(date)), levelFor(plain, house, last), last.heading.underline, markup);
}

/** Where patches have headings of another level than other releases, that of the newest of its kind. */
function levelFor(version: string, { blocks }: ChangelogHouse, last: Block): number {
  const isPatch = (each: string) => /^\d+\.\d+\.[1-9]/.test(each);
  const like = blocks.find((block) => block.version !== null && !isPrerelease(block.version) && isPatch(block.version) === isPatch(version));
  return last.heading.underline === '' ? (like ?? last).heading.level : last.heading.level;
}

/** A heading with stand-ins for its version and its date, and how the date of another day is written there. */
function templateOf({ heading, version }: Block): { title: string; write(day: string): string } {
  const title = withoutWeekdays(heading.title).replace(/\s*\[YANKED\]/i, '');
  const versioned = withVersion(title, version ?? undefined, VERSION);
  const known = findDate(versioned);
  const found = known?.found ?? otherDate(versioned);
  return { title: found === undefined ? versioned : versioned.replace(found, DATE), write: (day) => known?.write(day) ?? day };
}

/** The text with another version in the place of this one, which must not be part of a longer one. */
function withVersion(text: string, version: string | undefined, other: string): string {
  return version === undefined ? text : text.replace(new RegExp(`(?<!\\d\\.|\\d)${version.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\d|\\.\\d)`, 'g'), () => other);
}

/** What of a heading is the project's form; the name of one release is none. What the heading `before` has too is. */
function ownParts(title: string, before: string | undefined): string {
  const [head, link, tail] = partsOf(title);
  const [otherHead, , otherTail] = before === undefined ? [head, '', undefined] : partsOf(before);
  const start = head === otherHead || !LETTERS.test(head.replace(/\[?v?$/i, '')) ? head : /\[?v?$/i.exec(head)![0];
  return `${start}${VERSION}${link}${tail === otherTail ? tail : withoutName(tail)}`;
}

/** What stands before the version, the link that it is, and what stands behind. */
function partsOf(title: string): [head: string, link: string, tail: string] {
  const at = title.indexOf(VERSION);
  if (at < 0) return ['', '', ''];
  const link = /^(?:\]\([^()\s]*\)|\])?/.exec(title.slice(at + 1))![0];
  return [title.slice(0, at), link, title.slice(at + 1 + link.length)];
}

function withoutName(tail: string): string {
  const closing = /(?:\*\*|__|`)$/.exec(tail)?.[0] ?? '';
  const at = tail.indexOf(DATE);
  if (at < 0) return LETTERS.test(tail) ? closing : tail;
  const before = tail.slice(0, at);
  if (BEFORE_DATE.test(before) && !/["“«'‘]/.test(before)) return `${before}${DATE}${/\(\s*$|\([^()]*$/.test(before) ? ')' : ''}${closing}`;
  if (/\([^()]*$/.test(before)) return ` (${DATE})${closing}`;
  return `${/\s[-–—/|:]\s/.exec(before)?.[0] ?? ' - '}${DATE}${closing}`;
}

/** The lines of the heading for what is not released yet. */
export function unreleasedHeading(house: ChangelogHouse, markup: Markup): string[] {
  const like = house.blocks[0]?.heading;
  return headingLines(isBracketed(house) ? '[Unreleased]' : 'Unreleased', house.versionLevel, like?.underline ?? '', markup);
}

function isBracketed({ blocks }: ChangelogHouse): boolean {
  return blocks[0] === undefined || /^\[[^\]]*\](?!\()/.test(blocks[0].heading.title);
}

export function headingLines(title: string, level: number, underline: string, markup: Markup): string[] {
  if (underline === '' && markup !== 'rst') return [`${'#'.repeat(level)} ${title}`];
  return [title, (underline[0] ?? (level <= 1 ? '=' : level === 2 ? '-' : '~')).repeat(Math.max(title.length, 3))];
}
