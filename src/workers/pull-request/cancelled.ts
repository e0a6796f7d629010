import type { Commit, FileChange } from '../../core/changes.ts';
import { changedLines, isTelling, type ChangedLines } from './changed-lines.ts';
import { correctedSubject } from './commits.ts';
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
  const lines = new NetLines(commits, net);
  const tallies = new Map<string, Tally>();
  for (const { id, changed } of commits.toReversed()) {
    if (counted.has(id)) tallies.set(id, lines.take(changed));
    lines.before(changed);
  }
  return tallies;
}

/** The lines of the branch's whole diff that no commit has taken yet, by the names that files have at its end. */
class NetLines {
  private readonly left = new Map<number, number>();
  private readonly files = new Set<string>();
  /** Files of which the net diff says only that they changed. */
  private readonly unread = new Set<string>();
  private readonly numbers = new Map<string, number>();
  /** What files are called at the end, by what they are called at the commit that is looked at. */
  private names = new Map<string, string>();

  constructor(commits: BranchCommit[], net: FileChange[]) {
    for (const { changed } of commits.toReversed()) this.before(changed);
    for (const [index, { path, oldPath, removed, added }] of changedLines(net).files.entries()) {
      const origin = this.nameOf(oldPath ?? path);
      for (const name of [path, origin]) {
        this.files.add(name);
        if (net[index]!.hunks.length === 0) this.unread.add(name);
      }
      for (const hash of removed) this.put(this.key(origin, '-', hash));
      for (const hash of added) this.put(this.key(path, '+', hash));
    }
    this.names = new Map();
  }

  take({ files }: ChangedLines): Tally {
    const tally: Tally = { all: 0, kept: 0, telling: 0, keptTelling: 0 };
    const count = (isThere: boolean, tells: boolean) => {
      tally.all++;
      if (isThere) tally.kept++;
      if (tells) tally.telling++;
      if (tells && isThere) tally.keptTelling++;
    };
    for (const { path, removed, added } of files) {
      const name = this.nameOf(path);
      // A binary file, a mode, a rename, one that was too large: the file is all there is.
      if (removed.length + added.length === 0) count(this.files.has(name), true);
      const isUnread = this.unread.has(name);
      for (const hash of removed) count(isUnread || this.takeOne(this.key(name, '-', hash)), isTelling(hash));
      for (const hash of added) count(isUnread || this.takeOne(this.key(name, '+', hash)), isTelling(hash));
    }
    return tally;
  }

  /** Goes back to before this commit's renames. */
  before({ files }: ChangedLines): void {
    const renames = files.filter(({ oldPath }) => oldPath !== undefined).map(({ path, oldPath }) => ({ path, oldPath: oldPath!, name: this.nameOf(path) }));
    for (const { path } of renames) this.names.delete(path);
    for (const { oldPath, name } of renames) this.names.set(oldPath, name);
  }

  private nameOf(path: string): string {
    return this.names.get(path) ?? path;
  }

  private key(name: string, sign: '+' | '-', hash: number): number {
    const place = `${sign}${name}`;
    let number = this.numbers.get(place);
    if (number === undefined) this.numbers.set(place, (number = this.numbers.size));
    return number * 2 ** 32 + hash;
  }

  private put(key: number): void {
    this.left.set(key, (this.left.get(key) ?? 0) + 1);
  }

  private takeOne(key: number): boolean {
    const count = this.left.get(key) ?? 0;
    if (count > 0) this.left.set(key, count - 1);
    return count > 0;
  }
}
