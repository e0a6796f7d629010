import type { ChangelogHouse, Block } from './house.ts';
import type { Markup } from './document.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const MONTH = `(?:${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})`;

/** How dates are written: what finds one, and what writes one. */
const DATES: [RegExp, (date: { year: string; month: string; day: string }, found: string) => string][] = [
  [/\d{4}-\d{2}-\d{2}/, ({ year, month, day }) => `${year}-${month}-${day}`],
  [/\d{4}\/\d{2}\/\d{2}/, ({ year, month, day }) => `${year}/${month}/${day}`],
  [/\b\d{1,2}\.\d{1,2}\.\d{4}\b/, ({ year, month, day }) => `${day}.${month}.${year}`],
  [new RegExp(`\\b${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?, \\d{4}`), ({ year, month, day }, found) => `${monthLike(month, found)} ${Number(day)}, ${year}`],
  [new RegExp(`\\b\\d{1,2} ${MONTH} \\d{4}`), ({ year, month, day }, found) => `${Number(day)} ${monthLike(month, found)} ${year}`],
];

function monthLike(month: string, found: string): string {
  const name = MONTHS[Number(month) - 1]!;
  return MONTHS.some((full) => found.includes(full)) ? name : name.slice(0, 3);
}

/** The lines of a version's heading, as the project writes the one before it. */
export function versionHeading(version: string, date: string, house: ChangelogHouse, last: Block | undefined, markup: Markup): string[] {
  const [year, month, day] = date.split('-') as [string, string, string];
  const plain = version.replace(/^v/i, '');
  if (!last?.version) return headingLines(isBracketed(house) ? `[${plain}] - ${date}` : `${plain} - ${date}`, house.versionLevel, house.blocks[0]?.heading.underline ?? '', markup);
  const before = house.blocks[house.blocks.indexOf(last) + 1]?.version;
  let title = last.heading.title;
  const format = DATES.find(([pattern]) => pattern.test(title));
  const found = format?.[0].exec(title)?.[0];
  // Stand-ins keep the two versions and the date from being taken for each other.
  if (found !== undefined) title = title.replace(found, '\u0000');
  title = title.replaceAll(last.version, '\u0001');
  if (before) title = title.replaceAll(before, last.version.replaceAll('$', '$$$$'));
  title = title.replaceAll('\u0001', () => plain);
  if (found !== undefined) title = title.replace('\u0000', () => format![1]({ year, month, day }, found));
  return headingLines(title.replace(/\s*\[YANKED\]/i, ''), last.heading.level, last.heading.underline, markup);
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
