import { isPrerelease } from '../../core/versions.ts';
import type { FragmentFolder, ReleaseCommit, ReleaseHabits, WorkspacePackage } from '../../core/releases.ts';
import type { Category } from './categories.ts';
import type { Change } from './changes.ts';
import { isBlank, type Markup } from './document.ts';
import { styleOf, type LineStyle } from './house.ts';
import type { FileEdit } from './input.ts';
import { breakingList, sentence } from './line.ts';

const MOST_WORDS = 5;
type Bump = 'patch' | 'minor' | 'major';
/** What may be missed where it is removed. */
const OFFERED = /\b(?:support|options?|flags?|commands?|deprecated|apis?|exports?|settings?)\b/i;

/** Commits whose change is told already: they brought a small file themselves. */
export function withoutTold(commits: ReleaseCommit[], { path }: FragmentFolder): ReleaseCommit[] {
  const told = new RegExp(`^"?${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(?!readme)[^/]+\\.\\w+"?$`, 'i');
  return commits.filter(({ paths }) => !paths.some((each) => told.test(each) && !each.endsWith('.json')));
}

/** One changeset a change, for the packages whose files it touches. What touches none of them is left out; `last` is the version before. */
export function changesetsOf(changes: Change[], folder: NonNullable<ReleaseHabits['changesets']>, last: string | undefined): FileEdit[] {
  const { ignore, quote } = changesetHabits(folder);
  const packages = folder.packages.filter(({ name }) => !ignore.some((pattern) => pattern.test(name)));
  const style = fragmentStyle(folder, 'markdown', withoutFrontMatter);
  const taken = new Set(folder.names.map((name) => name.replace(/\.md$/, '')));
  return changes.flatMap((change) => {
    const touched = packagesOf(change.paths, packages);
    const name = slug(change);
    // The same name: it was written for the same change before.
    if (touched.length === 0 || taken.has(name)) return [];
    taken.add(name);
    const bump = bumpOf(change, last);
    const body = [sentence(change.text, style), ...(change.breaking ? [sentence(change.breaking, { ...style, capital: true, stop: true })] : []), ...listOf(change, style)].join('\n\n');
    return [{ path: `${folder.path}/${name}.md`, before: null, after: `---\n${touched.map((each) => `${quote}${each}${quote}: ${bump}\n`).join('')}---\n\n${body}\n` }];
  });
}

/** One fragment a change, in towncrier's manner: `12.bugfix.rst`, or `+1a2b3c4.bugfix.rst` where no issue is known. */
export function fragmentsOf(changes: Change[], folder: FragmentFolder): FileEdit[] {
  const kinds = folder.types ?? [...new Set(folder.names.map(kindOf).filter((kind) => kind !== undefined))];
  const usual = kinds.length > 0 ? kinds : ['feature', 'bugfix', 'doc', 'removal', 'misc'];
  const extension = endingOf(folder);
  const style = fragmentStyle(folder, extension === '.md' ? 'markdown' : extension === '.rst' ? 'rst' : 'plain', (text) => text);
  const told = new Set(folder.names.map((name) => name.split('.')[0]!));
  const files = new Map<string, string>();
  for (const change of changes) {
    const number = change.requests[0]?.slice(1) ?? change.closes[0]?.slice(1);
    const name = number ?? (change.ids[0] === undefined ? `+${slug(change)}` : `+${change.ids[0].slice(0, 8)}`);
    if (told.has(name)) continue;
    const path = `${folder.path}/${name}.${fragmentKind(change, usual)}${extension}`;
    const text = [sentence(change.breaking || change.text, style), ...listOf(change, style)].join('\n\n');
    files.set(path, files.has(path) ? `${files.get(path)!}${text}\n` : `${text}\n`);
  }
  return [...files].map(([path, after]) => ({ path, before: null, after }));
}

/** The list of what breaks as a paragraph of its own. */
function listOf(change: Change, style: LineStyle): string[] {
  return change.breakingPoints.length === 0 ? [] : [breakingList(change, { ...style, bullet: '' }).join('\n').trim()];
}

