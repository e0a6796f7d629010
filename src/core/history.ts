/** A commit of the past, as a worked example of how this project describes a change. */
export interface PastCommit {
  id: string;
  /** One line, at most a few hundred characters. */
  subject: string;
  /** Shortened where it is long; empty where there is none. */
  body: string;
  /** Paths that it touched, with `/` between their parts; the first few dozen. */
  files: string[];
  /** What it changed, in git's format, cut after a few thousand characters; left out where it cannot be read (a partial clone). */
  diff?: string;
}

/** What the commits that are looked for have in common with a change. */
export interface HistoryQuery {
  /** Paths that the change touches (before and after a rename), with `/` between their parts. */
  paths: string[];
  /** Identifiers and words that it changes (`changedWords`), the most telling first. */
  words: string[];
  /** The most commits that are wanted. */
  limit: number;
  /** Only ancestors of this commit are looked at, without itself; where it is left out, HEAD and its ancestors. */
  before?: string;
}

/**
 * A repository's past, by likeness to a change. It rests on an index that is kept between runs and is only a help:
 * what is not indexed yet is not found, and neither method fails because the index or the history cannot be read.
 * Both reject only with the signal's reason, and with a UserError where the folder is in no repository.
 */
export interface History {
  /** The most similar commits first, from what is indexed at this moment. Merges, reverts, fixups and work in progress are none. */
  similar(cwd: string, query: HistoryQuery, signal: AbortSignal): Promise<PastCommit[]>;
  /** Takes in the commits that are new since the last time. Stopped by the signal, it goes on from there the next time. */
  refresh(cwd: string, signal: AbortSignal): Promise<void>;
}

/** A commit as it is taken into the index. */
export interface CommitEntry {
  id: string;
  /** Seconds since 1970. */
  time: number;
  subject: string;
  body: string;
  files: string[];
}

/** What the index holds of a repository. */
export interface IndexedHistory {
  /** The index's own number of the repository. */
  number: number;
  /** The commit whose ancestors are indexed; null before the first time. */
  tip: string | null;
  /** The commit towards which it is being, or was last, extended; null where that was finished. */
  walking: string | null;
  /** Where a shallow clone's history ended, in a form of the caller's. */
  boundary: string;
}

/**
 * The kept index of histories. Commits are held once; which of them are ancestors of the tip is marked.
 * Every method does nothing, and finds nothing, where the store cannot be used.
 */
export interface HistoryIndex {
  /** `repository` is the absolute path of the folder that all its worktrees share. */
  open(repository: string): Promise<IndexedHistory | undefined>;
  /** Whether this process may extend the index now: one at a time does. Holds for some seconds, and is renewed by each addition. */
  claim(number: number, signal: AbortSignal): Promise<boolean>;
  release(number: number): Promise<void>;
  /** `afresh`: all that is indexed counts as unreachable until it is added again. */
  begin(number: number, walking: string, afresh: boolean, signal: AbortSignal): Promise<void>;
  add(number: number, commits: CommitEntry[], signal: AbortSignal): Promise<void>;
  /** `gone`: commits that the new tip does not have among its ancestors. */
  finish(number: number, end: { tip: string; boundary: string; gone: string[] }, signal: AbortSignal): Promise<void>;
  /** Ids of the newest reachable commits whose changed words have not been added, out of the newest `among`. */
  withoutWords(number: number, among: number): Promise<string[]>;
  addWords(number: number, commits: { id: string; words: string[] }[], signal: AbortSignal): Promise<void>;
  /** The most similar reachable commits, best first, without those that are excluded. */
  find(number: number, query: HistoryQuery, excluded: ReadonlySet<string>): Promise<PastCommit[]>;
}
