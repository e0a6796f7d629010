import { partsOfName, weightOf } from './split-words.ts';
import type { Unit } from './split-unit.ts';

/** Shared words beyond this tell nothing more. */
const ENOUGH = 3;

/** How strongly two units belong together, and no less than 0. From 1 on they are taken to be one concern. */
export function linkOf(one: Unit, other: Unit): number {
  return wordLink(one, other) + mentionLink(one, other) + mentionLink(other, one) + pathLink(one, other);
}

/** The same by words alone: hunks of one file have their path in common in any case. */
export function wordLink(one: Unit, other: Unit): number {
  let sum = 0;
  // The name of a package stays when its version changes.
  const manifest = one.role === 'dependency' || other.role === 'dependency';
  const [small, large] = one.words.changed.size <= other.words.changed.size ? [one.words, other.words] : [other.words, one.words];
  for (const word of small.changed) {
    const weight = weightOf(word);
    if (weight === 0) continue;
    if (large.changed.has(word)) {
      const nets = Number(small.net.has(word)) + Number(large.net.has(word));
      sum += weight * (manifest ? 1 : [0.15, 0.4, 1][nets]!);
    } else if (small.net.has(word) && large.around.has(word)) sum += weight * 0.2;
    if (sum >= ENOUGH) return ENOUGH;
  }
  for (const word of large.net) {
    if (small.around.has(word) && !small.changed.has(word)) sum += weightOf(word) * 0.2;
    if (sum >= ENOUGH) return ENOUGH;
  }
  return sum;
}

/** Whether the changed lines of one unit speak of the other's file. */
function mentionLink(speaker: Unit, { file, stem }: Unit): number {
  const own = stem.length >= 4 && weightOf(stem) > 0 ? stem : undefined;
  if (own === undefined || file.path === speaker.file.path) return 0;
  for (const word of speaker.words.changed) if (word.toLowerCase() === own.replace(/-/g, '_')) return 0.5;
  return 0;
}

function pathLink(one: Unit, other: Unit): number {
  if (one.file.path === other.file.path) return 0.6;
  if (one.stem === other.stem && one.stem !== 'index' && one.stem !== 'readme') return 1;
  if (isNewPackage(one, other) || isNewPackage(other, one)) return 1;
  const parts = new Set(partsOfName(one.stem));
  const sameParts = partsOfName(other.stem).filter((part) => parts.has(part) && weightOf(part) > 0).length;
  const near = nearness(one.folder, other.folder);
  return Math.min(0.6, sameParts * 0.3) + near;
}

/** Whether the first is the manifest of a folder that comes with this change, and the other a file in it. */
function isNewPackage(manifest: Unit, { file }: Unit): boolean {
  return manifest.role === 'dependency' && manifest.file.kind === 'added' && file.kind === 'added' && manifest.folder !== '' && file.path.startsWith(`${manifest.folder}/`);
}

function nearness(one: string, other: string): number {
  if (one === other) return one === '' ? 0.1 : 0.3;
  const [a, b] = [one.split('/'), other.split('/')];
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared] && a[shared] !== '') shared++;
  return Math.min(0.25, shared * 0.08);
}
