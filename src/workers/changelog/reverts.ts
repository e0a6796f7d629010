import type { Commit } from '../../core/changes.ts';
import type { MergedRequest } from '../../core/releases.ts';
import { withoutNumber } from '../commit/past-subject.ts';

const BY_ID = /\bThis reverts commit ([0-9a-f]{7,64})\b/i;
const BY_SUBJECT = [/^Revert "(.+)"(?: \(#\d+\))?$/s, /^revert(?:\([^)]*\))?!?: (.+?)(?: \(#\d+\))?$/s];
/** What git calls the revert of a revert. */
const REAPPLIED = /^Reapply "(.+)"(?: \(#\d+\))?$/s;
const CORRECTION = /^(?:(?:fixup|squash|amend)! )+/;

/**
 * The commits without those that undo each other and without corrections of others among them; oldest first, as they come. A revert of a
 * revert brings back what was undone. A revert of what is not among them stays.
 */
export function withoutReverted<C extends Commit>(commits: C[]): C[] {
  const kept: C[] = [];
  /** Each revert with the commit that it undid. */
  const undone = new Map<C, C>();
  for (const commit of commits) {
    const target = revertedBy(commit, [...kept, ...undone.keys()]);
    const before = target && undone.get(target);
    if (target && before) {
      kept.push(before);
      undone.delete(target);
    } else if (target) {
      kept.splice(kept.lastIndexOf(target), 1);
      undone.set(commit, target);
    } else kept.push(commit);
  }
  const subjects = new Set(kept.map(({ subject }) => subject));
  return kept.filter(({ subject }) => !CORRECTION.test(subject) || !subjects.has(subject.replace(CORRECTION, '')));
}

/**
 * The commits and requests without those that were taken back as a whole: a revert names the merge, which is no commit of the range, or the request's title.
 */
export function withoutRevertedRequests<C extends Commit>(commits: C[], merged: MergedRequest[]): { commits: C[]; merged: MergedRequest[] } {
  const gone = new Set<string>();
  const left = new Set(merged);
  for (const { id, subject, body } of commits) {
    const named = BY_ID.exec(body)?.[1]?.toLowerCase();
    const quoted = BY_SUBJECT[0]!.exec(subject)?.[1];
    const request = merged.find((each) => (named !== undefined && each.id.toLowerCase().startsWith(named)) || (quoted !== undefined && each.title !== '' && each.title === withoutNumber(quoted)));
    if (!request || !left.delete(request)) continue;
    for (const each of [id, ...request.commits]) gone.add(each);
  }
  return { commits: commits.filter(({ id }) => !gone.has(id)), merged: [...left] };
}

function revertedBy<C extends Commit>(commit: C, others: C[]): C | undefined {
  const id = BY_ID.exec(commit.body)?.[1]?.toLowerCase();
  const byId = id === undefined ? undefined : others.find((other) => other.id.toLowerCase().startsWith(id));
  if (byId) return byId;
  const reapplied = REAPPLIED.exec(commit.subject)?.[1];
  const subject = reapplied !== undefined ? `Revert "${reapplied}"` : BY_SUBJECT.map((pattern) => pattern.exec(commit.subject)?.[1]).find((found) => found !== undefined);
  if (subject === undefined) return undefined;
  return others.findLast((other) => other !== commit && withoutNumber(other.subject) === withoutNumber(subject));
}
