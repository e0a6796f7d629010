import type { BaseChoice, BranchChanges, Commit, Git, Range, StagedChanges } from '../../core/changes.ts';
import { UserError } from '../../core/errors.ts';
import { checkRevisionName, chooseBase, shortName } from './base.ts';
import { gitIn, OutputTooLarge, type GitCommand } from './command.ts';
import { readConventions } from './conventions.ts';
import { readDiff } from './read-diff.ts';
import { readTemplate } from './templates.ts';

/** Subjects that are enough to learn a house style from. */
const RECENT = 30;
const MAX_COMMITS = 500;

/** The user's repositories, read with the user's own git. */
export function createGit(): Git {
  return { staged, branchChanges, baseChoices, commitDiffs };
}

async function staged(cwd: string, signal: AbortSignal): Promise<StagedChanges> {
  const { git, top } = await topOfWorkTree(cwd, signal);
  const [entries, diff, branch, recent, conventions] = await Promise.all([
    git(['ls-files', '--unmerged', '-z']),
    readDiff(git, ['--cached']),
    currentBranch(git),
    recentMessages(git),
    readConventions(git, top),
  ]);
  const unmerged = new Set(paths(entries).map((entry) => entry.slice(entry.indexOf('\t') + 1)));
  if (unmerged.size > 0) {
    throw new UserError(
      `${unmerged.size === 1 ? 'One file has' : `${unmerged.size} files have`} merge conflicts: ${[...unmerged].slice(0, 3).join(', ')}${unmerged.size > 3 ? ', …' : ''}.`,
      '',
      'Resolve them and stage the result with `git add`, then try again.',
    );
  }
  if (diff.trim() === '') throw await nothingStaged(git);
  return { diff, branch, recentSubjects: recent.map(({ subject }) => subject), conventions: { ...conventions, recentBodies: recent.map(({ body }) => body) } };
}

async function nothingStaged(git: GitCommand): Promise<UserError> {
  // Plumbing that compares times and sizes only: it runs none of the repository's filters.
  const changed = new Set(paths(await git(['diff-files', '--name-only', '-z', '--ignore-submodules=dirty']))).size;
  const untracked = paths(await git(['ls-files', '--others', '--exclude-standard', '--directory', '-z'])).length;
  if (changed + untracked === 0) return new UserError('Nothing is staged.', 'The working tree has no changes.', 'Change something and stage it with `git add`.');
  const counts = [changed > 0 && `${changed} changed`, untracked > 0 && `${untracked} new`].filter(Boolean).join(' and ');
  const total = changed + untracked;
  return new UserError(
    'Nothing is staged.',
    `${counts} ${total === 1 ? 'file is' : 'files are'} not staged.`,
    `Stage what belongs in the commit with \`git add\`${untracked === 0 ? ' (or all of it with `git add -u`)' : ''}, then try again.`,
  );
}

async function branchChanges({ cwd, base, head }: Range, signal: AbortSignal): Promise<BranchChanges> {
  if (base !== undefined) checkRevisionName(base, '--base');
  if (head !== undefined) checkRevisionName(head, '--head');
  const { git } = await topOfWorkTree(cwd, signal);
  const headName = head ?? 'HEAD';
  const headId = await commitId(git, headName);
  if (headId === undefined) {
    throw head === undefined
      ? new UserError('This branch has no commit yet.', '', 'Commit something first.')
      : new UserError(`There is no revision ${head}.`, '', 'Give --head the name of a branch, a tag or a commit; `git branch --all` lists branches.');
  }
  const branch = await branchOf(git, headName);
  const baseName = base ?? (await defaultBase(git, branch));
  const baseId = await commitId(git, baseName);
  if (baseId === undefined) throw new UserError(`There is no revision ${base}.`, '', 'Give --base the name of a branch, a tag or a commit; `git branch --all` lists branches.');

  const shownBase = shortName(baseName);
  const shownHead = branch ?? headName;
  const mergeBase = (await git(['merge-base', baseId, headId])).trim();
  if (mergeBase === '') throw await noCommonAncestor(git, shownBase, shownHead);
  if (mergeBase === headId) {
    const merged = baseId === headId ? 'Both are the same commit.' : `${shownBase} already contains it.`;
    throw new UserError(`${shownHead} has no commits on top of ${shownBase}.`, merged, 'Commit something first, or name the branch to compare with by --base.');
  }
  const template = await readTemplate(git, headId);
  const diff = await readDiff(git, [mergeBase, headId]);
  if (diff.trim() === '') {
    throw new UserError(`${shownHead} changes nothing compared with ${shownBase}.`, 'Its commits are empty or undo each other.', 'Name another branch to compare with by --base.');
  }
  return {
    base: shownBase,
    baseReason: base === undefined ? 'default-branch' : 'given',
    head: shownHead,
    branch,
    baseId: mergeBase,
    headId,
    commits: await commitsBetween(git, mergeBase, headId),
    diff,
    recentSubjects: await subjects(git, mergeBase),
    templates: template === null ? [] : [{ path: '', text: template }],
  };
}

