import { connected, type Cluster } from './split-connected.ts';
import { divideBridges, hunksOf, MOST_HUNKS } from './split-hunks.ts';
import { linkOf } from './split-links.ts';
import { isChangelog, mainKind, type Kind } from './split-reasons.ts';
import type { Unit } from './split-unit.ts';

/** A cluster that changes fewer lines is a part of another. */
const FEWEST_LINES = 2;
/** The same, for source beside other source: small changes here and there are one sweep. */
const FEWEST_LINES_BESIDE_SOURCE = 6;
const FEWEST_FORMATTING_LINES = 6;

/** The clusters that stand for a concern of their own; what does not is taken to the one that it is nearest to. */
export function settle(units: readonly Unit[]): Cluster[] {
  const formatting = units.filter((unit) => unit.formatting);
  const rest = units.filter((unit) => !unit.formatting);
  if (rest.length === 0) return [{ units: [...units] }];
  const alone = rest.filter((unit) => !isChangelog(unit.file.path));
  if (alone.length === 0) return [{ units: [...units] }];

  let clusters = connected(divideBridges(alone));
  clusters = join(clusters, ({ units: made }) => made.every(({ role }) => role === 'generated'), () => true, 'nearest');
  clusters = join(clusters, (cluster) => mainKind(cluster.units) === 'upkeep', (cluster) => mainKind(cluster.units) === 'upkeep', 'all');
  clusters = join(clusters, (cluster) => mainKind(cluster.units) === 'test', (cluster) => mainKind(cluster.units) === 'source', 'nearest');
  clusters = join(clusters, (cluster) => mainKind(cluster.units) === 'test', (cluster) => mainKind(cluster.units) === 'test', 'all');
  clusters = join(clusters, (cluster) => mainKind(cluster.units) === 'docs', (cluster) => mainKind(cluster.units) === 'docs', 'all');
  clusters = join(clusters, isSlight, () => true, 'nearest');
  clusters = join(clusters, (cluster) => mainKind(cluster.units) === 'source' && linesOf(cluster.units) < FEWEST_LINES_BESIDE_SOURCE, (cluster) => mainKind(cluster.units) === 'source', 'nearest');
  for (const unit of rest.filter(({ file }) => isChangelog(file.path)).flatMap((whole) => (whole.file.hunks.length > MOST_HUNKS ? [whole] : hunksOf(whole)))) nearest({ units: [unit] }, clusters).units.push(unit);
  if (formatting.length > 0) place(formatting, clusters);
  return clusters;
}

/** Formatting stands alone where it is more than a line or two; otherwise it goes with what is next to it. */
function place(formatting: readonly Unit[], clusters: Cluster[]): void {
  if (linesOf(formatting) >= FEWEST_FORMATTING_LINES) clusters.push({ units: [...formatting] });
  else for (const unit of formatting) nearest({ units: [unit] }, clusters).units.push(unit);
}

function isSlight({ units }: Cluster): boolean {
  return linesOf(units) < FEWEST_LINES;
}

function linesOf(units: readonly Unit[]): number {
  return units.reduce((sum, { file, hunks }) => sum + (hunks === undefined ? file.added + file.removed : hunks.reduce((lines, index) => lines + file.hunks[index]!.lines.filter((line) => line[0] !== ' ').length, 0)), 0);
}

/** Takes each cluster that `moves` to one that `takes`: the nearest, or where `all` are one, the first. */
function join(clusters: readonly Cluster[], moves: (cluster: Cluster) => boolean, takes: (cluster: Cluster) => boolean, which: 'all' | 'nearest'): Cluster[] {
  let left = [...clusters];
  for (const cluster of clusters) {
    if (left.length < 2 || !left.includes(cluster) || !moves(cluster)) continue;
    const targets = left.filter((other) => other !== cluster && takes(other));
    if (targets.length === 0) continue;
    (which === 'all' ? targets[0]! : nearest(cluster, targets)).units.push(...cluster.units);
    left = left.filter((other) => other !== cluster);
  }
  return left;
}

const RANK: Record<Kind, number> = { source: 0, test: 1, docs: 2, upkeep: 3 };

function nearest(cluster: Cluster, targets: readonly Cluster[]): Cluster {
  const strength = (target: Cluster) => Math.max(...cluster.units.flatMap((unit) => target.units.map((other) => linkOf(unit, other))));
  return targets
    .map((target) => ({ target, strength: strength(target), rank: RANK[mainKind(target.units)], lines: linesOf(target.units) }))
    .sort((a, b) => b.strength - a.strength || a.rank - b.rank || b.lines - a.lines)[0]!.target;
}
