import { isPrerelease } from '../../core/versions.ts';
import type { ProjectFile } from '../../core/releases.ts';
import { isForeign } from '../commit/language.ts';
import { verbFormOf, withVerbForm, type VerbForm } from '../commit/verbs.ts';
import { blocksOf, type Block } from './blocks.ts';
import { CATEGORIES, categoryOfTitle, type Category } from './categories.ts';
import { isBlank, markupOf, readDocument, type ChangelogDocument, type Heading, type Item, type Markup } from './document.ts';

/** How a project writes the lines of its changelog. */
export interface LineStyle {
  markup: Markup;
  /** What stands before the first word. */
  bullet: string;
  /** Whether a blank line stands between the points. */
  loose: boolean;
  capital: boolean;
  stop: boolean;
  verbs: VerbForm;
  /** Whether `**scope:**` stands before the text. */
  scoped: boolean;
  /** What stands before a change that breaks something. */
  breaking: string;
  /** How a request is written, with `{n}` for its number: `(#{n})`, `([#{n}](https://…/{n}))`; null where none is. */
  request: string | null;
  /** How a commit is written, with `{short}` and `{hash}`; null where none is. */
  commit: string | null;
  hashLength: number;
  /** How an issue that is closed is written; null where none is. */
  closes: string | null;
  /** Whether names of authors stand below, as `*Name*`. */
  authors: boolean;
  /** Whether it is in another language than English. */
  foreign: boolean;
}

export interface ChangelogHouse {
  style: LineStyle;
  /** Headings of sections as the project writes them. */
  titles: ReadonlyMap<Category, string>;
  sectionLevel: number;
  versionLevel: number;
  /** Blank lines before and after a heading. */
  gaps: Record<'version' | 'section', { before: number; after: number }>;
  document: ChangelogDocument;
  blocks: Block[];
  /** Whether there are headings, and none names a version. */
  guessed: boolean;
}

/** Blocks from which the style is learned: the newest. */
const RECENT_BLOCKS = 12;
const RECENT_ITEMS = 80;
/** Headings that the blank lines around them are learned from: the newest. */
const RECENT_HEADINGS = 6;
const FEW = 3;
const DEFAULT_STYLE: LineStyle = { markup: 'markdown', bullet: '- ', loose: false, capital: true, stop: false, verbs: 'imperative', scoped: false, breaking: '**Breaking:** ', request: '(#{n})', commit: null, hashLength: 7, closes: null, authors: false, foreign: false };

/** How this changelog is written; of one that is not there, how Keep a Changelog proposes. */
export function houseOf(changelog: ProjectFile | null): ChangelogHouse {
  const markup = changelog === null ? 'markdown' : markupOf(changelog.path);
  const document = readDocument(changelog?.text ?? '', markup);
  const { blocks, guessed } = blocksOf(document);
  const recent = blocks.slice(0, RECENT_BLOCKS);
  const sections = document.headings.filter((heading) => !blocks.some((block) => block.heading === heading) && recent.some(({ heading: { level }, start, end }) => heading.level > level && heading.line >= start && heading.line < end));
  const titles = new Map<Category, string>();
  for (const { title } of sections) {
    const category = categoryOfTitle(title);
    if (category !== undefined && !titles.has(category)) titles.set(category, title);
  }
  const from = recent[0]?.start ?? 0;
  const to = recent.at(-1)?.end ?? document.lines.length;
  const items = document.items.filter(({ start }) => start >= from && start < to).slice(0, RECENT_ITEMS);
  const versionLevel = blocks[0]?.heading.level ?? 2;
  return {
    style: styleOf(items.length >= FEW || blocks.length > 1 ? items : [], document, markup),
    titles,
    sectionLevel: mostCommon(sections.map(({ level }) => level)) ?? versionLevel + 1,
    versionLevel,
    gaps: { version: gapsOf(document, recent.map(({ heading }) => heading).slice(0, RECENT_HEADINGS)), section: gapsOf(document, sections.slice(0, RECENT_HEADINGS)) },
    document,
    blocks,
    guessed,
  };
}

