import { compareVersions } from '../../core/versions.ts';
import type { Block } from './blocks.ts';
import { categoryOfTitle } from './categories.ts';
import { keyOf } from './changes.ts';
import { isBlank, markupOf, readDocument, type ChangelogDocument, type Item } from './document.ts';
import { newestVersion, rankOf, type ChangelogHouse } from './house.ts';
import { withReferences } from './link-references.ts';
import type { Point, Section } from './sections.ts';
import { headingLines, unreleasedHeading, versionHeading } from './version-heading.ts';
import { comingVersion } from './version-title.ts';

export interface MergeOptions {
  path: string;
  text: string;
  house: ChangelogHouse;
  /** Of the new heading; without it the entry is of what is not released. */
  version: string | undefined;
  date: string;
  /** The last release that the start of the range contains. */
  last: { tag: string; version: string } | null;
}

export interface Merged {
  text: string;
  /** What was added, with its headings; empty where all of it was there. */
  entry: string;
}

/** Where the points go. */
interface Target {
  /** Lines that stand before them: a new heading; none where there is one. */
  heading: string[];
  /** Index of the line that a new heading or the points stand before; and the end of what is there. */
  start: number;
  end: number;
  /** Whether points without sections go to the top, as the newest do in a file without headings of versions. */
  top: boolean;
}

/** Blocks of newer versions that are searched for what is told already. */
const MOST_NEWER = 20;
/** Words of a line that must be in another for the two to say the same. */
const ALIKE = 0.85;
const FEW_WORDS = 4;

/** The changelog with these points, in which nothing else is touched. Points that are there already are not repeated. */
export function mergeInto(sections: Section[], options: MergeOptions): Merged {
  const { house, text, version, path } = options;
  const { document } = house;
  const target = targetOf(options);
  const present = presentItems(document, target, options);
  const fresh = sections.map((section) => ({ ...section, points: section.points.filter((point) => !isThere(point, present, section)) })).filter(({ points }) => points.length > 0);
  const newVersion = version !== undefined && target.heading.length > 0;
  const open = version === undefined || newVersion ? -1 : openLine(document, target);
  if (fresh.length === 0 && !newVersion && open < 0) return { text, entry: '' };
  // A version of which there is nothing to tell gets no heading.
  if (fresh.length === 0 && open < 0 && lastText(document.lines, target.start, target.end) === target.start) return { text, entry: '' };

  const lines = [...document.lines];
  const day = `Released ${options.date}`;
  if (open >= 0) lines[open] = `${day}${/\r?\n$/.exec(lines[open]!)?.[0] ?? ''}`;
  const plainVersion = version?.replace(/^v/i, '');
  const references = newVersion ? withReferences(document, plainVersion!, tagPrefix(options.last)) : null;
  if (references) lines.splice(document.references, lines.length, ...references);
  // From the last place to the first, so that the indices stay right.
  const insertions = fresh.flatMap((section) => insertionsFor(section, target, house)).sort((one, other) => other.at - one.at || rankOf(other.section.category) - rankOf(one.section.category));
  for (const [index, { at, gap, lines: added, closes }] of insertions.entries()) {
    // Of several at one place, the last one was put in first.
    const follows = insertions[index + 1]?.at === at && gap !== undefined;
    const ends = closes && insertions[index - 1]?.at !== at;
    insert(lines, at, [...blank(follows ? Math.max(house.gaps.section.before, 1) : (gap ?? 0)), ...added, ...blank(ends && target.heading.length > 0 && target.start === target.end && at < document.lines.length ? house.gaps.version.before : 0)], document);
  }
  if (target.heading.length > 0) addHeading(lines, target, house);
  const merged = lines.join('');
  return { text: merged, entry: entryOf(fresh, open >= 0 ? [day] : target.heading, house, markupOf(path)) };
}

function tagPrefix(last: MergeOptions['last']): string {
  return last?.tag.endsWith(last.version) ? last.tag.slice(0, -last.version.length) : 'v';
}

function targetOf({ house, version, date, last, path }: MergeOptions): Target {
  const { blocks, document } = house;
  const markup = markupOf(path);
  const unreleased = blocks.find((block, index) => !block.released && index < 2);
  if (version !== undefined) {
    const plain = version.replace(/^v/i, '');
    // `1.2.0 (unreleased)` names it already.
    const same = blocks.find((block) => block.version === plain || (!block.released && comingVersion(block.heading.title) === plain));
    if (same) return { heading: [], start: same.start, end: same.end, top: false };
    const heading = versionHeading(version, date, house, newestVersion(blocks), markup);
    // Where nothing is listed under it, what stands there is not of the version.
    const listed = unreleased && document.items.some(({ start }) => start >= unreleased.start && start < unreleased.end);
    if (unreleased) return { heading, start: listed ? unreleased.start : unreleased.end, end: unreleased.end, top: false };
    const headless = headlessBlock(house);
    if (headless) return { ...headless, heading };
    const at = blocks[0]?.heading.line ?? endOfPreamble(document);
    return { heading, start: at, end: at, top: false };
  }
  const coming = blocks[0];
  if (unreleased) return { heading: [], start: unreleased.start, end: unreleased.end, top: false };
  const headless = headlessBlock(house);
  if (headless) return headless;
  if (coming?.version && last && !/\d{4}/.test(coming.heading.title.replace(coming.version, '')) && compareVersions(coming.version, last.version) > 0) return { heading: [], start: coming.start, end: coming.end, top: false };
  const at = coming?.heading.line ?? endOfPreamble(document);
  if (blocks.length === 0 && house.titles.size === 0 && document.items.length > 0) return { heading: [], start: document.items[0]!.start, end: document.references, top: true };
  return { heading: unreleasedHeading(house, markup), start: at, end: at, top: false };
}

