import { gitIn, type GitCommand } from './command.ts';

/** What is looked at: a branch, or a commit without one. */
export interface Head {
  id: string;
  /** `refs/heads/work`, `refs/remotes/origin/work`; null for a commit without a branch. */
  ref: string | null;
}

/** `--no-show-signature`: the configuration could otherwise have the repository's own `gpg.program` run. */
export const LOG = ['log', '--no-show-signature', '--no-color', '--no-merges', '--encoding=UTF-8', '-z'];
/** Subjects that are enough to learn a house style from. */
export const RECENT = 30;
/** Characters that are read of a subject: where no blank line follows it, git takes a whole paragraph for one. */
export const LONGEST_SUBJECT = 1000;

export async function topOfWorkTree(cwd: string, signal: AbortSignal): Promise<{ git: GitCommand; top: string }> {
  const top = (await (await gitIn(cwd, signal))(['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  return { git: await gitIn(top, signal), top };
}

/** The full id of the commit that a revision names, or undefined. */
export async function commitId(git: GitCommand, revision: string): Promise<string | undefined> {
  const id = (await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])).trim();
  return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** The full name of the branch that a revision names; null where it names none, as a detached HEAD. */
export async function branchRef(git: GitCommand, revision: string): Promise<string | null> {
  const name = (await git(revision === 'HEAD' ? ['symbolic-ref', '--quiet', 'HEAD'] : ['rev-parse', '--symbolic-full-name', revision])).trim();
  return /^refs\/(?:heads|remotes)\/.+$/.test(name) ? name : null;
}

export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

/** Newest first; empty where there is no commit yet. */
export async function subjects(git: GitCommand, commit: string | undefined): Promise<string[]> {
  if (commit === undefined) return [];
  return (await git([...LOG, `--max-count=${RECENT}`, '--format=%s', commit, '--'])).split('\0').map((subject) => subject.slice(0, LONGEST_SUBJECT).trim()).filter(Boolean);
}
