import { categoryOfTitle } from './categories.ts';
import { isBlank, type ChangelogDocument, type Heading } from './document.ts';
import { beginsWithVersion, plainTitle, readTitle, type VersionTitle } from './version-title.ts';

/** What a changelog tells of one version. */
export interface Block {
  heading: Heading;
  /** Index of the first line behind it, that of the next version's heading or of the link references at the end. */
  start: number;
  end: number;
  /** Null for what is not released, and where the heading names no version. */
  version: string | null;
  released: boolean;
}

interface Named {
  heading: Heading;
  named: VersionTitle | undefined;
}

/** Headings that stand beside those of versions. */
const OTHER_PARTS = /^(?:(?:table of )?contents|toc|index|about|intro(?:duction)?|overview|summary|format|legend|links?|notes?|versioning|versions|contributing|contributors|authors|credits|licen[cs]e|change ?log|changes|history|news|release ?notes|releases|older|archive|see also|inhalt|目录|目次)\b/i;
/** Words of a heading that may stand for what is not released. */
const MOST_WORDS = 3;
const LONGEST_TITLE = 30;

/** The versions of a changelog. `guessed`: no heading names one, and those of the highest level are taken for them, if any. */
export function blocksOf(document: ChangelogDocument): { blocks: Block[]; guessed: boolean } {
  const all = document.headings.filter(({ line }) => line < document.references).map((heading): Named => ({ heading, named: readTitle(heading.title) }));
  const kind = (wanted: VersionTitle['kind']) => all.find(({ named }) => named?.kind === wanted);
  const lead = kind('version') ?? kind('count') ?? kind('day');
  if (!lead) {
    const unreleased = kind('unreleased');
    const unnamed = unnamedReleases(document, all, unreleased);
    return { blocks: asBlocks(unreleased ? [unreleased, ...unnamed] : unnamed, document), guessed: unnamed.length > 0 || (!unreleased && all.length > 1) };
  }
  const first = all.find(({ named }) => named?.kind === 'version' || named?.kind === 'unreleased') ?? lead;
  const found = all.filter(({ heading: { level, title }, named }) => {
    if (named === undefined) return false;
    if (named.kind === 'count' || named.kind === 'day') return level === lead.heading.level;
    return level <= first.heading.level || (level <= 3 && beginsWithVersion(title));
  });
  const coming = found.some(({ named }) => named?.kind === 'unreleased') ? undefined : unnamedComing(document, all, found[0]!.heading);
  return { blocks: asBlocks(coming ? [coming, ...found] : found, document), guessed: false };
}

function asBlocks(found: Named[], { references }: ChangelogDocument): Block[] {
  return found.map(({ heading, named }, index) => ({ heading, start: heading.line + heading.lines, end: found[index + 1]?.heading.line ?? references, version: named?.version ?? null, released: named?.kind !== 'unreleased' }));
}

/** A heading without a number directly above the first version, whatever it is called there: `[Не выпущено]`, `Coming soon`. */
function unnamedComing({ lines }: ChangelogDocument, all: Named[], first: Heading): Named | undefined {
  const above = all.findLast(({ heading: { line, level } }) => line < first.line && level === first.level);
  if (!above) return undefined;
  const { heading } = above;
  const title = plainTitle(heading.title);
  if (/\d/.test(title) || OTHER_PARTS.test(title) || categoryOfTitle(title) !== undefined || title.length > LONGEST_TITLE || title.split(/\s+/).length > MOST_WORDS) return undefined;
  // The first heading of a file is its title, and paragraphs below a heading tell of something else.
  if (!/^\[[^\]]*\]$/.test(title) && all[0] === above) return undefined;
  const next = lines.slice(heading.line + heading.lines, first.line).find((line) => !isBlank(line));
  const isList = next === undefined || (/^\s{0,3}(?:[-*+•]\s|#{2,6}\s)/.test(next) && !/\]\(#/.test(next));
  return isList ? { heading, named: { kind: 'unreleased', version: null } } : undefined;
}

/** The highest headings below the title, where they are no kinds of changes: whatever they are called, what stands there is told already. */
function unnamedReleases({ items }: ChangelogDocument, all: Named[], unreleased: Named | undefined): Named[] {
  const after = unreleased ? all.filter(({ heading }) => heading.line > unreleased.heading.line) : isTitle(all) ? all.slice(1) : all;
  const level = unreleased?.heading.level ?? Math.min(...after.map(({ heading }) => heading.level));
  const same = after.filter(({ heading }) => heading.level <= level);
  if (same.some(({ heading: { title } }) => !/\d/.test(title) && categoryOfTitle(plainTitle(title)) !== undefined)) return [];
  const releases = same.filter(({ heading }) => !OTHER_PARTS.test(plainTitle(heading.title)));
  return releases.length > 0 && items.some(({ start }) => start > releases[0]!.heading.line) ? releases : [];
}

/** Whether the first heading is the document's: no other one is as high. */
function isTitle([first, ...others]: Named[]): boolean {
  return first !== undefined && others.every(({ heading }) => heading.level > first.heading.level);
}
