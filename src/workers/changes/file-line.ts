import type { FileChange } from '../../core/changes.ts';
import { roleOf } from './role.ts';

/** A plain modification goes without a word: small models repeat it ("Modified a, b and c"). */
const KIND = { added: 'new file ', modified: '', deleted: 'deleted ', renamed: 'renamed ', copied: 'copied ', mode: 'mode of ' } as const;

function counts(added: number, removed: number): string {
  const parts = [added && `+${added}`, removed && `-${removed}`].filter(Boolean);
  return parts.length ? ` (${parts.join(' ')})` : '';
}

/** A path on one line: a file's name may hold line feeds. */
function onOneLine(path: string): string {
  return path.replace(/[\p{Cc}]+/gu, '?');
}

/** One line that names a file and says what happened to it. */
export function fileLine(file: FileChange): string {
  const path = file.oldPath !== undefined && file.oldPath !== file.path ? `${file.oldPath} => ${file.path}` : file.path;
  const role = roleOf(file.path);
  const note = file.submodule ? 'submodule ' : file.binary ? 'binary ' : role === 'lock' || role === 'generated' ? `${role} ` : '';
  return `${KIND[file.kind]}${note}${onOneLine(path)}${counts(file.added, file.removed)}`;
}

/** One line for all of a folder's files. */
export function folderLine(folder: string, files: FileChange[]): string {
  const kinds = new Set(files.map((file) => file.kind));
  const verb = kinds.size === 1 ? KIND[files[0]!.kind] : '';
  const sum = (key: 'added' | 'removed') => files.reduce((total, file) => total + file[key], 0);
  return `${verb.replace('file ', '')}${files.length} files${folder && ` in ${onOneLine(folder)}/`}${counts(sum('added'), sum('removed'))}`;
}

function folderOf(path: string, depth: number): string {
  return path.split('/').slice(0, -1).slice(0, depth).join('/');
}

export interface Entry {
  line: string;
  files: FileChange[];
}

/** One entry a file, or one a folder cut to `depth` parts where several files share it. Files keep the order of their first. */
export function entriesOf(files: FileChange[], depth: number): Entry[] {
  if (depth === Infinity) return files.map((file) => ({ line: fileLine(file), files: [file] }));
  const folders = new Map<string, FileChange[]>();
  for (const file of files) {
    const folder = folderOf(file.path, depth);
    const together = folders.get(folder);
    if (together) together.push(file);
    else folders.set(folder, [file]);
  }
  return Array.from(folders, ([folder, together]) => ({ line: together.length === 1 ? fileLine(together[0]!) : folderLine(folder, together), files: together }));
}
