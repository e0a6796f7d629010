import { CATEGORIES, type Category } from './categories.ts';
import type { Change } from './changes.ts';
import type { ChangelogHouse, LineStyle } from './house.ts';
import type { ChangelogFacts } from './input.ts';
import { breakingList, pointLines, safeText } from './line.ts';

/** Headings of release notes, in their order, with what stands below each. */
const PARTS: [string, (change: Change) => boolean][] = [
  ['Breaking changes', ({ breaking }) => breaking !== null],
  ['Security', ({ category }) => category === 'security'],
  ['New', ({ category }) => category === 'added'],
  ['Improved', ({ category }) => category === 'performance'],
  ['Changed', ({ category }) => category === 'changed' || category === 'dependencies' || category === 'docs'],
  ['Deprecated', ({ category }) => category === 'deprecated'],
  ['Removed', ({ category }) => category === 'removed'],
  ['Fixed', ({ category }) => category === 'fixed'],
];
/** More contributors than this are counted. */
const MOST_NAMES = 50;
const BOT = /\[bot\]|\bbot\b|^(?:dependabot|renovate|github-actions|semantic-release|greenkeeper|pre-commit)/i;

/** Release notes in Markdown, highlights first; `opening` are the sentences that they begin with. */
export function notesOf(changes: Change[], opening: string, facts: Pick<ChangelogFacts, 'commits' | 'page' | 'last' | 'next' | 'version' | 'range' | 'habits'>, house: ChangelogHouse): string {
  const style = notesStyle(house);
  const told = new Set<Change>();
  const parts = PARTS.flatMap(([title, belongs]) => {
    const some = changes.filter((change) => !told.has(change) && belongs(change));
    for (const change of some) told.add(change);
    return some.length === 0 ? [] : [`## ${title}\n\n${some.map((change) => pointLines(change, style, false).join('\n') + breakingWords(change, style)).join('\n')}`];
  });
  return [opening, ...parts, contributors(facts), comparison(facts)].filter(Boolean).join('\n\n');
}

/** The lines that the opening is written from: the most important first. */
export function highlights(changes: Change[], most: number): string[] {
  const rank = (category: Category) => CATEGORIES.indexOf(category);
  const sorted = [...changes].sort((one, other) => Number(other.breaking !== null) - Number(one.breaking !== null) || rank(one.category) - rank(other.category));
  return sorted.slice(0, most).map(({ text }) => text);
}

/** Pages of releases make links of numbers and commits by themselves. */
function notesStyle({ style }: ChangelogHouse): LineStyle {
  return { ...style, markup: 'markdown', bullet: '- ', loose: false, request: '(#{n})', commit: null, closes: null, authors: false, breaking: '' };
}

function breakingWords(change: Change, style: LineStyle): string {
  const { breaking, text } = change;
  const said = breaking && !text.toLowerCase().includes(breaking.toLowerCase()) ? [`  ${safeText(breaking, style)}`] : [];
  return [...said, ...breakingList(change, style)].map((line) => `\n${line}`).join('');
}

/** Only where the project's own releases name them. */
function contributors({ commits, habits }: Pick<ChangelogFacts, 'commits' | 'habits'>): string {
  if (!/^#{1,6} .*\b(?:contributors|credits|committers|thanks)\b/im.test(habits.changelog?.text ?? '')) return '';
  const counts = new Map<string, number>();
  for (const { author } of commits) if (author.name !== '' && !BOT.test(author.name)) counts.set(author.name, (counts.get(author.name) ?? 0) + 1);
  const names = [...counts].sort((one, other) => other[1] - one[1]).map(([name]) => safeText(name, { markup: 'markdown' }));
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} others` : '';
  return `## Contributors\n\n${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

function comparison({ page, last, next, version, range }: Pick<ChangelogFacts, 'page' | 'last' | 'next' | 'version' | 'range'>): string {
  const { from } = range;
  if (page === null || from === null) return '';
  const prefix = last?.tag.endsWith(last.version) ? last.tag.slice(0, -last.version.length) : 'v';
  const to = next?.tag ?? (version === undefined ? range.to : `${prefix}${version.replace(/^v/i, '')}`);
  const path = `${encodeURIComponent(from)}...${encodeURIComponent(to)}`.replaceAll('%2F', '/').replaceAll('%40', '@').replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
  return `**Full changelog**: ${page.url}/${page.kind === 'gitlab' ? '-/' : ''}compare/${path}`;
}
