import type { BaseReason, BranchChanges, Commit, Range } from '../../core/changes.ts';
import { UserError } from '../../core/errors.ts';
import { checkRevisionName, plainName, USUAL_NAMES } from './base.ts';
import type { GitCommand } from './command.ts';
import { findBase, givenBase, readRefs } from './find-base.ts';
import { forkOf } from './fork.ts';
import { readDiff } from './read-diff.ts';
import { branchRef, commitId, LOG, LONGEST_SUBJECT, shortName, subjects, topOfWorkTree, type Head } from './revision.ts';
import { readTemplates } from './templates.ts';
import { touchedPaths } from './touched-paths.ts';

const MAX_COMMITS = 500;

interface Base {
  id: string;
  /** As people write it. */
  name: string;
  /** Full name of the branch; null for a commit without one. */
  ref: string | null;
  reason: BaseReason;
}

export async function branchChanges({ cwd, base: wanted, head: headName }: Range, signal: AbortSignal): Promise<BranchChanges> {
  if (wanted !== undefined) checkRevisionName(wanted, '--base');
  const { git, top } = await topOfWorkTree(cwd, signal);
  const head = await readHead(git, headName);
  const branch = head.ref === null ? null : shortName(head.ref);
  const base = wanted === undefined ? await usualBase(git, head) : await baseNamed(git, wanted);

  const shownHead = branch ?? headName ?? 'HEAD';
  const fork = await forkOf(git, base.id, base.ref, head.id);
  if (fork === undefined) throw await noCommonAncestor(git, base.name, shownHead);
  if (fork.id === head.id) {
    const merged = base.id === head.id ? 'Both are the same commit.' : `${base.name} already contains it.`;
    throw new UserError(`${shownHead} has no commits on top of ${base.name}.`, merged, 'Commit something first, or name the branch to compare with by --base.');
  }
  const diff = fork.paths?.length === 0 ? '' : await readDiff(git, [fork.id, head.id], { paths: fork.paths });
  if (diff.trim() === '') {
    throw new UserError(`${shownHead} changes nothing compared with ${base.name}.`, 'Its commits are empty or undo each other.', 'Name another branch to compare with by --base.');
  }
  const [commits, touched, recentSubjects, templates] = await Promise.all([
    commitsOnTop(git, head.id, [base.id, fork.id]),
    touchedPaths(top, [head.id, `^${base.id}`, `^${fork.id}`], signal),
    subjects(git, fork.id),
    readTemplates(git, [head.id, base.id], base.ref && plainName(base.ref)),
  ]);
  return { root: top, base: base.name, baseReason: base.reason, head: shownHead, branch, baseId: fork.id, headId: head.id, commits, touched, diff, recentSubjects, templates };
}

/** The commit and branch that a revision names; HEAD's where none is given. */
export async function readHead(git: GitCommand, name: string | undefined): Promise<Head> {
  if (name !== undefined) checkRevisionName(name, '--head');
  const id = await commitId(git, name ?? 'HEAD');
  if (id !== undefined) return { id, ref: await branchRef(git, name ?? 'HEAD') };
  throw name === undefined
    ? new UserError('This branch has no commit yet.', '', 'Commit something first.')
    : new UserError(`There is no revision ${name}.`, '', 'Give --head the name of a branch, a tag or a commit; `git branch --all` lists branches.');
}

async function usualBase(git: GitCommand, head: Head): Promise<Base> {
  const refs = await readRefs(git);
  const found = await findBase(git, refs, head);
  if (found) return { id: refs.find(({ name }) => name === found.ref)!.id, name: shortName(found.ref), ...found };
  const own = head.ref === null ? undefined : shortName(head.ref);
  if (own !== undefined && USUAL_NAMES.includes(own)) {
    throw new UserError(
      'There is no branch to compare with.',
      `${own} is checked out, which others are merged into; no remote has it, nor is there another of its kind.`,
      'Switch to the branch that is to be described, or name a branch, a tag or a commit by --base.',
    );
  }
  throw new UserError(
    'There is no branch to compare with.',
    `Looked for the default branch of a remote, and for ${USUAL_NAMES.slice(0, -1).join(', ')} and ${USUAL_NAMES.at(-1)}.`,
    'Name the branch that this one will be merged into by --base.',
  );
}

async function baseNamed(git: GitCommand, name: string): Promise<Base> {
  const found = await givenBase(git, name);
  if (found) return { id: found.id, name: shortName(found.revision), ref: await branchRef(git, found.revision), reason: 'given' };
  throw new UserError(`There is no revision ${name}.`, '', 'Give --base the name of a branch, a tag or a commit; `git branch --all` lists branches.');
}

async function noCommonAncestor(git: GitCommand, base: string, head: string): Promise<UserError> {
  const shallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return shallow
    ? new UserError(`The point where ${head} left ${base} is not known.`, 'This is a shallow clone: older commits are missing.', 'Run `git fetch --unshallow`, or name a newer commit by --base.')
    : new UserError(`${head} and ${base} have no commit in common.`, 'Their histories are unrelated.', 'Name the branch that it will be merged into by --base.');
}

/** Oldest first; the newest where there are very many. */
async function commitsOnTop(git: GitCommand, head: string, not: string[]): Promise<Commit[]> {
  const fields = (await git([...LOG, '--topo-order', '--reverse', `--max-count=${MAX_COMMITS}`, '--format=%H%x00%s%x00%b', head, ...not.map((id) => `^${id}`), '--'])).split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + 2 < fields.length; index += 3) {
    commits.push({ id: fields[index]!, subject: fields[index + 1]!.slice(0, LONGEST_SUBJECT).trim(), body: fields[index + 2]!.trim() });
  }
  return commits;
}
