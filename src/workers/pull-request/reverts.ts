import type { Commit } from '../../core/changes.ts';

const REVERTED_ID = /\bThis reverts commit ([0-9a-f]{7,64})\b/g;
/** `Revert "Add x"`, what git calls the reverse of that, and the form of Conventional Commits. */
const REVERT_SUBJECT = /^(?:revert:? "(.+)"|(reapply) "(.+)"|revert(?:\([^)]*\))?: (.+))(?: \(#\d+\))?$/i;

/** The ids of the commits that later ones of the same branch (oldest first) take back, and of those that do so. */
export function cancelledByReverts(commits: Commit[]): Set<string> {
  const gone = new Set<string>();
  const reverts = new Map<string, Commit[]>();
  // To take back a revert brings back what it had taken back.
  const set = (commit: Commit, stays: boolean): void => {
    const targets = reverts.get(commit.id);
    if (targets) for (const target of targets) set(target, !stays);
    else if (stays) gone.delete(commit.id);
    else gone.add(commit.id);
  };
  commits.forEach((commit, index) => {
    const targets = targetsOf(commit, commits.slice(0, index), (id) => gone.has(id));
    if (targets.length === 0) return;
    reverts.set(commit.id, targets);
    for (const target of targets) set(target, false);
  });
  for (const id of reverts.keys()) gone.add(id);
  return gone;
}

/** What a commit takes back of those before it; nothing where that is not on the branch, as then the commit is a change like any other. */
function targetsOf({ subject, body }: Commit, before: Commit[], isGone: (id: string) => boolean): Commit[] {
  // What is left of a half is seen in the diffs.
  if (/\bpartial(?:ly)?\b/i.test(`${subject}\n${body}`)) return [];
  const ids = [...body.matchAll(REVERTED_ID)].map(([, id]) => id!);
  const named = ids.flatMap((id) => before.find((other) => other.id.startsWith(id)) ?? []);
  if (named.length > 0) return named;
  const [, reverted, reapplied, again, conventional] = REVERT_SUBJECT.exec(subject) ?? [];
  const isNamed = (other: Commit, name: string) => other.subject === name || other.subject.replace(/ \(#\d+\)$/, '') === name;
  const plain = reverted ?? conventional;
  // After a rebase the id in the message is that of a commit that is no more.
  const found = plain !== undefined
    ? before.findLast((other) => isNamed(other, plain) && !isGone(other.id))
    : reapplied !== undefined && again !== undefined
      ? before.findLast((other) => isNamed(other, `Revert "${again}"`))
      : undefined;
  return found ? [found] : [];
}
