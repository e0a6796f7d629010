import type { FileChange } from '../../core/changes.ts';
import { onlyComments, telling } from '../changes/hunk-lines.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { scopeShare, type HouseStyle } from './style.ts';
import { typeFeatures } from './type-features.ts';
import type { TypeShares } from './told-types.ts';
import { likeliestTypes, TYPES, typeNamed } from './type-model.ts';

/** The words by which histories call changes of one kind only, as type, area or scope. The first is the usual type. */
export const DOCS = ['docs', 'doc', 'documentation', 'readme'];
export const TEST = ['test', 'tests', 'testing'];
export const CI = ['ci', 'actions', 'action', 'github', 'workflows', 'workflow', 'gha'];
export const DEPENDENCIES = ['deps', 'dep', 'deps-dev', 'dependencies', 'dependency'];

/** From this share on an area stands before nearly everything, and so before this. */
const PREVAILING = 0.6;
/** A scope is written where the history has one this often. */
const SCOPED = 0.4;
const MOST_AREAS = 8;

/**
 * What may stand before the description: `docs`, `fix(parser)`, an area …
 * One where code is sure, several for the model to choose from, none for a sentence. `told` is what a model holds of the types.
 */
export function headsFor(files: FileChange[], style: HouseStyle, told?: TypeShares): string[] {
  if (style.form === 'sentence') return [];
  const kind = kindOf(files);
  return permitted(takesType(style) ? typed(files, kind, style, told) : (habit(style, kind) ?? areas(files, style)), style);
}

/** Whether evidence has to decide the type: the house writes one, and has no habit that names it for such a change. */
export function typeIsOpen(files: FileChange[], style: HouseStyle): boolean {
  return style.form !== 'sentence' && takesType(style) && usualType(kindOf(files), style) === undefined;
}

/** Whether a type stands before the description, not an area. */
export function takesType({ form, heads }: HouseStyle): boolean {
  return form === 'conventional' || heads.size === 0;
}

/** What the project's rules allow of these, with a scope where they demand one; its types where they allow none of them. */
export function permitted(heads: string[], { types, scopes, scope }: HouseStyle): string[] {
  const ruled = heads.flatMap((head) => {
    const [, type = head, own = ''] = /^([^(]*)\(([^)]*)\)$/.exec(head) ?? [];
    const written = types?.find((each) => each.toLowerCase() === type.toLowerCase()) ?? type;
    if (types !== undefined && !types.includes(written)) return [];
    const kept = scope === 'never' || (scopes !== undefined && !scopes.includes(own)) ? '' : own;
    if (kept !== '') return [`${written}(${kept})`];
    return scope === 'always' && scopes !== undefined ? scopes.map((each) => `${written}(${each})`) : [written];
  });
  const unique = [...new Set(ruled)];
  if (unique.length > 0 || types === undefined || types.length === 0) return unique.length > 0 ? unique : heads;
  return types;
}

/** Roles that decide what a change is: those of the files that people write, where there are any. */
function tellingRoles(files: FileChange[]): Set<FileRole> {
  const roles = files.map((file) => roleOf(file.path));
  const written = roles.filter((role) => role !== 'lock' && role !== 'generated' && role !== 'asset');
  return new Set(written.length ? written : roles);
}

/** The changed lines of a file without their signs, blank ones left out. */
function changedText(file: FileChange): string[] {
  return telling(file).map((line) => line.slice(1));
}

function commentsAlone(files: FileChange[]): boolean {
  const readable = files.filter((file) => telling(file).length > 0);
  return readable.length > 0 && readable.every(onlyComments);
}

