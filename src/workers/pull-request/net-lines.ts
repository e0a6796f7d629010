import type { FileChange } from '../../core/changes.ts';
import { changedLines, isTelling, type ChangedLines } from './changed-lines.ts';

type Sign = '+' | '-';

/**
 * The lines of a branch's whole diff that no commit has taken yet. Its commits are gone through from the newest back; files are meant by the
 * names that they have at the commit that is looked at.
 */
export class NetLines {
  private readonly left = new Map<number, number>();
  private readonly files = new Set<string>();
  /** Files of which the whole diff says only that they changed. */
  private readonly unread = new Set<string>();
  private readonly numbers = new Map<string, number>();
  /** Where added lines went that a later commit moved. */
  private readonly moved = new Map<number, number>();
  /** What files are called at the end, by what they are called at the commit. */
  private names = new Map<string, string>();

  /** `commits`: all of the branch, oldest first. */
  constructor(commits: ChangedLines[], net: FileChange[]) {
    for (const changed of commits.toReversed()) this.goBefore(changed);
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

  hasFile(path: string): boolean {
    return this.files.has(this.nameOf(path));
  }

  /** Takes a line that a commit changed; false where it is not there, or another has it. */
  take(path: string, sign: Sign, hash: number): boolean {
    const name = this.nameOf(path);
    if (this.unread.has(name)) return true;
    for (let key: number | undefined = this.key(name, sign, hash), hops = 0; key !== undefined && hops < 10; key = this.moved.get(key), hops++) {
      const count = this.left.get(key) ?? 0;
      if (count === 0) continue;
      this.left.set(key, count - 1);
      return true;
    }
    return false;
  }

  has(path: string, sign: Sign, hash: number): boolean {
    const name = this.nameOf(path);
    return this.unread.has(name) || (this.left.get(this.key(name, sign, hash)) ?? 0) > 0;
  }

  /** As `has`, of an added line that the commit took from elsewhere: who wrote it there will find it here. */
  seeMoved(from: string, path: string, hash: number): boolean {
    const [source, target] = [this.key(this.nameOf(from), '+', hash), this.key(this.nameOf(path), '+', hash)];
    if (source !== target) this.moved.set(source, target);
    return this.has(path, '+', hash);
  }

  /** Goes back to before this commit's renames. */
  goBefore({ files }: ChangedLines): void {
    const renames = files.filter(({ oldPath }) => oldPath !== undefined).map(({ path, oldPath }) => ({ path, oldPath: oldPath!, name: this.nameOf(path) }));
    for (const { path } of renames) this.names.delete(path);
    for (const { oldPath, name } of renames) this.names.set(oldPath, name);
  }

  private nameOf(path: string): string {
    return this.names.get(path) ?? path;
  }

  private key(name: string, sign: Sign, hash: number): number {
    const place = `${sign}${name}`;
    let number = this.numbers.get(place);
    if (number === undefined) this.numbers.set(place, (number = this.numbers.size));
    return number * 2 ** 32 + hash;
  }

  private put(key: number): void {
    this.left.set(key, (this.left.get(key) ?? 0) + 1);
  }
}

/** The lines that a commit removes in one place and adds in another, or in the same with other space around them. */
export class Moves {
  /** Removed lines by their hash: how many of which file. */
  private readonly removed = new Map<number, Map<string, number>>();

  constructor({ files }: ChangedLines) {
    for (const { path, removed } of files) {
      for (const hash of removed) {
        const places = this.removed.get(hash) ?? new Map<string, number>();
        this.removed.set(hash, places.set(path, (places.get(path) ?? 0) + 1));
      }
    }
  }

  /** The file that an added line was taken from, the same one first; undefined where it is new. */
  takeSource(hash: number, path: string): string | undefined {
    const places = isTelling(hash) ? this.removed.get(hash) : undefined;
    const from = places?.has(path) ? path : places?.keys().next().value;
    if (from !== undefined) this.takeOne(hash, from);
    return from;
  }

  /** Whether a removed line is none of those that were added elsewhere; asked once for each. */
  isLeft(hash: number, path: string): boolean {
    return this.takeOne(hash, path);
  }

  private takeOne(hash: number, path: string): boolean {
    const places = this.removed.get(hash);
    const count = places?.get(path);
    if (places === undefined || count === undefined) return false;
    if (count === 1) places.delete(path);
    else places.set(path, count - 1);
    return true;
  }
}
