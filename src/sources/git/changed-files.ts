import type { GitCommand } from './command.ts';

/**
 * The files that differ from the index, as git's diff-files finds them with these arguments; undefined where looking would run programs that the
 * repository names. Where times and sizes do not tell, git compares contents as filters leave them: without the filters, a file that they
 * change may be listed though it is the same.
 */
export async function changedFiles(git: GitCommand, ...args: string[]): Promise<string[] | undefined> {
  const settings = listed(await git(['config', '-z', '--name-only', '--get-regexp', String.raw`^filter\.`]));
  const filters = [...new Set(settings.map((name) => name.slice(0, name.lastIndexOf('.'))))];
  // `git -c` takes the name to end there.
  if (filters.some((filter) => filter.includes('='))) return undefined;
  const off = filters.flatMap((filter) => ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${filter}.${setting}`]));
  return [...new Set(listed(await git([...off, 'diff-files', '--name-only', '-z', ...args])))];
}

/** Splits a list that git ended with NULs. */
export function listed(output: string): string[] {
  return output.split('\0').filter(Boolean);
}