function onlyVersions(files: FileChange[]): boolean {
  return files.filter((file) => roleOf(file.path) === 'dependency').every((file) => changedText(file).every((line) => /\d/.test(line) || /^\s*(?:#|\/\/)/.test(line)));
}

/** The words for a change of one kind only; none for others. */
export function kindOf(files: FileChange[]): string[] {
  const roles = tellingRoles(files);
  const only = (...wanted: FileRole[]) => [...roles].every((role) => wanted.includes(role));
  if (only('docs') || commentsAlone(files)) return DOCS;
  if (only('test')) return TEST;
  if (only('ci')) return CI;
  return only('dependency', 'lock') && onlyVersions(files) ? DEPENDENCIES : [];
}

/** What the history writes before changes of one kind: the area that it has for them, or an area with such a scope. */
export function habit(style: HouseStyle, kind: string[]): string[] | undefined {
  const inUse = [...style.heads.keys()];
  const head = kind.flatMap((word) => inUse.find((each) => each.toLowerCase() === word) ?? [])[0];
  if (head) return [head];
  const scoped = style.scopedHeads.find(({ scope }) => kind.includes(scope.toLowerCase()));
  return scoped && [`${scoped.head}(${scoped.scope})`];
}

/** What the house calls changes of one kind where it has no usual type for them. */
function usualType(kind: string[], style: HouseStyle): string[] | undefined {
  return [...style.heads.keys()].some((head) => isUsual(head.toLowerCase()) && kind.includes(head.toLowerCase())) ? undefined : habit(style, kind);
}

/** What the house calls such changes, otherwise the type that the evidence speaks for; all types that are allowed where none of them is a usual one. */
function typed(files: FileChange[], kind: string[], style: HouseStyle, told: TypeShares | undefined): string[] {
  const own = usualType(kind, style);
  if (own) return own;
  const allowed = style.types && new Set(style.types.map((type) => type.toLowerCase()));
  const [best] = likeliestTypes(typeFeatures(files), countsOf(style.heads), { allowed: (type) => allowed === undefined || allowed.has(type), told });
  if (!best) return style.types ?? [];
  return [withScope([...style.heads.keys()].find((head) => typeNamed(head) === best.type) ?? best.type, files, style)];
}

/** The type with the scope that stands for all of the files, where there is one and such a type usually has one. */
export function withScope(type: string, files: FileChange[], style: HouseStyle): string {
  const scope = scopeOf(files, style);
  return scope && scopeShare(style, type) >= SCOPED ? `${type}(${scope})` : type;
}

/** How often a history has each type, by whatever name: `Fix`, `feature` */
export function countsOf(heads: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [head, count] of heads) {
    const type = typeNamed(head);
    if (type) counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return counts;
}

/** Whether this is one of the usual types, with or without a scope. */
export function isTyped(head: string): boolean {
  return typeNamed(head.replace(/\(.*\)$/, '')) !== undefined;
}

function isUsual(word: string): boolean {
  return (TYPES as readonly string[]).includes(word);
}

/** The names that a path offers, most specific first, in lower case: `server`, `server.go`, `http`, `net/http`, … */
function namesOf(file: FileChange): string[] {
  const parts = file.path.toLowerCase().split('/');
  const name = parts.pop()!;
  const folders = parts.flatMap((_, index) => [parts.slice(-1 - index).join('/'), parts[parts.length - 1 - index]!]);
  return [name.replace(/\.[^.]+$/, ''), name, ...folders].filter(Boolean);
}

/** True where the word is a name on the way to every one of the files, hyphens and underscores aside. */
export function standsForAll(word: string, files: FileChange[]): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
  return files.every((file) => namesOf(file).some((name) => plain(name) === plain(word)));
}

/** The files that a scope or an area speaks of: the sources, where there are any. */
function concerned(files: FileChange[]): FileChange[] {
  const sources = files.filter((file) => roleOf(file.path) === 'source');
  return sources.length ? sources : files;
}

function scopeOf(files: FileChange[], style: HouseStyle): string | undefined {
  const of = concerned(files);
  return style.scopedHeads.find(({ scope }) => standsForAll(scope, of))?.scope ?? style.scopes?.find((scope) => standsForAll(scope, of));
}

function areas(files: FileChange[], style: HouseStyle): string[] {
  const inUse = [...style.heads.keys()];
  const [first, count] = [...style.heads][0]!;
  const total = Array.from(style.heads.values()).reduce((sum, each) => sum + each, 0);
  if (count / total >= PREVAILING) return [first];
  const of = concerned(files);
  const matching = inUse.filter((head) => standsForAll(head, of));
  if (matching.length) return matching;
  // Histories whose areas are names of files or folders gain a new one with each file.
  const main = [...of].sort((a, b) => b.added + b.removed - a.added - a.removed)[0]!;
  return [...new Set([...inUse.slice(0, MOST_AREAS), namesOf(main)[0]!])];
}
