import type { FileChange } from '../../core/changes.ts';
import type { CodeSymbol, SymbolKind } from './definitions.ts';
import { movedCode } from './moved-code.ts';
import { natureOf, type Nature } from './nature.ts';
import { roleOf, type FileRole } from './role.ts';
import { symbolsOf, type RenamedSymbol, type SymbolChanges } from './symbols.ts';
import { dependencyChanges, type VersionChange } from './versions.ts';

/** What tells most of a purpose comes first. */
const KIND_ORDER: SymbolKind[] = ['option', 'class', 'type', 'function', 'setting', 'property', 'constant', 'step', 'section', 'style', 'test'];
const ROLE_ORDER: FileRole[] = ['source', 'config', 'ci', 'dependency', 'test', 'docs'];
const MOST_FACTS = 60;
const MOST_BUMPS = 8;

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\p{Cc}+/gu, '?');
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function written({ kind, name }: CodeSymbol): string {
  return kind === 'test' || kind === 'section' || kind === 'step' ? `${kind} '${name}'` : `${kind} ${name}`;
}

function byKind(symbols: CodeSymbol[]): CodeSymbol[] {
  return [...symbols].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
}

interface Gathered {
  added: Map<string, CodeSymbol>;
  removed: Map<string, CodeSymbol>;
  renamed: Map<string, RenamedSymbol>;
  changed: Map<string, CodeSymbol>;
}

/** The names that several files touch. One that went from one file and came in another is in neither: it moved. */
function gather(all: SymbolChanges[]): Gathered {
  const map = (key: 'added' | 'removed' | 'changed') => new Map(all.flatMap((each) => each[key].map((symbol): [string, CodeSymbol] => [`${symbol.kind} ${symbol.name}`, symbol])));
  const [added, removed, changed] = [map('added'), map('removed'), map('changed')];
  for (const key of [...added.keys()]) {
    if (removed.delete(key)) added.delete(key);
  }
  for (const key of [...added.keys(), ...removed.keys()]) changed.delete(key);
  return { added, removed, changed, renamed: new Map(all.flatMap(({ renamed }) => renamed.map((each): [string, RenamedSymbol] => [`${each.from} ${each.to}`, each]))) };
}