const REQUESTS: RegExp[] = [/\(\[[#!](\d+)\]\((https?:\/\/[^\s()]+?)\1\)\)/, /\([#!](\d+)\)/, /\[[#!](\d+)\]\((https?:\/\/[^\s()]+?)\1\)/, /(?<=\s)[#!](\d+)(?=[.,)]?(?:\s|$))/, /:(?:pr|pull|gh):`(\d+)`/, /:issue:`(\d+)`/];
const COMMIT = /\(\[`?([0-9a-f]{7,40})`?\]\((https?:\/\/[^\s()]+\/)([0-9a-f]{7,40})\)\)/;
const PLAIN_COMMIT = /\(`?([0-9a-f]{7,12})`?\)/;
const CLOSES = /,? closes \[#(\d+)\]\((https?:\/\/[^\s()]+?)\1\)/;
const AUTHORS = /(?:^|\s)\*[\p{L}\p{N}][^*\n]*\*(?:, \*[^*]+\*)*$/u;
export const BREAKING_MARK = /^(?:\*\*)?\[?breaking(?: change)?\]?(?:\*\*:|:\*\*|\*\*|:)\s+/i;

/** Learns how lines are written from lines; what too few of them show is as usual. */
export function styleOf(items: Item[], document: Pick<ChangelogDocument, 'lines'>, markup: Markup): LineStyle {
  if (items.length < FEW) return { ...DEFAULT_STYLE, markup, ...(markup === 'rst' && { breaking: '**Breaking:** ' }), ...(items[0] && { bullet: items[0].mark, request: null }) };
  const texts = items.map(({ text }) => text);
  const bare = texts.map(bareText);
  const lettered = bare.filter((text) => /^\p{L}/u.test(text));
  const share = (test: (text: string) => boolean, of: string[] = texts) => of.filter(test).length / of.length;
  const unclosed = texts.map((text) => text.replace(/,? closes (?:\[#\d+\]\([^)]*\)\s*)+/g, ''));
  const requests = REQUESTS.map((pattern) => share((text) => pattern.test(text), unclosed));
  const best = requests.indexOf(Math.max(...requests));
  const request = requests[best]! >= 0.25 ? templateOf(unclosed, best) : null;
  const linked = share((text) => COMMIT.test(text));
  const sample = texts.map((text) => COMMIT.exec(text)).find((match) => match !== null);
  const short = texts.map((text) => PLAIN_COMMIT.exec(text)?.[1]).find((hash) => hash !== undefined);
  const closing = texts.map((text) => CLOSES.exec(text)).find((match) => match !== null);
  return {
    markup,
    bullet: mostCommon(items.map(({ mark }) => mark)) ?? '- ',
    loose: items.slice(1).filter(({ start }, index) => start > items[index]!.end && isBlank(document.lines[start - 1]) && onlyBlank(document.lines, items[index]!.end, start)).length * 2 > items.length,
    capital: lettered.length === 0 || share((text) => /^\p{Lu}/u.test(text), lettered) >= 0.5,
    stop: share((text) => /\.$/.test(text), bare) >= 0.5,
    verbs: prevailingForm(bare),
    scoped: share((text) => /^\*\*[^*]+(?::\*\*|\*\*:)/.test(text) && !BREAKING_MARK.test(text)) >= 0.3,
    breaking: texts.map((text) => BREAKING_MARK.exec(text)?.[0]).find((mark) => mark !== undefined) ?? (markup === 'plain' ? 'Breaking: ' : '**Breaking:** '),
    request,
    commit: linked >= 0.25 ? `([{short}](${sample![2]!}{hash}))` : share((text) => PLAIN_COMMIT.test(text)) >= 0.25 ? '({short})' : null,
    hashLength: sample?.[1]?.length ?? short?.length ?? 7,
    closes: closing && share((text) => CLOSES.test(text)) >= 0.1 ? `[#{n}](${closing[2]!}{n})` : null,
    authors: share((text) => AUTHORS.test(text)) >= 0.5,
    foreign: isForeign(bare),
  };
}

/** The form of the first verbs where it is clear: that many lines show another than the imperative. */
function prevailingForm(texts: string[]): VerbForm {
  const form = verbFormOf(texts);
  const shown = texts.filter((text) => withVerbForm(text, form) === text && withVerbForm(text, 'imperative') !== text);
  return shown.length >= texts.length * 0.3 ? form : 'imperative';
}

/** How most lines name a request, as a template. */
function templateOf(texts: string[], which: number): string {
  const match = texts.map((text) => REQUESTS[which]!.exec(text)).find((found) => found !== null)!;
  return [`([#{n}](${match[2]}{n}))`, '(#{n})', `[#{n}](${match[2]}{n})`, '#{n}', match[0].replace(match[1]!, '{n}'), match[0].replace(match[1]!, '{n}')][which]!;
}

/** The words of a line, without scope, references and names. */
function bareText(text: string): string {
  return text
    .replace(BREAKING_MARK, '')
    .replace(/^\[[^\]]*\]\([^)]*\):?\s+/, '')
    .replace(/^\*\*[^*]+(?::\*\*|\*\*:)\s*/, '')
    .replace(AUTHORS, '')
    .replace(/(?:,? closes(?: \[#\d+\]\([^)]*\)| #\d+)+| - by \[?@?\S+.*|\s*(?:\(\[[^\]]*\]\([^)]*\)\)|\([^()]*#\d+\)|\[#\d+\]\([^)]*\)|\(`?[0-9a-f]{7,40}`?\)|\bfixes #\d+\.?)|[,;]?)\s*$/gi, '')
    .replace(/(?:\s*(?:\(\[[^\]]*\]\([^)]*\)\)|\([#!]\d+\)))+\s*$/, '')
    .trim();
}

function onlyBlank(lines: string[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (!isBlank(lines[index])) return false;
  return true;
}

function gapsOf({ lines }: ChangelogDocument, headings: Heading[]): { before: number; after: number } {
  const before = headings.filter(({ line }) => line > 0).map(({ line }) => {
    let count = 0;
    while (line - count > 0 && isBlank(lines[line - 1 - count])) count++;
    return line - count === 0 ? undefined : count;
  });
  const after = headings.map(({ line, lines: height }) => {
    let count = 0;
    while (line + height + count < lines.length && isBlank(lines[line + height + count])) count++;
    return line + height + count < lines.length ? count : undefined;
  });
  return { before: mostCommon(before.filter((count) => count !== undefined)) ?? 1, after: Math.min(mostCommon(after.filter((count) => count !== undefined)) ?? 1, 2) };
}

export function mostCommon<T>(values: T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/** The category's place in the usual order of sections. */
export function rankOf(category: Category): number {
  return CATEGORIES.indexOf(category);
}

/** The newest version that the changelog lists; a pre-release only where it lists no other. */
export function newestVersion(blocks: Block[]): Block | undefined {
  return blocks.find(({ version }) => version !== null && !isPrerelease(version)) ?? blocks.find(({ version }) => version !== null);
}