async function baseChoices({ cwd, head = 'HEAD' }: Omit<Range, 'base'>, signal: AbortSignal): Promise<BaseChoice[]> {
  const { git } = await topOfWorkTree(cwd, signal);
  const name = await defaultBase(git, await branchOf(git, head));
  return [{ name: shortName(name), reason: 'default-branch', commits: Number(await git(['rev-list', '--count', `${name}..${head}`])) }];
}

async function* commitDiffs(cwd: string, ids: string[], signal: AbortSignal): AsyncIterable<{ id: string; diff: string }> {
  const { git } = await topOfWorkTree(cwd, signal);
  for (const id of ids) yield { id, diff: await readDiff(git, [`${id}^!`]) };
}

async function topOfWorkTree(cwd: string, signal: AbortSignal): Promise<{ git: GitCommand; top: string }> {
  const top = (await (await gitIn(cwd, signal))(['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  return { git: await gitIn(top, signal), top };
}

async function defaultBase(git: GitCommand, branch: string | null): Promise<string> {
  const lines = (await git(['for-each-ref', '--format=%(refname)%00%(symref)', 'refs/heads', 'refs/remotes'])).split('\n');
  const refs = lines.filter(Boolean).map((line) => ({ name: line.split('\0')[0]!, target: line.split('\0')[1] ?? '' }));
  const chosen = chooseBase(refs, branch);
  if (chosen !== undefined) return chosen;
  throw new UserError(
    'There is no branch to compare with.',
    'Looked for the default branch of a remote, and for main, master, develop and trunk.',
    'Name the branch that this one will be merged into by --base.',
  );
}

async function noCommonAncestor(git: GitCommand, base: string, head: string): Promise<UserError> {
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return shallow
    ? new UserError(`The point where ${head} left ${base} is not known.`, 'This is a shallow clone: older commits are missing.', 'Run `git fetch --unshallow`, or name a newer commit by --base.')
    : new UserError(`${head} and ${base} have no commit in common.`, 'Their histories are unrelated.', 'Name the branch that it will be merged into by --base.');
}

/** The full id of the commit that a revision names, or undefined. */
async function commitId(git: GitCommand, revision: string): Promise<string | undefined> {
  const id = (await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])).trim();
  return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** Null on a detached HEAD. */
async function currentBranch(git: GitCommand): Promise<string | null> {
  return (await git(['symbolic-ref', '--quiet', '--short', 'HEAD'])).trim() || null;
}

async function branchOf(git: GitCommand, revision: string): Promise<string | null> {
  if (revision === 'HEAD') return currentBranch(git);
  const name = (await git(['rev-parse', '--symbolic-full-name', revision])).trim();
  return /^refs\/(?:heads|remotes)\//.test(name) ? shortName(name) : null;
}

/** `--no-show-signature`: the configuration could otherwise have the repository's own `gpg.program` run. */
const LOG = ['log', '--no-show-signature', '--no-color', '--no-merges', '--encoding=UTF-8', '-z'];

async function commitsBetween(git: GitCommand, base: string, head: string): Promise<Commit[]> {
  const fields = (await git([...LOG, '--topo-order', '--reverse', `--max-count=${MAX_COMMITS}`, '--format=%H%x00%s%x00%b', `${base}..${head}`, '--'])).split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + 2 < fields.length; index += 3) {
    commits.push({ id: fields[index]!, subject: fields[index + 1]!.trim(), body: fields[index + 2]!.trim() });
  }
  return commits;
}

/** Newest first; empty where there is no commit yet. */
async function subjects(git: GitCommand, commit: string | undefined): Promise<string[]> {
  if (commit === undefined) return [];
  return (await git([...LOG, `--max-count=${RECENT}`, '--format=%s', commit, '--'])).split('\0').map((subject) => subject.trim()).filter(Boolean);
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

/** Splits a list that git ended with NULs. */
function paths(output: string): string[] {
  return output.split('\0').filter(Boolean);
}
