import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { countsOf } from './file-summary.ts';
import { code } from './markdown.ts';

const AREAS: [string, FileRole[]][] = [
  ['Source', ['source']],
  ['Tests', ['test']],
  ['Documentation', ['docs']],
  ['Configuration', ['config', 'ci']],
  ['Dependencies', ['dependency', 'lock']],
  ['Generated files', ['generated']],
  ['Assets', ['asset']],
];
/** Files of an area that are named one by one; of more, their folders are. */
const MOST_FILES = 8;
const MOST_FOLDERS = 12;

/** One bullet for each area that the change touches, with its line counts and every file in it, named or counted with its folder. */
export function areaLines(files: FileChange[]): string[] {
  return AREAS.flatMap(([name, roles]) => {
    const own = files.filter((file) => roles.includes(roleOf(file.path)));
    if (own.length === 0) return [];
    const sum = (key: 'added' | 'removed') => own.reduce((total, file) => total + file[key], 0);
    const counts = countsOf({ added: sum('added'), removed: sum('removed') });
    return [`- **${name}**${counts && ` (${counts})`}: ${own.length <= MOST_FILES ? own.map(namedFile).join(', ') : byFolder(own)}`];
  });
}

function namedFile(file: FileChange): string {
  const notes: Partial<Record<FileChange['kind'], string>> = { added: 'new', deleted: 'deleted', renamed: 'renamed', copied: 'copied', mode: 'mode' };
  const note = notes[file.kind];
  return code(file.path) + (note ? ` (${note})` : '');
}

function byFolder(files: FileChange[]): string {
  let depth = Math.max(...files.map((file) => file.path.split('/').length - 1));
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
