import { gitStream, splitter } from './stream.ts';

/** Characters that are held of a path. */
const LONGEST_PATH = 65_536;

/** Every path that these commits changed, as `git log` takes them: also of files that came and went, and from where and to where one was moved. */
export async function touchedPaths(folder: string, revisions: string[], signal: AbortSignal): Promise<string[]> {
  const paths = new Set<string>();
  const split = splitter('\0', LONGEST_PATH);
  const args = ['-c', 'log.showRoot=true', 'log', '--no-show-signature', '--no-notes', '--no-merges', '--no-renames', '--name-only', '-z', '--format=', ...revisions, '--'];
  const take = (path: string) => path !== '' && paths.add(path);
  for await (const text of gitStream(folder, args, signal)) split(text).forEach(take);
  split(undefined).forEach(take);
  return [...paths];
}
