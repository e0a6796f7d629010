import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { scopeShare, type HouseStyle } from './style.ts';
import { typeFeatures } from './type-features.ts';
import { likeliestTypes, TYPES } from './type-model.ts';

/** The words by which histories call changes of one kind only, as type, area or scope. The first is the usual type. */
const DOCS = ['docs', 'doc', 'documentation', 'readme'];
const TEST = ['test', 'tests', 'testing'];
const CI = ['ci', 'actions', 'action', 'github', 'workflows', 'workflow', 'gha'];
const DEPENDENCIES = ['deps', 'dep', 'deps-dev', 'dependencies', 'dependency'];

/** From this share on an area stands before nearly everything, and so before this. */
const PREVAILING = 0.6;
/** A scope is written where the history has one this often. */
const SCOPED = 0.4;
const MOST_AREAS = 8;

/**
 * What may stand before the description: `docs`, `fix(parser)`, an area …
 * One where code is sure, several for the model to choose from, none for a sentence.
 */
export function headsFor(files: FileChange[], style: HouseStyle): string[] {
  if (style.form === 'sentence') return [];
  const kind = kindOf(files);
  return permitted(style.form === 'conventional' || style.heads.size === 0 ? typed(files, kind, style) : (habit(style, kind) ?? areas(files, style)), style);
}

/** What the project's rules allow of these, with a scope where they demand one; its types where they allow none of them. */
function permitted(heads: string[], { types, scopes, scope }: HouseStyle): string[] {
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

function changedText(files: FileChange[]): string[] {
  return files.flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines)).filter((line) => /^[+-]\s*\S/.test(line));
}

const COMMENT = /^[+-]\s*(\/\/|\/\*|\*|#(?!include|define|if|endif|else|!|\[)|--\s|<!--|;;)/;

function onlyComments(files: FileChange[]): boolean {
  const changed = changedText(files);
  return changed.length > 0 && changed.every((line) => COMMENT.test(line));
}

function onlyVersions(files: FileChange[]): boolean {
  return changedText(files.filter((file) => roleOf(file.path) === 'dependency')).every((line) => /\d/.test(line) || COMMENT.test(line));
}

/** The words for a change of one kind only; none for others. */
function kindOf(files: FileChange[]): string[] {
  const roles = tellingRoles(files);
  const only = (...wanted: FileRole[]) => [...roles].every((role) => wanted.includes(role));
  if (only('docs') || onlyComments(files)) return DOCS;
  if (only('test')) return TEST;
  if (only('ci')) return CI;
  return only('dependency', 'lock') && onlyVersions(files) ? DEPENDENCIES : [];
}

/** What the history writes before changes of one kind: the area that it has for them, or an area with such a scope. */
function habit(style: HouseStyle, kind: string[]): string[] | undefined {
  const head = kind.find((word) => style.heads.has(word));
  if (head) return [head];
  const scoped = style.scopedHeads.find(({ scope }) => kind.includes(scope.toLowerCase()));
  return scoped && [`${scoped.head}(${scoped.scope})`];
}

/** What the house calls changes of one kind where it has no usual type for them, otherwise the type that the evidence speaks for; all types that are allowed where none of them is a usual one. */
function typed(files: FileChange[], kind: string[], style: HouseStyle): string[] {
  const usual = kind.some((word) => isUsual(word) && style.heads.has(word));
  const own = usual ? undefined : habit(style, kind);
  if (own) return own;
  const allowed = style.types && new Set(style.types.map((type) => type.toLowerCase()));
  const [best] = likeliestTypes(typeFeatures(files), style.heads, (type) => allowed === undefined || allowed.has(type));
  if (!best) return style.types ?? [];
  const scope = scopeOf(files, style);
  return [scope && scopeShare(style, best.type) >= SCOPED ? `${best.type}(${scope})` : best.type];
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
function standsForAll(word: string, files: FileChange[]): boolean {
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
