import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { symbolsOf, type SymbolChanges } from '../changes/symbols.ts';
import { code } from './markdown.ts';
import { CHANGELOG } from './stated-purpose.ts';

/** Each takes a second and a half on a small machine, and a third one brings a description no nearer to what people write. */
const MOST_STARTS = 2;
const MOST_NAMES = 2;
const LONGEST_NAME = 40;
/** Lines of documentation below which there is nothing to tell. */
const FEWEST_LINES = 3;
/** What every module has says nothing of this one. */
const EVERYWHERE = /^(?:exports?|module|default|main|index|init|new|self|this|constructor|__\w+__)$/;
const VERBS: Partial<Record<FileChange['kind'], string>> = { added: 'Add', deleted: 'Remove' };

/**
 * How the points of a description begin, most important first: with the names that come, change and go, as code knows them, then documentation and settings. A model that may
 * choose calls old names new, and writes of the first file only; what it adds to these beginnings is what for.
 */
export function pointStarts(files: FileChange[]): string[] {
  const of = (...roles: string[]) => files.filter((file) => roles.includes(roleOf(file.path)) && !file.binary && !file.submodule);
  const sources = of('source');
  const settings = of('config', 'ci', 'dependency');
  const [docs, tests] = [of('docs'), of('test').filter(({ kind }) => kind !== 'deleted')];
  const pages = docs.filter(({ path, added }) => !CHANGELOG.test(path) && added >= FEWEST_LINES);
  if (sources.length === 0) return largest([...settings, ...docs, ...tests], MOST_STARTS).map(startOfFile);
  const starts = startsOfNames(sources.map(symbolsOf));
  if (starts.length === 0) starts.push(...largest(sources, MOST_NAMES).map(startOfFile));
  // Of tests code says which ones they are; a model only adds that they ensure that it works.
  if (pages.length > 0) starts.push('Document');
  return [...starts, ...largest(settings, 1).map(startOfFile)].slice(0, MOST_STARTS);
}

function startsOfNames(changes: SymbolChanges[]): string[] {
  const names = (key: 'added' | 'removed' | 'changed') => [...new Set(changes.flatMap((each) => each[key].filter(({ kind, name }) => kind !== 'test' && isTelling(name)).map(({ name }) => name)))];
  const added = names('added');
  const rest = (all: string[]) => all.filter((name) => !added.includes(name));
  const renames = changes.flatMap(({ renamed }) => renamed).filter(({ from, to }) => isTelling(from) && isTelling(to));
  const [removed, changed] = [rest(names('removed')), rest(names('changed'))];
  return [
    ...renames.slice(0, 1).map(({ from, to }) => `Rename ${code(from)} to ${code(to)}`),
    ...(added.length > 0 ? [`Add ${listed(added)}`] : []),
    ...(changed.length > 0 ? [`Change ${listed(changed)}`] : []),
    ...(removed.length > 0 ? [`Remove ${listed(removed)}`] : []),
  ];
}

function isTelling(name: string): boolean {
  return name.length <= LONGEST_NAME && !EVERYWHERE.test(name);
}

function listed(names: string[]): string {
  return names.slice(0, MOST_NAMES).map(code).join(' and ');
}

function largest(files: FileChange[], most: number): FileChange[] {
  return [...files].sort((one, other) => other.added + other.removed - one.added - one.removed).slice(0, most);
}

function startOfFile({ kind, path }: FileChange): string {
  return `${VERBS[kind] ?? 'Update'} ${code(path.split('/').at(-1)!)}`;
}
