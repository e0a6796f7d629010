import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { countsOf } from './file-summary.ts';
import { code } from './markdown.ts';
import { modulesOf } from './modules.ts';

const ROLES: [string, FileRole[]][] = [
  ['Source', ['source']],
  ['Tests', ['test']],
  ['Documentation', ['docs']],
  ['Configuration', ['config', 'ci']],
  ['Dependencies', ['dependency']],
  ['Assets', ['asset']],
];
const VENDORED = /(?:^|\/)(?:node_modules|vendor|third_party|\.yarn)\//i;
const MOST_AREAS = 8;
/** Files of an area that are named one by one; of more, their folders are. */
const MOST_FILES = 8;
const MOST_FOLDERS = 12;

interface Area {
  /** Markdown. */
  name: string;
  /** The folder that the files' names are shown without; empty for none. */
  folder: string;
  files: FileChange[];
}

/**
 * One bullet for each area that the change touches, at most eight, with its line counts and every file in it, named or counted with its folder. Where the
 * source spreads over packages or modules these are the areas; otherwise the files' roles are. Generated, vendored and lock files share a line.
 */
export function areaLines(files: FileChange[]): string[] {
  const written = files.filter((file) => !isMade(file));
  const made = files.filter(isMade);
  const modules = modulesOf(written);
  const others = byRole(modules ? written.filter((file) => !modules.of.has(file)) : written);
  const last: Area[] = [...others, ...(made.length > 0 ? [{ name: `**${madeName(made)}**`, folder: '', files: made }] : [])];
  const first = modules ? fewest(byModule(modules.of), MOST_AREAS - last.length) : [];
  return [...first, ...last].map(areaLine);
}

function areaLine({ name, folder, files }: Area): string {
  const sum = (key: 'added' | 'removed') => files.reduce((total, file) => total + file[key], 0);
  const counts = countsOf({ added: sum('added'), removed: sum('removed') });
  return `- ${name}${counts && ` (${counts})`}: ${files.length <= MOST_FILES ? files.map((file) => namedFile(file, folder)).join(', ') : byFolder(files)}`;
}

/** True for files that no person wrote here. */
function isMade({ path }: FileChange): boolean {
  const role = roleOf(path);
  return role === 'lock' || role === 'generated' || (role === 'asset' && VENDORED.test(path));
}

/** `Vendored and lock files`: of the kinds that there are. */
function madeName(files: FileChange[]): string {
  const kinds = [...new Set(files.map(({ path }) => (roleOf(path) === 'lock' ? 'lock' : VENDORED.test(path) ? 'vendored' : 'generated')))].sort();
  const words = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}` : kinds[0]!;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} files`;
}

function byRole(files: FileChange[]): Area[] {
  return ROLES.map(([name, roles]) => ({ name: `**${name}**`, folder: '', files: files.filter((file) => roles.includes(roleOf(file.path))) })).filter((area) => area.files.length > 0);
}

/** The modules, largest change first; in each, source before what goes with it. */
function byModule(of: ReadonlyMap<FileChange, string>): Area[] {
  const areas = new Map<string, FileChange[]>();
  for (const [file, folder] of of) {
    const own = areas.get(folder);
    if (own) own.push(file);
    else areas.set(folder, [file]);
  }
  const size = (area: Area) => area.files.reduce((sum, { added, removed }) => sum + added + removed, 0);
  const follows = (file: FileChange) => (roleOf(file.path) === 'source' ? 0 : 1);
  return Array.from(areas, ([folder, own]) => ({ name: folder === '' ? '**Top folder**' : `**${code(folder)}**`, folder, files: own.sort((one, other) => follows(one) - follows(other)) })).sort((one, other) => size(other) - size(one));
}

/** At most so many areas: the smallest go together. */
function fewest(areas: Area[], most: number): Area[] {
  if (areas.length <= most) return areas;
  return [...areas.slice(0, most - 1), { name: '**Elsewhere**', folder: '', files: areas.slice(most - 1).flatMap(({ files }) => files) }];
}

function namedFile(file: FileChange, folder = ''): string {
  const notes: Partial<Record<FileChange['kind'], string>> = { added: 'new', deleted: 'deleted', renamed: 'renamed', copied: 'copied', mode: 'mode' };
  const note = notes[file.kind];
  const path = folder !== '' && file.path.startsWith(`${folder}/`) ? file.path.slice(folder.length + 1) : file.path;
  return code(path) + (note ? ` (${note})` : '');
}

function byFolder(files: FileChange[]): string {
  let depth = files.reduce((most, file) => Math.max(most, file.path.split('/').length - 1), 0);
  let folders = groupByFolder(files, depth);
  while (folders.size > MOST_FOLDERS && depth > 0) folders = groupByFolder(files, --depth);
  return Array.from(folders, ([folder, own]) => (own.length === 1 ? namedFile(own[0]!) : `${folder === '' ? 'the top folder' : code(`${folder}/`)} (${own.length} files)`)).join(', ');
}

function groupByFolder(files: FileChange[], depth: number): Map<string, FileChange[]> {
  const folders = new Map<string, FileChange[]>();
  for (const file of files) {
    const folder = file.path.split('/').slice(0, -1).slice(0, depth).join('/');
    const together = folders.get(folder);
    if (together) together.push(file);
    else folders.set(folder, [file]);
  }
  return folders;
}
