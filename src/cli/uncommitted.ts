import { gitIn } from '../sources/git/command.ts';

/** Whether the file is not as it was committed last, or is not known to git at all. Runs none of the repository's filters. */
export async function isUncommitted(root: string, path: string, signal: AbortSignal): Promise<boolean> {
  const git = await gitIn(root, signal);
  const literal = `:(literal)${path}`;
  const [entry = ''] = (await git(['ls-files', '--stage', '-z', '--', literal])).split('\0');
  const blob = /^\d+ ([0-9a-f]+) 0\t/.exec(entry)?.[1];
  if (blob === undefined || (await git(['diff-index', '--cached', '--name-only', '-z', 'HEAD', '--', literal])) !== '') return true;
  if ((await git(['diff-files', '--name-only', '-z', '--ignore-submodules=all', '--', literal])) === '') return false;
  // Git only suspects a change where the time is another.
  return (await git(['hash-object', '--no-filters', '--', path])).trim() !== blob;
}
