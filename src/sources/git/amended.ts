import { UserError } from '../../core/errors.ts';
import { gitIn } from './command.ts';
import { readDiff } from './read-diff.ts';

const RECENT = 30;
/** What the first commit is compared with; git knows these without having them. */
const EMPTY_TREE = { sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904', sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321' };

/** What the last commit will be once it is amended with what is staged, and the subjects before it, newest first. UserError where nothing is left of it. */
export async function amendedChanges(cwd: string, signal: AbortSignal): Promise<{ diff: string; recentSubjects: string[] }> {
  const top = (await (await gitIn(cwd, signal))(['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  const git = await gitIn(top, signal);
  const parent = (await git(['rev-parse', '--verify', '--quiet', 'HEAD^1^{commit}'])).trim();
  const sha256 = parent === '' && (await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).trim().length === 64;
  const from = parent || EMPTY_TREE[sha256 ? 'sha256' : 'sha1'];
  const diff = await readDiff(git, ['--cached', from]);
  if (diff.trim() === '') throw new UserError('There is nothing to describe.', 'With what is staged, the last commit changes nothing any more.', 'Stage something else, or undo the commit.');
  if (parent === '') return { diff, recentSubjects: [] };
  const log = await git(['log', '--no-show-signature', '--no-color', '--no-merges', '--encoding=UTF-8', '-z', `--max-count=${RECENT}`, '--format=%s', parent, '--']);
  return { diff, recentSubjects: log.split('\0').map((subject) => subject.trim()).filter(Boolean) };
}
