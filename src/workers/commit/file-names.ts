import type { FileChange } from '../../core/changes.ts';

/** The last part of a path. */
export function base(path: string): string {
  return path.split('/').at(-1)!;
}

/** What stands before the last part; empty at the top. */
export function folder(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** The deepest folder that holds all of the paths; empty at the top. */
export function commonFolder(paths: string[]): string {
  const [first, ...rest] = paths.map((path) => path.split('/').slice(0, -1));
  let depth = 0;
  while (depth < first!.length && rest.every((parts) => parts[depth] === first![depth])) depth++;
  return first!.slice(0, depth).join('/');
}

/** The path as it is called in a folder that holds it. */
export function inFolder(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const MOST_NAMED = 3;
/** Names that say what part a file has in its folder, and so nothing without it. */
const OF_ITS_FOLDER = /^(?:index|mod|main|lib|__init__|__main__|readme|config|package|cargo|pyproject|setup|go|pom|build|makefile|dockerfile|cmakelists|requirements)(?:\.\w+)*$/i;

/** What a file is called: by its name, with its folder where many have that name. */
export function called(path: string): string {
  const parts = path.split('/');
  return OF_ITS_FOLDER.test(parts.at(-1)!) ? parts.slice(-2).join('/') : parts.at(-1)!;
}

/** Files by their names where they are few and differ, otherwise by their number and folder. */
export function filesInWords(files: FileChange[]): string {
  const names = [...new Set(files.map((file) => (file.submodule ? file.path : called(file.path))))];
  if (names.length <= MOST_NAMED && names.length === files.length) return listed(names);
  const common = commonFolder(files.map(({ path }) => path));
  return `${files.length} files${common && ` in ${common}`}`;
}

/** The same in fewer words each time. */
export function filesInFewerWords(files: FileChange[]): string[] {
  if (files.length === 1) return [base(files[0]!.path)];
  const common = commonFolder(files.map(({ path }) => path));
  return [...(common === '' ? [] : [`${files.length} files in ${common}`, `${files.length} files in ${base(common)}`]), `${files.length} files`];
}
