import type { FileChange } from '../../core/changes.ts';
import { connected, TIED } from './split-connected.ts';
import { isFormatting } from './split-formatting.ts';
import { wordLink } from './split-links.ts';
import { unitOf, type Unit } from './split-unit.ts';

/** A file with more than these is not looked through hunk by hunk. */
export const MOST_HUNKS = 20;
const MOST_UNITS = 40;

/** The files as units, with hunks that change white space alone set apart from those of the same file that do more. */
export function unitsOf(files: readonly FileChange[]): Unit[] {
  return files.flatMap((file) => {
    if (!isDivisible(file)) return [unitOf(file)];
    const formatting = file.hunks.map((hunk) => isFormatting(hunk, file.path));
    const indices = (wanted: boolean) => formatting.flatMap((is, index) => (is === wanted ? [index] : []));
    if (!formatting.includes(true) || !formatting.includes(false)) return [unitOf(file)];
    return [unitOf(file, indices(false)), unitOf(file, indices(true))];
  });
}

/** Whether hunks of it can be told apart: text that was changed in its place. */
function isDivisible({ kind, binary, submodule, hunks }: FileChange): boolean {
  return kind === 'modified' && !binary && !submodule && hunks.length > 1;
}

/** Each hunk of a unit alone, where they can be told apart. */
export function hunksOf(unit: Unit): Unit[] {
  if (!isDivisible(unit.file)) return [unit];
  return (unit.hunks ?? unit.file.hunks.map((_, index) => index)).map((index) => unitOf(unit.file, [index]));
}

/**
 * Divides files that alone hold different concerns together, where each of their hunks plainly belongs to one of the others:
 * a file of routes with a hunk for each of two features.
 */
export function divideBridges(units: readonly Unit[]): Unit[] {
  return units.flatMap((bridge) => {
    const hunks = hunksOf(bridge);
    if (hunks.length < 2 || hunks.length > MOST_HUNKS || units.length > MOST_UNITS) return [bridge];
    const clusters = connected(units.filter((unit) => unit !== bridge));
    if (clusters.length < 2) return [bridge];
    const places = hunks.map((hunk) => {
      const strengths = clusters.map((cluster) => Math.max(...cluster.units.map((unit) => wordLink(hunk, unit))));
      const best = Math.max(...strengths);
      const plain = best >= TIED && strengths.filter((strength) => strength > best / 2).length === 1;
      return plain ? strengths.indexOf(best) : undefined;
    });
    if (places.includes(undefined) || new Set(places).size < 2) return [bridge];
    return [...new Set(places)].map((place) => unitOf(bridge.file, hunks.flatMap((hunk, index) => (places[index] === place ? hunk.hunks! : []))));
  });
}
