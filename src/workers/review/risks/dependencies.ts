import { dependencyChanges, type VersionChange } from '../../changes/versions.ts';
import { code } from '../../pull-request/markdown.ts';
import type { ReviewedFile } from '../reviewed-file.ts';
import { risk, type Branch, type Detector } from './detector.ts';

const MOST = 6;

/** Packages that are new or have another main version, and locked versions that nobody asked for. */
export const dependencies: Detector = (file, branch) => {
  const { change, role } = file;
  if (role === 'lock') {
    return change.kind === 'modified' && file.added.length > 0 && !hasManifest(file, branch) ? [risk('dependency', 'Locked versions change though no manifest does.')] : [];
  }
  if (role !== 'dependency' || change.kind !== 'modified') return [];
  const { bumped, added } = dependencyChanges([change]);
  const lineOf = (name: string) => file.added.find(({ text }) => text.includes(name))?.line ?? null;
  return [
    ...added.slice(0, MOST).map((name) => risk('dependency', `The dependency ${code(name)} is new.`, lineOf(name))),
    ...bumped.filter(isMajor).slice(0, MOST).map(({ name, from, to }) => risk('dependency', `${code(name)} goes from ${from} to ${to}.`, lineOf(name))),
  ];
};

/** By semantic versioning: the first number that is not zero tells what may break. */
function isMajor({ from, to }: VersionChange): boolean {
  const numbers = (version: string) => /(\d+)(?:\.(\d+))?/.exec(version)?.slice(1).map(Number) ?? [];
  const [[major, minor], [nextMajor, nextMinor]] = [numbers(from), numbers(to)];
  if (major === undefined || nextMajor === undefined) return false;
  return nextMajor > major || nextMajor < major || (major === 0 && (minor ?? 0) !== (nextMinor ?? 0));
}

/** A manifest in the folder of the lock file or below it. */
function hasManifest({ change: { path } }: ReviewedFile, { files }: Branch): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return files.some(({ role, change }) => role === 'dependency' && change.path.startsWith(folder));
}
