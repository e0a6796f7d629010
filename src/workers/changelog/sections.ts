import { byCategory, type Change } from './changes.ts';
import type { Category } from './categories.ts';
import { BREAKING_MARK, rankOf, type ChangelogHouse } from './house.ts';
import type { Form } from './input.ts';
import { breakingLines, pointLines } from './line.ts';

/** Points that go below one heading. */
export interface Section {
  /** Null where there is no heading for them. */
  title: string | null;
  category: Category;
  points: Point[];
}

export interface Point {
  lines: string[];
  /** Breaking ones come before the others that are there. */
  first: boolean;
  change: Change;
}

const KEEP_A_CHANGELOG: Partial<Record<Category, string>> = { added: 'Added', changed: 'Changed', deprecated: 'Deprecated', removed: 'Removed', fixed: 'Fixed', security: 'Security' };
const CONVENTIONAL: Partial<Record<Category, string>> = { breaking: '⚠ BREAKING CHANGES', added: 'Features', fixed: 'Bug Fixes', performance: 'Performance Improvements' };
/** Where a change goes where the project has no heading for its kind. */
const NEXT_BEST: Record<Category, Category[]> = {
  breaking: [],
  added: ['changed'],
  changed: ['added', 'fixed'],
  deprecated: ['removed', 'changed', 'added'],
  removed: ['changed', 'added'],
  fixed: ['changed'],
  security: ['fixed', 'changed'],
  performance: ['changed', 'added', 'fixed'],
  dependencies: ['changed'],
  docs: ['changed'],
};

/** Whether this changelog has sections, and whose. */
export function formOf({ document, titles, blocks }: ChangelogHouse, text: string | undefined): Form {
  if (text === undefined) return 'keep-a-changelog';
  const names = new Set(titles.values());
  const own = document.headings.filter(({ title }) => /^(?:Added|Changed|Fixed|Removed|Deprecated|Security)$/.test(title));
  if (/keepachangelog\.com|keep a changelog/i.test(text.slice(0, 4000)) || own.length >= 2 || (own.length > 0 && names.size === own.length)) return 'keep-a-changelog';
  if (names.size === 0 && blocks.some(({ heading }) => /^\[unreleased\]/i.test(heading.title)) && document.items.length === 0) return 'keep-a-changelog';
  if (/features?$/i.test(titles.get('added') ?? '') || /^(?:\W*)bug ?fix(?:es)?$/i.test(titles.get('fixed') ?? '')) return names.size > 0 && hasLinkedCommits(document.items.map((item) => item.text)) ? 'conventional' : 'sections';
  if (names.size > 0) return 'sections';
  return document.items.length > 0 || text.trim() !== '' ? 'list' : 'keep-a-changelog';
}

function hasLinkedCommits(texts: string[]): boolean {
  return texts.filter((text) => !BREAKING_MARK.test(text) && /\(\[`?[0-9a-f]{7,40}`?\]\(|^\*\*[^*]+:\*\*/.test(text)).length * 4 > Math.min(texts.length, 400);
}

/** The categories beyond the usual ones that this changelog has a heading for, or that its lines tell of. */
export function listedCategories({ titles, document }: ChangelogHouse, form: Form): Set<Category> {
  const texts = document.items.slice(0, 200).map(({ text }) => text);
  const updates = form !== 'conventional' && texts.filter((text) => /^(?:\*\*deps\S*:\*\* )?(?:bump|update[sd]?|upgrade[sd]?)\b.*(?:\bto\b|dependenc)/i.test(text)).length > texts.length * 0.15;
  return new Set<Category>([...(titles.has('docs') ? (['docs'] as const) : []), ...(titles.has('dependencies') || updates ? (['dependencies'] as const) : [])]);
}

/** The changes below the headings that the project has for them, in the usual order. */
export function sectionsOf(changes: Change[], form: Form, { titles, style, blocks }: Pick<ChangelogHouse, 'titles' | 'style' | 'blocks'>): Section[] {
  if (form === 'list') return changes.length === 0 ? [] : [{ title: null, category: 'changed', points: changes.map((change) => ({ lines: pointLines(change, style, true), first: change.breaking !== null, change })) }];
  // One heading for everything is what the project wants, whatever its preamble says.
  const single = titles.size === 1 && titles.has('changed') && blocks.length > 2;
  const usual = form === 'conventional' ? CONVENTIONAL : form === 'keep-a-changelog' && !single ? KEEP_A_CHANGELOG : {};
  const titleFor = (category: Category) => titles.get(category) ?? usual[category];
  const breakingTitle = titleFor('breaking');
  const sections = new Map<string, Section>();
  const put = (title: string | null, category: Category, point: Point) => {
    const section = sections.get(title ?? '') ?? { title, category, points: [] };
    section.points.push(point);
    sections.set(title ?? '', section);
  };
  for (const [category, some] of byCategory(changes)) {
    // Their tools leave out what has no type of theirs.
    const untold = form === 'conventional' && category === 'changed' && !titles.has('changed');
    for (const change of some) {
      if (change.breaking !== null && breakingTitle !== undefined) put(breakingTitle, 'breaking', { lines: breakingLines(change, style), first: false, change });
      // In a form of tools, what breaks without being a feature or a fix is told there only.
      if (change.breaking !== null && breakingTitle !== undefined && (form !== 'conventional' || usual[category] === undefined)) continue;
      if (untold) continue;
      const place = [category, ...NEXT_BEST[category]].find((each) => titleFor(each) !== undefined) ?? category;
      const announce = change.breaking !== null && breakingTitle === undefined;
      // Sections that are about something else than kinds of changes: it stands above them.
      put(titleFor(place) ?? null, titleFor(place) === undefined ? 'changed' : place, { lines: pointLines(change, style, announce), first: announce, change });
    }
  }
  // The tools that write this form sort by scope and text.
  const name = ({ change }: Point) => (form === 'conventional' ? `${change.scope} ${change.text}`.toLowerCase() : '');
  const sorted = (points: Point[]) => [...points].sort((one, other) => Number(other.first) - Number(one.first) || (name(one) < name(other) ? -1 : Number(name(one) > name(other))));
  return [...sections.values()].map((section) => ({ ...section, points: sorted(section.points) })).sort((one, other) => rankOf(one.category) - rankOf(other.category));
}