function list(names: string[], most: number): string {
  const shown = names.slice(0, most).map(cut).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/**
 * What files do, by the names that they touch: `adds parse, Token; renames a to b; changes read; removes old`.
 * At most `most` names a verb. Empty where no name is known.
 */
export function summarize(files: FileChange[], most = 4): string {
  return summaries(files, [most])[0]!;
}

/** The same summary in several lengths, each with at most so many names a verb. */
export function summaries(files: FileChange[], lengths: number[]): string[] {
  const { added, removed, renamed, changed } = gather(files.map(symbolsOf));
  const named = (symbols: Map<string, CodeSymbol>) => byKind(Array.from(symbols.values()).filter(({ kind }) => kind !== 'test')).map(({ name }) => name);
  const [come, others, gone] = [named(added), named(changed), named(removed)];
  const tests = Array.from(added.values()).filter(({ kind }) => kind === 'test');
  const renames = Array.from(renamed.values(), ({ from, to }) => `${from} to ${to}`);
  return lengths.map((most) =>
    [
      come.length > 0 && `adds ${list(come, most)}`,
      tests.length === 1 && `adds test '${tests[0]!.name}'`,
      tests.length > 1 && `adds ${tests.length} tests`,
      renames.length > 0 && `renames ${list(renames, Math.min(2, most))}`,
      others.length > 0 && `changes ${list(others, most)}`,
      gone.length > 0 && `removes ${list(gone, most)}`,
    ]
      .filter((part) => part !== false)
      .join('; '),
  );
}

/**
 * Short facts about a change, most important first, each of a few words: `only formatting`, `bumps vite from 5 to 6`,
 * `adds option --json`, `renames conn_rd to connection_read`, `adds test 'stops draining'`. Names are as in the diff: hostile data.
 */
export function describeFacts(files: FileChange[]): string[] {
  const ofRole = (role: FileRole) => files.filter((file) => roleOf(file.path) === role && !(file.kind === 'deleted' && role !== 'source'));
  const nature = natureOf(files);
  const moves = nature?.kind === 'moved-code' ? [] : movedCode(files).moves.filter(({ symbols }) => symbols.length > 0).slice(0, 3);
  const facts = [
    ...(nature ? natureFacts(nature) : []),
    ...(nature?.kind === 'versions' ? [] : dependencyFacts(files)),
    ...(nature?.kind === 'moved-files' ? [] : fileFacts(files)),
    ...moves.flatMap(({ symbols, from, to }) => symbols.slice(0, 2).map(({ name }) => `moves ${name} from ${base(from)} to ${base(to)}`)),
    ...(nature?.kind === 'formatting' || nature?.kind === 'versions' ? [] : ROLE_ORDER.flatMap((role) => symbolFacts(ofRole(role).map(symbolsOf), role))),
  ];
  return [...new Set(facts)].slice(0, MOST_FACTS);
}

function natureFacts(nature: Nature): string[] {
  switch (nature.kind) {
    case 'formatting':
      return [nature.detail === 'layout' ? 'only formatting' : `only ${nature.detail}`];
    case 'comments':
      return ['only comments'];
    case 'generated':
      return ['only generated, lock or asset files'];
    case 'licence-year':
      return [`copyright year ${nature.from} to ${nature.to}`];
    case 'typo':
      return nature.corrections.slice(0, 4).map(({ from, to }) => `corrects ${cut(from)} to ${cut(to)}`);
    case 'identifier':
      return [nature.defined ? `renames ${nature.from} to ${nature.to}` : `replaces ${nature.from} with ${nature.to}`];
    case 'moved-files':
      return nature.moves.slice(0, 4).map(({ from, to }) => (base(from) === base(to) ? `moves ${base(from)} to ${cut(to.slice(0, -base(to).length - 1)) || 'the top folder'}` : `renames ${base(from)} to ${base(to)}`));
    case 'moved-code':
      return nature.moves.slice(0, 4).map(({ from, to, symbols }) => `moves ${symbols.length > 0 ? list(symbols.map(({ name }) => name), 2) : 'code'} from ${base(from)} to ${base(to)}`);
    case 'versions': {
      const { own, packages } = nature.changes;
      return [own && `bumps the version from ${own.from} to ${own.to}`, ...packages.slice(0, MOST_BUMPS).map(bump)].filter((fact) => fact !== undefined);
    }
  }
}

/** The id of a commit says nothing to a reader. */
function bump({ name, from, to }: VersionChange): string {
  return [from, to].some((version) => /^[0-9a-f]{20,}$/.test(version)) ? `bumps ${name}` : `bumps ${name} from ${from} to ${to}`;
}

/** Actions go by `owner/name`. */
function dependency(name: string): string {
  return `${/^[\w-]+\/[\w./-]+$/.test(name) ? 'action' : 'dependency'} ${name}`;
}

function dependencyFacts(files: FileChange[]): string[] {
  const { bumped, added, removed } = dependencyChanges(files);
  return [
    ...bumped.slice(0, MOST_BUMPS).map(bump),
    ...added.slice(0, MOST_BUMPS).map((name) => `adds ${dependency(name)}`),
    ...removed.slice(0, MOST_BUMPS).map((name) => `removes ${dependency(name)}`),
  ];
}

const MOST_FILES = 3;

/** New, gone and moved files, where they are few. */
function fileFacts(files: FileChange[]): string[] {
  const verbs = { added: 'adds file', deleted: 'deletes', renamed: 'renames', copied: 'copies' } as const;
  return (Object.keys(verbs) as (keyof typeof verbs)[]).flatMap((kind) => {
    const of = files.filter((file) => file.kind === kind);
    if (of.length > MOST_FILES) return [`${verbs[kind].replace('file', '').trim()} ${of.length} files`];
    return of.map(({ path, oldPath }) => {
      if (oldPath === undefined || oldPath === path) return `${verbs[kind]} ${base(path)}`;
      return base(oldPath) === base(path) ? `moves ${base(path)} to ${cut(path.slice(0, -base(path).length - 1)) || 'the top folder'}` : `${verbs[kind]} ${base(oldPath)} to ${base(path)}`;
    });
  });
}

function symbolFacts(all: SymbolChanges[], role: FileRole): string[] {
  const { added, removed, renamed, changed } = gather(all);
  const of = (symbols: Map<string, CodeSymbol>) => byKind(Array.from(symbols.values()));
  // In tests only tests, and in manifests no keys: their packages are told already.
  const tells = ({ kind }: CodeSymbol) => (role === 'test' ? kind === 'test' : role !== 'dependency' || kind !== 'setting');
  return [
    ...Array.from(renamed.values()).filter(({ kind, to }) => tells({ kind, name: to })).map(({ from, to }) => `renames ${from} to ${to}`),
    ...of(added).filter(tells).map((symbol) => `adds ${written(symbol)}`),
    ...of(removed).filter(tells).map((symbol) => `removes ${written(symbol)}`),
    ...of(changed).filter(tells).map((symbol) => `changes ${written(symbol)}`),
  ];
}
