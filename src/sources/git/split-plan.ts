import { join } from 'node:path';
import type { FileChange } from '../../core/changes.ts';
import { gitIn } from './command.ts';
import { readDiff } from './read-diff.ts';
import { writingGit, type WritingGit } from './split-command.ts';
import { contentWith } from './split-content.ts';
import { entriesBetween, indexInfo, isFile, pathOf, type Entry } from './split-entries.ts';
import { copyIndex, text, withScratch, type StagedState } from './split-staged.ts';

/** A file or some of its hunks; hunks are counted in the file's change. */
export interface PartOfChange {
  readonly path: string;
  readonly hunks: readonly number[] | 'all';
}

type Blob = Pick<Entry, 'bytes' | 'mode' | 'id'>;

/** One commit of a split, ready to be made. */
export interface PlannedCommit {
  /** What the index has at these paths when this commit is made; all others are as they are staged. */
  readonly entries: readonly Blob[];
  readonly tree: string;
  /** What it changes compared with the commit before. */
  readonly diff: string;
}

/** Which group brings a path, or each of its hunks. */
type Owner = number | readonly number[];

/**
 * Builds the trees of a split, one on top of the other; the last is what is staged. What no group names comes with the last one, what cannot be divided
 * (renames, new files, links, binaries, submodules) with the first that names it. Writes objects only. Throws an Error where a group is left without a change.
 */
export async function planSplit(state: StagedState, groups: readonly (readonly PartOfChange[])[], signal: AbortSignal): Promise<PlannedCommit[]> {
  const read = await gitIn(state.top, signal);
  const git = await writingGit(state.top, signal);
  const entries = await entriesBetween(git, state.base, state.tree);
  const owners = ownersOf(entries, state.files, groups);
  const contents = contentReader(git, state.files);
  return withScratch(async (folder) => {
    const planned: PlannedCommit[] = [];
    for (const [position] of groups.entries()) {
      const blobs = await Promise.all(entries.map((entry) => blobAfter(entry, owners.get(entry)!, position, contents)));
      const index = join(folder, 'index');
      await copyIndex(read, state.top, index);
      await git.plumbing(['update-index', '-z', '--index-info'], { index, input: indexInfo(changedOnly(blobs, entries)) });
      const tree = text(await git.plumbing(['write-tree'], { index }));
      const before = planned.at(-1)?.tree ?? state.base;
      if (tree === before) throw new Error(`Commit ${position + 1} of the split has no change.`);
      planned.push({ entries: blobs, tree, diff: await readDiff(read, [before, tree]) });
    }
    if (planned.at(-1)?.tree !== state.tree) throw new Error('The commits of the split do not add up to what is staged.');
    return planned;
  });
}

/** Entries that are as they are staged keep what the index knows of their files. */
export function changedOnly(blobs: readonly Blob[], entries: readonly Blob[]): Blob[] {
  const staged = new Map(entries.map((entry) => [entry.bytes, entry]));
  return blobs.filter((blob) => staged.get(blob.bytes)?.id !== blob.id || staged.get(blob.bytes)?.mode !== blob.mode);
}

function ownersOf(entries: readonly Entry[], files: readonly FileChange[], groups: readonly (readonly PartOfChange[])[]): Map<Entry, Owner> {
  const byPath = new Map<string, Entry[]>();
  for (const entry of entries) byPath.set(pathOf(entry), [...(byPath.get(pathOf(entry)) ?? []), entry]);
  const last = groups.length - 1;
  const owners = new Map<Entry, Owner>(entries.map((entry) => [entry, last]));
  for (const file of files) {
    const own = byPath.get(file.path) ?? [];
    const naming = (wanted: (part: PartOfChange) => boolean) => {
      const found = groups.findIndex((parts) => parts.some((part) => part.path === file.path && wanted(part)));
      return found < 0 ? last : found;
    };
    const hunkOwners = file.hunks.map((_, index) => naming(({ hunks }) => hunks === 'all' || hunks.includes(index)));
    if (own.length === 1 && isDivisible(file, own[0]!) && new Set(hunkOwners).size > 1) owners.set(own[0]!, hunkOwners);
    else {
      const moved = file.kind === 'renamed' && file.oldPath !== undefined ? (byPath.get(file.oldPath) ?? []) : [];
      for (const entry of [...own, ...moved]) owners.set(entry, naming(() => true));
    }
  }
  keepFoldersWhole(entries, owners);
  return owners;
}

function isDivisible({ kind, binary, submodule }: FileChange, { oldMode, mode }: Entry): boolean {
  return kind === 'modified' && !binary && !submodule && isFile(oldMode) && isFile(mode);
}

/** Where a folder takes a file's place, or the reverse, one cannot be without the other. */
function keepFoldersWhole(entries: readonly Entry[], owners: Map<Entry, Owner>): void {
  const byBytes = new Map(entries.map((entry) => [entry.bytes, entry]));
  const inside = new Map<Entry, Entry[]>();
  for (const entry of entries) {
    for (let slash = entry.bytes.indexOf('/'); slash > 0; slash = entry.bytes.indexOf('/', slash + 1)) {
      const outer = byBytes.get(entry.bytes.slice(0, slash));
      if (outer) inside.set(outer, [...(inside.get(outer) ?? []), entry]);
    }
  }
  for (const [outer, inner] of inside) {
    const together = [outer, ...inner];
    const first = Math.min(...together.flatMap((entry) => owners.get(entry)!));
    for (const entry of together) owners.set(entry, first);
  }
}

type ReadContents = (entry: Entry, chosen: ReadonlySet<number>) => Promise<string>;

async function blobAfter(entry: Entry, owner: Owner, position: number, contentId: ReadContents): Promise<Blob> {
  const { bytes, mode, id, oldMode, oldId } = entry;
  if (typeof owner === 'number') return owner <= position ? { bytes, mode, id } : { bytes, mode: oldMode, id: oldId };
  const chosen = new Set(owner.flatMap((group, hunk) => (group <= position ? [hunk] : [])));
  if (chosen.size === 0) return { bytes, mode: oldMode, id: oldId };
  if (chosen.size === owner.length) return { bytes, mode, id };
  return { bytes, mode, id: await contentId(entry, chosen) };
}

function contentReader(git: WritingGit, files: readonly FileChange[]): ReadContents {
  return async (entry, chosen) => {
    const { hunks } = files.find(({ path }) => path === pathOf(entry))!;
    const [before, after] = await Promise.all([entry.oldId, entry.id].map((id) => git.plumbing(['cat-file', 'blob', id])));
    return text(await git.plumbing(['hash-object', '-w', '--stdin'], { input: contentWith(before!, after!, hunks, chosen) }));
  };
}
