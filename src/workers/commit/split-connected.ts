import { linkOf } from './split-links.ts';
import type { Unit } from './split-unit.ts';

/** Units that belong together. */
export interface Cluster {
  readonly units: Unit[];
}

/** From this strength of a link on two units are one concern. */
export const TIED = 0.7;

/** The units in clusters that nothing ties to each other. */
export function connected(units: readonly Unit[]): Cluster[] {
  const root = units.map((_, index) => index);
  const find = (index: number): number => (root[index] === index ? index : (root[index] = find(root[index]!)));
  for (let one = 0; one < units.length; one++) {
    for (let other = 0; other < one; other++) {
      if (find(one) !== find(other) && linkOf(units[one]!, units[other]!) >= TIED) root[find(one)] = find(other);
    }
  }
  const clusters = new Map<number, Cluster>();
  units.forEach((unit, index) => {
    const cluster = clusters.get(find(index));
    if (cluster) cluster.units.push(unit);
    else clusters.set(find(index), { units: [unit] });
  });
  return [...clusters.values()];
}
