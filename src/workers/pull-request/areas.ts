import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { commonFolder } from '../commit/file-names.ts';
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
/** Beside modules, what belongs to none of them is said in fewer lines. */
const ROLES_BESIDE_MODULES: [string, FileRole[]][] = [
  ['Tests', ['test']],
  ['Documentation', ['docs']],
  ['Configuration', ['config', 'ci', 'dependency']],
  ['Assets', ['asset']],
];
const VENDORED = /(?:^|\/)(?:node_modules|vendor|third_party|\.yarn)\//i;
const MOST_AREAS = 8;
/** Files of an area that are named one by one; of more, their folders are. */
const MOST_FILES = 8;
const MOST_FOLDERS = 6;
/** Letters of a path that is read at a glance. */
const LONGEST_PATH = 50;

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
  const others = modules ? byRole(written.filter((file) => !modules.of.has(file)), ROLES_BESIDE_MODULES) : byRole(written, ROLES);
  const last: Area[] = [...others, ...(made.length > 0 ? [{ name: `**${madeName(made)}**`, folder: '', files: made }] : [])];
  const first = modules ? fewest(byModule(modules.of), MOST_AREAS - last.length) : [];
  return [...first, ...last].map(areaLine);
}

function areaLine({ name, folder, files }: Area): string {
  const sum = (key: 'added' | 'removed') => files.reduce((total, file) => total + file[key], 0);
  const counts = countsOf({ added: sum('added'), removed: sum('removed') });
  const inside = files.filter(({ path }) => isWithin(path, folder));
  const outside = files.filter(({ path }) => !isWithin(path, folder));
  return `- ${name}${counts && ` (${counts})`}: ${listed(inside, folder)}${outside.length > 0 ? `; with ${listed(outside, '')}` : ''}`;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function listed(files: FileChange[], folder: string): string {
  return files.length <= MOST_FILES ? files.map((file) => namedFile(file, folder)).join(', ') : byFolder(files, folder);
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

function byRole(files: FileChange[], areas: [string, FileRole[]][]): Area[] {
  return areas.flatMap(([name, roles]) => {
    const own = files.filter((file) => roles.includes(roleOf(file.path)));
    if (own.length === 0) return [];
    // Long paths hide the names in them; what they have in common is said once.
    const folder = own.some(({ path }) => path.length > LONGEST_PATH) ? commonFolder(own.map(({ path }) => path)) : '';
    return [{ name: folder === '' ? `**${name}**` : `**${name}** in ${code(folder)}`, folder, files: own }];
  });
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

/** The file's path, without the folder that its area is named after. */
function pathWithin({ path }: FileChange, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

function namedFile(file: FileChange, folder: string): string {
  const notes: Partial<Record<FileChange['kind'], string>> = { added: 'new', deleted: 'deleted', renamed: 'renamed', copied: 'copied', mode: 'mode' };
  const note = notes[file.kind];
  return code(pathWithin(file, folder)) + (note ? ` (${note})` : '');
}

function byFolder(files: FileChange[], area: string): string {
  let depth = files.reduce((most, file) => Math.max(most, pathWithin(file, area).split('/').length - 1), 0);
  let folders = groupByFolder(files, area, depth);
  while (folders.size > MOST_FOLDERS && depth > 0) folders = groupByFolder(files, area, --depth);
  return Array.from(folders, ([folder, own]) => (own.length === 1 ? namedFile(own[0]!, area) : `${folder === '' ? (area === '' ? 'the top folder' : '`./`') : code(`${folder}/`)} (${own.length} files)`)).join(', ');
}

function groupByFolder(files: FileChange[], area: string, depth: number): Map<string, FileChange[]> {
  const folders = new Map<string, FileChange[]>();
  for (const file of files) {
    const folder = pathWithin(file, area).split('/').slice(0, -1).slice(0, depth).join('/');
    const together = folders.get(folder);
    if (together) together.push(file);
    else folders.set(folder, [file]);
  }
  return folders;
}
