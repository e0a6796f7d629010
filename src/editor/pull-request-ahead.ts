import type { BaseChoice } from '../core/changes.ts';
import type { Log } from '../core/log.ts';
import { DraftAhead } from './draft-ahead.ts';

/** Milliseconds after a commit at which no other follows at once: somebody who splits a change makes several in a row. */
const SETTLE_MS = 2_000;
const USUAL_BASES = new Set(['main', 'master', 'develop', 'trunk']);

/** What a repository has checked out. Without a name it is detached, as while commits are rebased. */
export interface Head {
  readonly name?: string;
  readonly commit?: string;
}

export interface PullRequestAheadDependencies {
  /** Branches that the one that is checked out in this folder may be meant for; rejects where there is none. */
  baseChoices(folder: string, signal: AbortSignal): Promise<BaseChoice[]>;
  /** Whether it can be done without asking the user for anything: the model is on this machine. */
  possible(signal: AbortSignal): Promise<boolean>;
  /** Summarises the branch in the background. Rejects with an AbortError when it had to give way. */
  summarize(folder: string, branch: string, signal: AbortSignal): Promise<unknown>;
  /** Whether the user wants this in this folder at all. */
  enabled(folder: string): boolean;
  /** Whether a job runs that the user waits for. */
  busy(): boolean;
  log: Log;
}

/**
 * Summarises a branch each time that a commit is made on it, so that what its pull request says is known when it is asked for: not in a window
 * that nobody has asked for anything yet, and not on a branch that others are merged into.
 */
export class PullRequestAhead {
  readonly #ahead: DraftAhead<true>;
  readonly #commits = new CommitsMade();
  readonly #heads = new Map<string, Head | undefined>();
  #used = false;

  constructor({ baseChoices, possible, summarize, enabled, busy, log }: PullRequestAheadDependencies) {
    this.#ahead = new DraftAhead<true>({
      read: async (folder, signal) => {
        const head = this.#heads.get(folder);
        const key = keyOf(head);
        if (key === null || !this.#commits.isMade(folder, head)) return { key, wanted: false };
        const choices = await baseChoices(folder, signal);
        return { key, wanted: choices.length > 0 && !isBase(head!.name!, choices) };
      },
      possible,
      async draft(folder, key, signal) {
        await summarize(folder, key.slice(0, key.lastIndexOf(' ')), signal);
        return true;
      },
      enabled: (folder) => this.#used && enabled(folder),
      busy,
      log,
      settleMs: SETTLE_MS,
    });
  }

  opened(folder: string, head: Head | undefined): void {
    this.#heads.set(folder, head);
    this.#commits.see(folder, head);
    this.#ahead.watch(folder);
  }

  /** Something in the repository has changed, perhaps what is checked out. */
  changed(folder: string, head: Head | undefined): void {
    this.#heads.set(folder, head);
    if (this.#commits.see(folder, head)) this.#ahead.changed(folder);
  }

  closed(folder: string): void {
    this.#heads.delete(folder);
    this.#commits.forget(folder);
    this.#ahead.unwatch(folder);
  }

  /** The user's job has begun or ended. */
  jobsChanged(): void {
    if (!this.#used) for (const [folder, head] of this.#heads) if (this.#commits.isMade(folder, head)) this.#ahead.changed(folder);
    this.#used = true;
    this.#ahead.jobsChanged();
  }

  /** The user has had an answer, so that answers can be had. */
  answered(): void {
    this.#ahead.answered();
  }

  /** The model or a setting is another one. */
  reset(): void {
    this.#ahead.reset();
  }

  dispose(): void {
    this.#ahead.dispose();
  }
}

/**
 * Where commits are made: the branches of each repository with the last commit that was seen there. Another branch that is checked out is no
 * commit, and neither are the many steps of a rebase, only its end.
 */
class CommitsMade {
  readonly #seen = new Map<string, Map<string, string>>();
  readonly #made = new Map<string, string>();

  /** Whether a commit was made on the branch that is checked out since it was looked at last. */
  see(folder: string, head: Head | undefined): boolean {
    if (head?.name === undefined || head.commit === undefined) return false;
    let branches = this.#seen.get(folder);
    if (!branches) this.#seen.set(folder, (branches = new Map()));
    const before = branches.get(head.name);
    branches.set(head.name, head.commit);
    if (before === undefined || before === head.commit) return false;
    this.#made.set(folder, keyOf(head)!);
    return true;
  }

  /** Whether what is checked out ends with a commit that was made under our eyes. */
  isMade(folder: string, head: Head | undefined): boolean {
    const key = keyOf(head);
    return key !== null && this.#made.get(folder) === key;
  }

  forget(folder: string): void {
    this.#seen.delete(folder);
    this.#made.delete(folder);
  }
}

/** The same as long as the same commit of the same branch is checked out; null where there is no branch. */
function keyOf(head: Head | undefined): string | null {
  return head?.name === undefined || head.commit === undefined ? null : `${head.name} ${head.commit}`;
}

/** Whether a branch is one that others are merged into: the remote's default branch has its name, or it has the name that such branches usually have. */
function isBase(branch: string, choices: readonly BaseChoice[]): boolean {
  return USUAL_BASES.has(branch) || choices.some(({ name, reason }) => reason === 'default-branch' && (name === branch || name.slice(name.indexOf('/') + 1) === branch));
}
