import type { FileChange } from '../../core/changes.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';

/** Folders whose folders are packages or modules of their own. */
const HOLDERS = new Set(['packages', 'apps', 'libs', 'crates', 'modules', 'plugins', 'extensions', 'services', 'projects', 'components', 'integrations', 'internal', 'cmd', 'pkg', 'contrib']);
/** From this many files of source code on, their modules tell more than one list of them. */
const LEAST_SOURCES = 6;
/** Files that a module has on average; where each file lies elsewhere, modules tell nothing. */
const LEAST_PER_MODULE = 1.5;

/** What the files belong to: a folder of source code, with the tests and the documents that go with it. */
export interface Modules {
  /** The module's folder of each file that has one. */
  of: ReadonlyMap<FileChange, string>;
}

/** Finds packages (`packages/x`) or else the folders that the source spreads over; undefined where the change lies in one of them, or is small. */
export function modulesOf(files: FileChange[]): Modules | undefined {
  const sources = files.filter((file) => roleOf(file.path) === 'source');
  if (sources.length < LEAST_SOURCES) return undefined;
  const folders = foldersOf(sources);
  const packages = new Map(sources.map((file) => [file, packageOf(file.path) ?? folders.get(file)!]));
  const chosen = new Set(packages.values()).size > 1 && sources.some(({ path }) => packageOf(path) !== undefined) ? packages : folders;
  const names = new Set(chosen.values());
  if (names.size < 2 || sources.length < names.size * LEAST_PER_MODULE) return undefined;
  return { of: withFollowers(files, chosen) };
}

function packageOf(path: string): string | undefined {
  const parts = path.split('/');
  const holder = parts.findIndex((part) => HOLDERS.has(part));
  if (holder < 0) return undefined;
  const length = holder + (parts[holder + 1]?.startsWith('@') ? 3 : 2);
  return length < parts.length ? parts.slice(0, length).join('/') : undefined;
}

/** The folders right below the one that all files share; one that holds most of them, as `src` does, is split further. */
function foldersOf(sources: FileChange[]): Map<FileChange, string> {
  const of = new Map<FileChange, string>();
  const open = [sources];
  for (let group = open.pop(); group; group = open.pop()) {
    const below = belowShared(group);
    const folders = new Set(below.values());
    for (const folder of folders) {
      const own = group.filter((file) => below.get(file) === folder);
      if (folders.size > 1 && own.length > sources.length / 2) open.push(own);
      else for (const file of own) of.set(file, folder);
    }
  }
  return of;
}

function belowShared(sources: FileChange[]): Map<FileChange, string> {
  const folders = sources.map(({ path }) => path.split('/').slice(0, -1));
  let shared = folders[0]!.length;
  for (const folder of folders) {
    let same = 0;
    while (same < Math.min(shared, folder.length) && folder[same] === folders[0]![same]) same++;
    shared = same;
  }
  return new Map(sources.map((file, index) => [file, folders[index]!.slice(0, shared + 1).join('/')]));
}

/** Adds the files that lie in a module's folder, and the tests and documents that are named after a module or one of its files. */
function withFollowers(files: FileChange[], sources: Map<FileChange, string>): Map<FileChange, string> {
  const of = new Map(sources);
  const names = [...new Set(sources.values())].sort((one, other) => other.length - one.length);
  const byStem = unique([...sources].map(([file, module]) => [stemOf(file.path), module]));
  // Tests often lie in folders called as those of the source.
  const byName = unique([...sources].flatMap(([{ path }, module]) => [lastOf(module), ...path.slice(module.length + 1).toLowerCase().split('/').slice(0, -1)].map((folder) => [folder, module] as const)));
  for (const file of files) {
    const role = roleOf(file.path);
    if (of.has(file) || (OPAQUE_ROLES.has(role) && role !== 'asset')) continue;
    const parts = file.path.split('/');
    const inside = names.find((name) => name !== '' && file.path.startsWith(`${name}/`));
    const followed = role === 'test' || role === 'docs' ? (byStem.get(stemOf(file.path)) ?? parts.slice(0, -1).map((part) => byName.get(part.toLowerCase())).findLast((name) => name !== undefined) ?? byName.get(stemOf(file.path))) : undefined;
    const module = inside ?? followed;
    if (module !== undefined) of.set(file, module);
  }
  return of;
}

/** Without the entries whose key stands for several values. */
function unique(entries: (readonly [string, string])[]): Map<string, string> {
  const values = new Map<string, Set<string>>();
  for (const [key, value] of entries) values.set(key, (values.get(key) ?? new Set<string>()).add(value));
  return new Map([...values].filter(([key, found]) => found.size === 1 && key.length > 2 && !COMMON_STEMS.has(key)).map(([key, found]) => [key, [...found][0]!]));
}

const COMMON_STEMS = new Set(['index', 'main', 'mod', 'lib', 'utils', 'util', 'types', 'readme', 'init', 'src', 'test', 'tests', 'docs']);

/** `test_parse.py`, `parse.test.ts` and `ParseTest.java` are about `parse`. */
function stemOf(path: string): string {
  const name = lastOf(path);
  return name.replace(/\.(?:test|tests|spec|e2e|bench|stories)(?=\.)/, '').replace(/\.[^.]*$/, '').replace(/^tests?[_-]|[_-](?:tests?|spec)$/, '').replace(/(?<=[a-z0-9])tests?$/, '').replace(/^__(\w+)__$/, '$1');
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
