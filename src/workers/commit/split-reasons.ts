import type { FileRole } from '../changes/role.ts';
import type { Unit } from './split-unit.ts';

/** What a unit is to a concern: its source, its tests, its documentation, or the upkeep of the project around it. */
export type Kind = 'source' | 'test' | 'docs' | 'upkeep';

const KIND: Record<FileRole, Kind> = { source: 'source', test: 'test', docs: 'docs', config: 'upkeep', dependency: 'upkeep', ci: 'upkeep', lock: 'upkeep', generated: 'upkeep', asset: 'docs' };
const CHANGELOG = /(?:^|\/)(?:changelog|changes|history|news|release[-_]?notes)[^/]*$|(?:^|\/)\.changeset\//i;

export function isChangelog(path: string): boolean {
  return CHANGELOG.test(path);
}

function kindOf({ role }: Unit): Kind {
  return KIND[role];
}

/** What a cluster is: source where it has any, then documentation, then tests. */
export function mainKind(units: readonly Unit[]): Kind {
  const kinds = new Set(units.map(kindOf));
  return (['source', 'test', 'docs', 'upkeep'] as const).find((kind) => kinds.has(kind)) ?? 'source';
}

/** Why these units stand alone, in a few words that a person can read. */
export function reasonFor(units: readonly Unit[]): string {
  const place = placeOf(units);
  if (units.every((unit) => unit.formatting)) return 'only formatting';
  const kinds = new Set(units.map(kindOf));
  const main = mainKind(units);
  if (main === 'upkeep') return upkeep(units);
  if (main === 'docs') return `docs: ${place}`;
  if (main === 'test') return `tests: ${place}`;
  const more = [kinds.has('test') && 'tests', kinds.has('docs') && 'docs', kinds.has('upkeep') && 'configuration'].filter((word) => word !== false);
  const of = placeOf(units.filter((unit) => kindOf(unit) === 'source'));
  return more.length === 0 ? of : `${of} and its ${more.join(' and ')}`;
}

function upkeep(units: readonly Unit[]): string {
  const roles = new Set(units.map(({ role }) => role));
  if ([...roles].every((role) => role === 'ci')) return 'continuous integration';
  if ([...roles].every((role) => role === 'dependency' || role === 'lock')) return 'dependencies';
  return `configuration: ${placeOf(units)}`;
}

/** The file, where it is one; otherwise the folder that holds them all, or the first two files. */
function placeOf(units: readonly Unit[]): string {
  const paths = [...new Set(units.map(({ file }) => file.path))];
  if (paths.length === 1) return paths[0]!;
  const folders = units.map(({ folder }) => folder.split('/'));
  const common = folders[0]!.filter((_, index) => folders.every((parts) => parts.slice(0, index + 1).join('/') === folders[0]!.slice(0, index + 1).join('/'))).join('/');
  if (common.includes('/') || (common !== '' && !/^(?:src|lib|app|packages|source|docs?|tests?)$/i.test(common))) return common;
  return paths.length === 2 ? paths.join(' and ') : `${paths[0]} and ${paths.length - 1} more`;
}
