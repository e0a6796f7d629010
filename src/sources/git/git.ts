import type { BaseChoice, Git, Range, StagedChanges } from '../../core/changes.ts';
import { UserError } from '../../core/errors.ts';
import { branchChanges, readHead } from './branch-changes.ts';
import { changedFiles, listed } from './changed-files.ts';
import { OutputTooLarge, type GitCommand } from './command.ts';
import { readCommitDiffs } from './commit-diffs.ts';
import { readConventions } from './conventions.ts';
import { listBaseChoices } from './find-base.ts';
import { readDiff } from './read-diff.ts';
import { branchRef, commitId, LOG, RECENT, shortName, subjects, topOfWorkTree } from './revision.ts';

/** The user's repositories, read with the user's own git. */
export function createGit(): Git {
  return { staged, branchChanges, baseChoices, commitDiffs };
}

async function staged(cwd: string, signal: AbortSignal): Promise<StagedChanges> {
  const { git, top } = await topOfWorkTree(cwd, signal);
  const [entries, diff, branch, recent, conventions] = await Promise.all([
    git(['ls-files', '--unmerged', '-z']),
    readDiff(git, ['--cached']),
    branchRef(git, 'HEAD'),
    recentMessages(git),
    readConventions(git, top),
  ]);
  const unmerged = new Set(listed(entries).map((entry) => entry.slice(entry.indexOf('\t') + 1)));
  if (unmerged.size > 0) {
    throw new UserError(
      `${unmerged.size === 1 ? 'One file has' : `${unmerged.size} files have`} merge conflicts: ${[...unmerged].slice(0, 3).join(', ')}${unmerged.size > 3 ? ', …' : ''}.`,
      '',
      'Resolve them and stage the result with `git add`, then try again.',
    );
  }
  if (diff.trim() === '') throw await nothingStaged(git);
  return { root: top, diff, branch: branch && shortName(branch), recentSubjects: recent.map(({ subject }) => subject), conventions: { ...conventions, recentBodies: recent.map(({ body }) => body) } };
}

async function nothingStaged(git: GitCommand): Promise<UserError> {
  const changed = (await changedFiles(git, '--ignore-submodules=dirty'))?.length;
  if (changed === undefined) return new UserError('Nothing is staged.', '', 'Stage what belongs in the commit with `git add`, then try again.');
  const untracked = listed(await git(['ls-files', '--others', '--exclude-standard', '--directory', '-z'])).length;
  if (changed + untracked === 0) return new UserError('Nothing is staged.', 'The working tree has no changes.', 'Change something and stage it with `git add`.');
  const counts = [changed > 0 && `${changed} changed`, untracked > 0 && `${untracked} new`].filter(Boolean).join(' and ');
  const total = changed + untracked;
  return new UserError(
    'Nothing is staged.',
    `${counts} ${total === 1 ? 'file is' : 'files are'} not staged.`,
    `Stage what belongs in the commit with \`git add\`${untracked === 0 ? ' (or all of it with `git add -u`)' : ''}, then try again.`,
  );
}

async function baseChoices({ cwd, head }: Omit<Range, 'base'>, signal: AbortSignal): Promise<BaseChoice[]> {
  const { git } = await topOfWorkTree(cwd, signal);
  return listBaseChoices(git, await readHead(git, head));
}

async function* commitDiffs(cwd: string, ids: string[], signal: AbortSignal): AsyncIterable<{ id: string; diff: string }> {
  const { git, top } = await topOfWorkTree(cwd, signal);
  yield* readCommitDiffs(git, top, ids, signal);
}

/** Characters of a body from which its form can be seen. */
const BODY_CHARACTERS = 4000;

/** The newest messages before HEAD, newest first; empty where there is no commit yet. */
async function recentMessages(git: GitCommand): Promise<{ subject: string; body: string }[]> {
  const head = await commitId(git, 'HEAD');
  if (head === undefined) return [];
  try {
    const fields = (await git([...LOG, `--max-count=${RECENT}`, '--format=%s%x00%b', head, '--'])).split('\0');
    return fields.flatMap((subject, index) => (index % 2 === 0 && subject.trim() !== '' ? [{ subject: subject.trim(), body: (fields[index + 1] ?? '').slice(0, BODY_CHARACTERS).trim() }] : []));
  } catch (error) {
    // Messages of megabytes: their subjects do.
    if (!(error instanceof OutputTooLarge)) throw error;
    return (await subjects(git, head)).map((subject) => ({ subject, body: '' }));
  }
}
