import { isAbort, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { HeadMove } from '../sources/git/head-moves.ts';
import { type DraftedMessage, commitVerdicts } from './commit-verdict.ts';
import type { Verdicts } from './verdicts.ts';

/** What is used of a repository of VS Code's own git extension. */
export interface FollowedRepository {
  readonly rootUri: { readonly fsPath: string };
  readonly inputBox: { readonly value: string };
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined };
}

export interface FollowedCommitsDependencies {
  /** The last moves of a repository's HEAD, newest first. */
  headMoves(folder: string, signal: AbortSignal): Promise<HeadMove[]>;
  verdicts: Verdicts;
  log: Log;
  /** Milliseconds since 1970. */
  now?: () => number;
}

interface Followed {
  /** Those that were shown, in that order. */
  drafted: DraftedMessage[];
  /** Seconds since 1970. What the editor knew of HEAD then may be older. */
  since: number;
  /** The last commit that has nothing to do with them. */
  passed: string | undefined;
  /** As the editor knew it when HEAD was looked at last. */
  seen: string | undefined;
}

const COMMITTED = /^commit(?: \((?:initial|amend|merge)\))?$/;

/** Follows the messages that were shown in commit boxes up to the commit, and takes down what became of them there. Without a commit there is no verdict. */
export class FollowedCommits {
  readonly #deps: FollowedCommitsDependencies;
  readonly #followed = new Map<string, Followed>();
  readonly #closed = new AbortController();

  constructor(deps: FollowedCommitsDependencies) {
    this.#deps = deps;
  }

  /** A message was written; what was shown before was for something else. */
  written(repository: FollowedRepository, drafted: DraftedMessage): void {
    const since = Math.floor((this.#deps.now ?? Date.now)() / 1000);
    const head = repository.state.HEAD?.commit;
    this.#followed.set(repository.rootUri.fsPath, { drafted: [drafted], since, passed: head, seen: head });
  }

  /** Another message for the same took its place. */
  replaced(repository: FollowedRepository, drafted: Omit<DraftedMessage, 'answeredBy'> & Partial<DraftedMessage>): void {
    const followed = this.#followed.get(repository.rootUri.fsPath);
    if (!followed) return;
    const others = followed.drafted.filter(({ message }) => message !== drafted.message);
    followed.drafted = [...others, { answeredBy: followed.drafted[0]!.answeredBy, ...drafted }];
  }

  /** Resolves when what has changed is taken down. Never rejects. */
  async changed(repository: FollowedRepository): Promise<void> {
    const folder = repository.rootUri.fsPath;
    const followed = this.#followed.get(folder);
    const now = repository.state.HEAD?.commit;
    if (!followed || followed.seen === now) return;
    followed.seen = now;
    try {
      await this.#moved(repository, followed);
    } catch (error) {
      if (this.#followed.get(folder) === followed) this.#followed.delete(folder);
      if (!isAbort(error)) this.#deps.log.debug(`What became of a commit message is not known: ${messageOf(error)}`);
    }
  }

  closed({ rootUri }: FollowedRepository): void {
    this.#followed.delete(rootUri.fsPath);
  }

  dispose(): void {
    this.#closed.abort();
    this.#followed.clear();
  }

  async #moved({ rootUri, inputBox }: FollowedRepository, followed: Followed): Promise<void> {
    const folder = rootUri.fsPath;
    const all = await this.#deps.headMoves(folder, this.#closed.signal);
    // Another message may have been written, or the same commit been looked at, meanwhile.
    if (this.#followed.get(folder) !== followed) return;
    const passed = all.findIndex(({ to }) => to === followed.passed);
    const moves = all.slice(0, passed < 0 ? all.length : passed).filter(({ time }) => time >= followed.since);
    if (moves.length === 0) return;
    // The first one: a hook, or somebody who thinks again, may have amended it since.
    const committed = moves.findLast(({ action }) => COMMITTED.test(action));
    const verdicts = committed ? commitVerdicts(followed.drafted, committed.message) : [];
    const stands = committed ? followed.drafted.some(({ message }) => message === inputBox.value) : inputBox.value.trim() !== '';
    // A branch was switched, or something else was committed elsewhere; the message is still to be used.
    if (stands && verdicts.every(({ verdict }) => verdict.kind === 'discarded')) {
      followed.passed = moves[0]!.to;
      return;
    }
    this.#followed.delete(folder);
    for (const { drafted, verdict } of verdicts) this.#deps.verdicts.learn('commit', drafted, verdict);
  }
}
