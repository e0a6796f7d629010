import type { FileChange } from '../../core/changes.ts';
import { mainKind, reasonFor } from './split-reasons.ts';
import { settle } from './split-clusters.ts';
import type { Cluster } from './split-connected.ts';
import { unitsOf } from './split-hunks.ts';
import type { Unit } from './split-unit.ts';

/** A file, or some of its hunks, in one of the commits of a split. */
export interface SplitPart {
  readonly path: string;
  /** Indices into the hunks of the file's change, ascending; `all` where the file goes whole, with its rename, mode or binary content. */
  readonly hunks: readonly number[] | 'all';
}

/** What belongs in one commit. */
export interface SplitGroup {
  /** Why it stands alone, in a few words: `only formatting`, `docs`, `src/billing and its tests`. */
  readonly reason: string;
  /** In the order of the diff; never empty. */
  readonly parts: readonly SplitPart[];
}

/** Above this many files it is a sweep, a move or an import, and telling them apart would be guessing. */
const MOST_FILES = 120;
/** More commits than a person would look through. */
const MOST_GROUPS = 5;

/**
 * The commits that a change falls into, two to five of them, each file and hunk in exactly one; undefined where it is one concern,
 * or where the evidence is weak: source, its tests, its documentation and its changelog are one. Where the same path occurs twice,
 * hunk indices count on through its changes. Pure formatting comes first.
 */
export function proposeSplit(files: readonly FileChange[]): SplitGroup[] | undefined {
  const once = mergeSamePath(files);
  if (once.length > MOST_FILES) return undefined;
  const clusters = settle(unitsOf(once));
  if (clusters.length < 2 || clusters.length > MOST_GROUPS) return undefined;
  return clusters.sort(byOrder(once)).map((cluster) => ({ reason: reasonFor(cluster.units), parts: partsOf(cluster.units, once) }));
}

function byOrder(files: readonly FileChange[]): (one: Cluster, other: Cluster) => number {
  const first = ({ units }: Cluster) => Math.min(...units.map(({ file }) => files.indexOf(file)));
  const rank = ({ units }: Cluster) => (units.every((unit) => unit.formatting) ? 0 : mainKind(units) === 'upkeep' ? 1 : 2);
  return (one, other) => rank(one) - rank(other) || first(one) - first(other);
}

function partsOf(units: readonly Unit[], files: readonly FileChange[]): SplitPart[] {
  const chosen = new Map<FileChange, number[] | 'all'>();
  for (const { file, hunks } of units) {
    const before = chosen.get(file);
    chosen.set(file, hunks === undefined || before === 'all' ? 'all' : [...(before ?? []), ...hunks].sort((a, b) => a - b));
  }
  return files
    .filter((file) => chosen.has(file))
    .map((file) => {
      const hunks = chosen.get(file)!;
      return { path: file.path, hunks: hunks !== 'all' && hunks.length === file.hunks.length ? 'all' : hunks };
    });
}

function mergeSamePath(files: readonly FileChange[]): FileChange[] {
  const byPath = new Map<string, FileChange>();
  for (const file of files) {
    const before = byPath.get(file.path);
    byPath.set(file.path, before === undefined ? file : { ...before, added: before.added + file.added, removed: before.removed + file.removed, binary: before.binary || file.binary, submodule: before.submodule || file.submodule, hunks: [...before.hunks, ...file.hunks] });
  }
  return [...byPath.values()];
}