/** What stands above the first version without a heading of its own, in files that are lists. */
function headlessBlock({ document, blocks, titles }: ChangelogHouse): Target | undefined {
  const end = blocks[0]?.heading.line ?? document.references;
  const first = document.items[0];
  if (titles.size > 0 || !first || first.start >= end) return undefined;
  const between = document.lines.slice(0, first.start);
  const title = document.headings.find(({ line }) => line < first.start);
  const head = title ? title.line + title.lines : 0;
  return between.slice(head).every((line) => isBlank(line)) ? { heading: [], start: first.start, end, top: true } : undefined;
}

function endOfPreamble({ lines, references }: ChangelogDocument): number {
  return references < lines.length ? references : lines.length;
}

/** The points of the target, and of versions that are newer than where the range starts: what was told there is told. */
function presentItems({ items }: ChangelogDocument, { start, end }: Target, { house, last }: MergeOptions): { item: Item; key: string; words: Set<string> }[] {
  const since = last === null ? undefined : house.blocks.findIndex((block) => block.released && (block.version === null || compareVersions(block.version, last.version) <= 0));
  const newer = since === undefined ? [] : house.blocks.slice(0, since < 0 ? MOST_NEWER : Math.min(since, MOST_NEWER));
  const inside = ({ start: at }: Item) => (at >= start && at < end) || newer.some((block: Block) => at >= block.start && at < block.end);
  return items.filter(inside).map((item) => {
    const key = keyOf(item.text);
    return { item, key, words: new Set(key.split(' ')) };
  });
}

function isThere({ change, lines }: Point, present: ReturnType<typeof presentItems>, { category }: Section): boolean {
  const key = keyOf(lines[0]!.replace(/^\s*[-*+•]\s+/, ''));
  const words = [...new Set(key.split(' '))];
  return present.some((there) => {
    if (there.key === key) return true;
    // What breaks is told of a second time on purpose.
    if (category === 'breaking') return false;
    if (change.requests.some((name) => new RegExp(`${name}(?!\\d)`).test(there.item.text))) return true;
    if (change.ids.some((id) => there.item.text.includes(id.slice(0, 7)))) return true;
    const shared = words.filter((word) => there.words.has(word)).length;
    // A word that each has for itself makes it another change: `--include` or `--exclude`, add or remove.
    const substituted = shared < words.length && shared < there.words.size;
    return words.length >= FEW_WORDS && !substituted && shared >= words.length * ALIKE && there.words.size <= words.length * 2;
  });
}

/** Lines as they are inserted before the line with this index. */
interface Insertion {
  at: number;
  lines: string[];
  /** Blank lines before them, where they begin something at the end of the target; what stands there decides otherwise. */
  gap?: number;
  /** Whether they end the target. */
  closes?: boolean;
  /** Whether points stand there already, which those that come first go before. */
  beside?: boolean;
  section: Section;
}

/** Those that come first go before what is there; the others behind it. */
function insertionsFor(section: Section, target: Target, house: ChangelogHouse): Insertion[] {
  const whole = insertionFor(section, target, house);
  const halves = [section.points.filter(({ first }) => first), section.points.filter(({ first }) => !first)].filter((points) => points.length > 0);
  return !whole.beside || halves.length < 2 ? [whole] : halves.map((points) => insertionFor({ ...section, points }, target, house));
}

