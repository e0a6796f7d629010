import type { FileChange } from '../../core/changes.ts';
import type { Routine } from './facts.ts';
import { base, called, commonFolder } from './file-names.ts';
import { CI, DEPENDENCIES, habit, kindOf, permitted, standsForAll, takesType, withScope } from './head.ts';
import type { HouseStyle } from './style.ts';

const UPKEEP = /^(?:chore|refactor|build|style)$/i;
/** What no change is of which code knows that nothing works otherwise. */
const EFFECT = /^(?:feat|feature|fix|bugfix|perf)$/i;

/**
 * What stands before a routine message: what the house called the last one of its kind; otherwise, of what the files allow,
 * what such a change is usually called. Where the house calls nothing so, its upkeep type.
 */
export function headsForRoutine(routine: Routine, heads: string[], style: HouseStyle, files: FileChange[]): string[] {
  if (heads.length === 0) return heads;
  if (!takesType(style)) return [routine.head || areaFor(files, style)];
  const kind = kindOf(files);
  const types = new Set(heads.map(typeOf));
  const [only] = types;
  const known = types.size === 1 && routine.head === undefined && !EFFECT.test(only!) && (kind.length > 0 || (routine.type === undefined && UPKEEP.test(only!)));
  const wanted = routine.head || (known ? (heads.length === 1 ? heads[0]! : only!) : withScope(usualType(routine.type, [...types], style), files, style));
  const ruled = permitted([wanted], style).filter((head) => typeOf(head).toLowerCase() === typeOf(wanted).toLowerCase());
  // Where the rules know no such type, what the files speak for.
  return [bestScoped(ruled.length > 0 ? ruled : heads, kind, style)];
}

function usualType(type: Routine['type'], allowed: string[], style: HouseStyle): string {
  const usual = [type, 'chore', 'refactor'].filter((each) => each !== undefined);
  const found = usual.find((each) => allowed.includes(each));
  if (type !== 'refactor' && !found?.startsWith(type ?? 'chore')) {
    const inUse = [type, 'chore', 'build'].find((each) => each !== undefined && style.heads.has(each));
    if (inUse !== undefined) return inUse;
  }
  return found ?? type ?? 'chore';
}

/** Where the rules demand a scope: the one that the files speak for stands alone already; else one for changes of this kind, else the usual one. */
function bestScoped(heads: string[], kind: string[], style: HouseStyle): string {
  const withOne = (scopes: string[]) => heads.find((head) => scopes.includes(scopeOf(head).toLowerCase()));
  return heads.length === 1 ? heads[0]! : (withOne(kind) ?? withOne(style.scopedHeads.map(({ scope }) => scope.toLowerCase())) ?? heads[0]!);
}

/** The area that the paths speak for; empty where they have nothing in common. */
function areaFor(files: FileChange[], style: HouseStyle): string {
  const kind = kindOf(files);
  // A `README` stands for no other documentation.
  const ofKind = habit(style, kind.filter((word) => word !== 'readme'))?.[0];
  const onTheWay = [...style.heads.keys()].find((head) => standsForAll(head, files));
  // The names of workflows and manifests are no areas.
  const known = kind === CI || kind === DEPENDENCIES ? (ofKind ?? kind[0]) : (onTheWay ?? ofKind ?? kind[0]);
  if (known !== undefined) return known;
  const common = commonFolder(files.map(({ path }) => path));
  if (files.length > 1) return base(common);
  const [first, ...rest] = called(files[0]!.path).split('/');
  // `index` and the like go by their folder.
  return rest.length > 0 ? first! : first!.replace(/(?<=.)\.[^.]+$/, '');
}

function typeOf(head: string): string {
  return head.replace(/\W.*/s, '');
}

function scopeOf(head: string): string {
  return /\((.*)\)$/.exec(head)?.[1] ?? '';
}