/** Words by which projects call the kinds of their fragments. */
const KINDS: Record<Category, RegExp[]> = {
  breaking: [/break|incompat|remov/, /major/, /^change/],
  added: [/feat|^add|^new/, /enhanc|improv|minor/, /^change/],
  changed: [/^chang/, /improv|enhanc/, /feat|minor/],
  deprecated: [/deprec/, /remov/, /^change/],
  removed: [/remov/, /break/, /deprec/, /^change/],
  fixed: [/bug|fix/, /patch/, /^change/],
  security: [/secur/, /bug|fix/, /^change/],
  performance: [/perf/, /improv|enhanc/, /feat|^change/],
  dependencies: [/vendor|dep(?!rec)/, /misc|trivial/, /^change/],
  docs: [/doc/, /misc|trivial/],
};

function fragmentKind({ category, breaking }: Change, kinds: string[]): string {
  const wanted = [...(breaking === null ? [] : KINDS.breaking), ...KINDS[category], /misc/];
  for (const pattern of wanted) {
    const found = kinds.find((kind) => pattern.test(kind));
    if (found !== undefined) return found;
  }
  return kinds[0]!;
}

function kindOf(name: string): string | undefined {
  return /^[^.]+\.([a-z_-]+)(?:\.|$)/i.exec(name)?.[1];
}

function endingOf({ names }: FragmentFolder): string {
  const ending = names.map((name) => /\.(?:rst|md|txt)$/i.exec(name)?.[0]).find((found) => found !== undefined);
  return ending ?? (names.length > 0 ? '' : '.rst');
}

/** How the texts of small files are written: as sentences with a full stop where nothing shows otherwise. */
function fragmentStyle({ samples }: FragmentFolder, markup: Markup, bodyOf: (text: string) => string): LineStyle {
  const items = samples.map(({ text, path }) => bodyOf(text).split(/\r?\n/).find((line) => !isBlank(line) && !path.endsWith('.json')) ?? '').filter(Boolean).map((text, start) => ({ start, end: start + 1, mark: '', text }));
  const style = styleOf(items, { lines: [] }, markup);
  return { ...style, stop: items.length < 3 ? markup !== 'markdown' : style.stop, scoped: false, request: null, commit: null };
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
}

function changesetHabits({ config, samples }: NonNullable<ReleaseHabits['changesets']>): { ignore: RegExp[]; quote: string } {
  const single = samples.filter(({ text }) => /^'[^']+':/m.test(text)).length * 2 > samples.length;
  return { ignore: ignoredBy(config), quote: single ? '\'' : '"' };
}

function ignoredBy(config: string): RegExp[] {
  try {
    const { ignore } = JSON.parse(config.replace(/^\s*\/\/.*$/gm, '')) as { ignore?: unknown };
    const names = Array.isArray(ignore) ? ignore.filter((name): name is string => typeof name === 'string').slice(0, 200) : [];
    return names.map((name) => new RegExp(`^${name.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^ ]*')}$`));
  } catch {
    return [];
  }
}

/** The packages that hold these files: the innermost of each. The top of a workspace with other packages is none. */
function packagesOf(paths: string[], packages: WorkspacePackage[]): string[] {
  const several = packages.some(({ folder }) => folder !== '');
  const sorted = packages.filter(({ folder }) => folder !== '' || !several).sort((one, other) => other.folder.length - one.folder.length);
  return [...new Set(paths.flatMap((path) => sorted.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`))?.name ?? []))].sort();
}

/** Before 1.0 what breaks is a minor change, as in npm's reading of versions. */
function bumpOf({ breaking, category, text }: Change, last: string | undefined): Bump {
  const early = last !== undefined && /^0\./.test(last) && !isPrerelease(last);
  if (breaking !== null) return early ? 'minor' : 'major';
  return category === 'added' || category === 'deprecated' || (category === 'removed' && OFFERED.test(text)) ? 'minor' : 'patch';
}

/** A file's name from the change's own words, so that the same change has the same name. */
function slug({ text }: Change): string {
  const words = text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').match(/[a-z0-9]+/g) ?? [];
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return [...words.slice(0, MOST_WORDS), hash.toString(36).slice(0, 4)].join('-').slice(0, 60);
}
