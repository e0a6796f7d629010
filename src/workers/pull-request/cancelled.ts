import type { Commit, FileChange } from '../../core/changes.ts';
import { isTelling, type ChangedLines } from './changed-lines.ts';
import { correctedSubject } from './commits.ts';
import { Moves, NetLines } from './net-lines.ts';
import { cancelledByReverts } from './reverts.ts';

/** A commit whose change is still there at the end of the branch. */
export interface Survivor {
  id: string;
  /** Share of its changed lines that are in the branch's own diff, 0 to 1; those folded into it count. */
  share: number;
  /** Ids of the `fixup!`, `squash!` and `amend!` commits that belong to it, oldest first. */
  folded: string[];
}

export type BranchCommit = Commit & { changed: ChangedLines };

const MERGE = /^Merge (?:(?:remote-tracking )?branch(?:es)?|pull request|tag|commit|remote) /;
/** Of a commit that leaves less than this share, and no more lines than these, nothing is said. */
const LEAST_SHARE = 0.05;
const FEW_LINES = 5;

/**
 * Which of a branch's commits (oldest first) still count: not merges, what was reverted and its revert, and what later commits have undone or written
 * anew (as the branch's whole diff, `net`, tells). Where by this none would count though the branch does change something, all do that
 * nobody reverted. Takes time in proportion to the changed lines.
 */
export function survivingCommits(commits: BranchCommit[], net: FileChange[]): Survivor[] {
  const gone = cancelledByReverts(commits);
  const left = commits.filter(({ id, subject }) => !gone.has(id) && !MERGE.test(subject));
  const tallies = tallyLines(commits, new Set(left.map(({ id }) => id)), net);
  const groups = fold(left, (id) => survives(tallies.get(id)!));
  const found = groups.map(({ id, folded }) => ({ id, folded, tally: [id, ...folded].map((part) => tallies.get(part)!).reduce(add) }));
  const surviving = found.filter(({ tally }) => survives(tally));
  return (surviving.length > 0 || net.length === 0 ? surviving : found).map(({ id, folded, tally }) => ({ id, share: shareOf(tally), folded }));
}

/** The commits that survive and those folded into them, in their order: their issue numbers and closing phrases count, those of others do not. */
export function countingCommits<C extends Pick<Commit, 'id'>>(commits: C[], survivors: Survivor[]): C[] {
  const ids = new Set(survivors.flatMap(({ id, folded }) => [id, ...folded]));
  return commits.filter(({ id }) => ids.has(id));
}

/** Corrections go to the last commit before them that they name; those whose commit is gone stand for themselves if they survive. */
function fold(commits: BranchCommit[], stays: (id: string) => boolean): { id: string; folded: string[] }[] {
  const groups: { id: string; subject: string; folded: string[] }[] = [];
  for (const { id, subject } of commits) {
    const corrected = correctedSubject(subject);
    const target = corrected === undefined ? undefined : groups.findLast((group) => group.subject === corrected) ?? groups.findLast((group) => isShort(corrected, group));
    if (target) target.folded.push(id);
    else if (corrected === undefined || stays(id)) groups.push({ id, subject: corrected ?? subject, folded: [] });
  }
  return groups;
}

/** As `git rebase --autosquash` has it: the beginning of a subject, or of an id. */
function isShort(corrected: string, { id, subject }: { id: string; subject: string }): boolean {
  return corrected !== '' && (subject.startsWith(corrected) || (/^[0-9a-f]{7,}$/.test(corrected) && id.startsWith(corrected)));
}

/** Lines of a commit, and those of them that are in the net diff; the same of lines that have a letter or digit. */
interface Tally {
  all: number;
  kept: number;
  telling: number;
  keptTelling: number;
}

function add(one: Tally, other: Tally): Tally {
  return { all: one.all + other.all, kept: one.kept + other.kept, telling: one.telling + other.telling, keptTelling: one.keptTelling + other.keptTelling };
}

/** Braces and blank lines count only where there is nothing else. */
function shareOf({ all, kept, telling, keptTelling }: Tally): number {
  if (telling > 0) return keptTelling / telling;
  return all > 0 ? kept / all : 0;
}

function survives(tally: Tally): boolean {
  return shareOf(tally) >= LEAST_SHARE || tally.keptTelling > FEW_LINES;
}

/** From the newest commit back: each takes those lines out of the net diff that are its own, so that of two that wrote the same line the last has it. */
function tallyLines(commits: BranchCommit[], counted: Set<string>, net: FileChange[]): Map<string, Tally> {
  const lines = new NetLines(commits.map(({ changed }) => changed), net);
  const tallies = new Map<string, Tally>();
  for (const { id, changed } of commits.toReversed()) {
    if (counted.has(id)) tallies.set(id, tally(lines, changed));
    lines.goBefore(changed);
  }
  return tallies;
}

function tally(net: NetLines, changed: ChangedLines): Tally {
  const sum: Tally = { all: 0, kept: 0, telling: 0, keptTelling: 0 };
  const count = (isThere: boolean, tells: boolean) => {
    sum.all++;
    if (isThere) sum.kept++;
    if (tells) sum.telling++;
    if (tells && isThere) sum.keptTelling++;
  };
  const unpaired = new Moves(changed);
  for (const { path, removed, added } of changed.files) {
    // A binary file, a mode, a rename, one that was too large: the file is all there is.
    if (removed.length + added.length === 0) count(net.hasFile(path), true);
    for (const hash of added) {
      // Whoever wrote a line that is only moved or indented wrote it before.
      const from = unpaired.takeSource(hash, path);
      count(from === undefined ? net.take(path, '+', hash) : net.seeMoved(from, path, hash), isTelling(hash));
    }
  }
  for (const { path, removed } of changed.files) {
    for (const hash of removed) count(unpaired.isLeft(hash, path) ? net.take(path, '-', hash) : net.has(path, '-', hash), isTelling(hash));
  }
  return sum;
}