function insertionFor(section: Section, { start, end, top, heading }: Target, house: ChangelogHouse): Insertion {
  const { document, style, sectionLevel, gaps } = house;
  const points = pointsAsLines(section.points, style.loose);
  const inside = document.items.filter((item) => item.start >= start && item.start < end);
  const headings = document.headings.filter(({ line, level }) => line >= start && line < end && level > house.versionLevel - 1 && !house.blocks.some(({ heading }) => heading.line === line));
  if (section.title === null) {
    const first = inside[0];
    if (top && first) return { at: first.start, lines: [...points, ...(style.loose ? [''] : [])], section };
    const before = headings.find(({ line }) => line >= start)?.line ?? end;
    const last = inside.findLast((item) => item.start < before);
    if (last) return { at: last.end, lines: [...(style.loose ? [''] : []), ...points], section };
    const at = lastText(document.lines, start, before);
    return { at, gap: at > start ? 1 : heading.length > 0 ? 0 : gaps.version.after, lines: points, closes: true, section };
  }
  const own = headings.find(({ title }) => title === section.title) ?? headings.find(({ title }) => categoryOfTitle(title) === section.category);
  if (own) {
    const next = headings.find(({ line, level }) => line > own.line && level <= own.level)?.line ?? end;
    const items = inside.filter((item) => item.start > own.line && item.start < next);
    const [first] = items;
    if (!first) return { at: own.line + own.lines, lines: [...blank(gaps.section.after), ...points], section };
    if (section.points.every((point) => point.first)) return { at: first.start, lines: [...points, ...blank(style.loose ? 1 : 0)], section };
    const last = items.at(-1)!;
    // Behind a point of several paragraphs a blank line shows that it has ended.
    const long = document.lines.slice(last.start, last.end).some((line) => isBlank(line));
    return { at: last.end, lines: [...blank(style.loose || long ? 1 : 0), ...points], section, beside: true };
  }
  const underline = headings[0]?.underline ?? document.headings.find(({ level }) => level === sectionLevel)?.underline ?? '';
  const title = headingLines(section.title, sectionLevel, underline, style.markup);
  const after = headings.find((each) => rankOf(categoryOfTitle(each.title) ?? 'docs') > rankOf(section.category));
  const written = [...title, ...blank(gaps.section.after), ...points];
  if (after) return { at: after.line, lines: [...written, ...blank(Math.max(gaps.section.before, 1))], section };
  const at = lastText(document.lines, start, end);
  // Directly below the version's heading its own gap counts.
  const gap = at > start || heading.length === 0 ? (at > start ? Math.max(gaps.section.before, 1) : gaps.version.after) : 0;
  return { at, gap, lines: written, closes: true, section };
}

/** The line below a version's heading that says it is not released; -1 where none does. */
function openLine({ lines }: ChangelogDocument, { start, end }: Target): number {
  const at = lines.findIndex((line, index) => index >= start && !isBlank(line));
  return at >= 0 && at < end && /^(?:unreleased|not (?:yet )?released)\.?\s*$/i.test(lines[at]!) ? at : -1;
}

/** Index behind the last line between the two that is not blank. */
function lastText(lines: string[], start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(lines[at - 1])) at--;
  return at;
}

function pointsAsLines(points: Point[], loose: boolean): string[] {
  return points.flatMap(({ lines }, index) => [...(loose && index > 0 ? [''] : []), ...lines]);
}

function blank(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

function insert(lines: string[], at: number, added: string[], { eol }: ChangelogDocument): void {
  if (at > 0 && lines[at - 1] !== undefined && !lines[at - 1]!.endsWith('\n')) lines[at - 1] += eol;
  const last = added.at(-1);
  // What follows must not become part of what was added.
  const gap = last !== '' && !isBlank(lines[at]) && !/^\s*[-*+•]\s/.test(lines[at]!) ? [''] : [];
  lines.splice(at, 0, ...[...added, ...gap].map((line) => line + eol));
}

function addHeading(lines: string[], { heading, start }: Target, { document, gaps }: ChangelogHouse): void {
  const { eol } = document;
  if (start > 0 && !lines[start - 1]!.endsWith('\n')) lines[start - 1] += eol;
  const before = start === 0 || isBlank(lines[start - 1]) ? [] : blank(Math.max(gaps.version.before, 1));
  const after = start < lines.length && isBlank(lines[start]) ? [] : blank(gaps.version.after);
  lines.splice(start, 0, ...[...before, ...heading, ...after].map((line) => line + eol));
}

/** What was added, for people to read. */
function entryOf(sections: Section[], heading: string[], { style, sectionLevel, gaps, document }: ChangelogHouse, markup: ReturnType<typeof markupOf>): string {
  const underline = document.headings.find(({ level }) => level === sectionLevel)?.underline ?? '';
  const parts = sections.map(({ title, points }) => [...(title === null ? [] : [...headingLines(title, sectionLevel, underline, markup), ...blank(gaps.section.after)]), ...pointsAsLines(points, style.loose)].join('\n'));
  return [heading.join('\n'), ...parts].filter(Boolean).join('\n\n');
}

/** The text that a project's first changelog starts with. */
export function newChangelog(): string {
  return [
    '# Changelog',
    '',
    'All notable changes to this project will be documented in this file.',
    '',
    'The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).',
    '',
  ].join('\n');
}

/** The document of a text that was only just made, with the house style of none. */
export function emptyHouse(house: ChangelogHouse, text: string): ChangelogHouse {
  return { ...house, document: readDocument(text, 'markdown'), blocks: [] };
}
