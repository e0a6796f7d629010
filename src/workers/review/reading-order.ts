import type { Work } from '../../core/turns.ts';
import { symbolsOf } from '../changes/symbols.ts';
import type { FileRole } from '../changes/role.ts';
import type { Risk } from './input.ts';
import type { ReviewedFile } from './reviewed-file.ts';
import { HEAVY, weightOf } from './risks.ts';

/** After the risky files (0) and the other programs with their tests (1). */
const LATER: Partial<Record<FileRole, number>> = { dependency: 2, ci: 2, config: 2, docs: 3, asset: 4, lock: 4, generated: 4 };
/** What describes data comes before what works with it. */
const DESCRIBES = /(?:^|[/._-])(?:types?|schemas?|models?|interfaces?|migrations?|constants)(?:[/._-]|$)|\.(?:proto|graphqls?|gql|sql|prisma|h|hpp|d\.ts)$/i;
/** Shorter names occur everywhere. */
const SHORTEST_NAME = 4;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Files that are read one after the other: a file with its tests, or one alone. */
interface Group {
  members: number[];
  rank: number;
  weight: number;
  /** How early it comes among those of its rank and weight: what describes data first, tests of nothing that changed last. */
  place: number;
  path: string;
  /** Groups that this one rests on. */
  needs: Set<Group>;
}

/**
 * The order in which files are best read, as indices: risky ones first, in each part what others rest on before what rests on it,
 * tests after what they test, then configuration, texts, and what nobody wrote. The same files give the same order, however they came.
 */
export function* readingOrder(files: ReviewedFile[], risks: Risk[][]): Work<number[]> {
  const groups = groupsOf(files, risks);
  yield* link(files, groups);
  const ordered: number[] = [];
  for (const rank of [0, 1, 2, 3, 4]) ordered.push(...inOrder(groups.filter((group) => group.rank === rank)).flatMap(({ members }) => members));
  return ordered;
}

function groupsOf(files: ReviewedFile[], risks: Risk[][]): Group[] {
  const tested = subjectsOf(files);
  const weight = (index: number) => risks[index]!.reduce((sum, risk) => sum + weightOf(risk) ** 2, 0);
  const heavy = (index: number) => risks[index]!.some((risk) => weightOf(risk) >= HEAVY);
  const tests = new Map<number, number[]>();
  for (const [test, subject] of tested) tests.set(subject, [...(tests.get(subject) ?? []), test]);
  const groups: Group[] = [];
  files.forEach(({ role, change }, index) => {
    if (tested.has(index)) return;
    const members = [index, ...(tests.get(index) ?? []).sort((one, other) => compare(files[one]!.change.path, files[other]!.change.path))];
    const later = LATER[role];
    // Nobody reads a lock file first, whatever it holds.
    const rank = later === 4 ? 4 : members.some(heavy) ? 0 : (later ?? 1);
    groups.push({ members, rank, weight: Math.max(...members.map(weight)), place: role === 'test' ? 2 : DESCRIBES.test(change.path) ? 0 : 1, path: change.path, needs: new Set() });
  });
  return groups;
}

/** Of tests the file that each tests, by its name and then by its folder. */
function subjectsOf(files: ReviewedFile[]): Map<number, number> {
  const byStem = new Map<string, number[]>();
  files.forEach(({ role, change }, index) => {
    if (role === 'source') byStem.set(stemOf(change.path), [...(byStem.get(stemOf(change.path)) ?? []), index]);
  });
  const subjects = new Map<number, number>();
  files.forEach(({ role, change }, index) => {
    if (role !== 'test') return;
    const stem = stemOf(change.path);
    const candidates = byStem.get(stem) ?? byStem.get(stem.replace(/^test[_-]?|[._-]?(?:tests?|spec|e2e|bench)$/g, '')) ?? [];
    const [best] = candidates.map((at) => ({ at, near: near(change.path, files[at]!.change.path) })).sort((one, other) => other.near - one.near || compare(files[one.at]!.change.path, files[other.at]!.change.path));
    if (best) subjects.set(index, best.at);
  });
  return subjects;
}

/** `src/parse-diff.test.ts` and `lib/parse-diff.ts` have the same. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '').replace(/[._-](?:tests?|spec|e2e|bench)$|(?<=[a-z])Tests?$|\.d$/, '').replace(/^test_/, '').toLowerCase();
}

/** How many folders both are in. */
function near(one: string, other: string): number {
  const folders = new Set(one.toLowerCase().split('/').slice(0, -1));
  return other.toLowerCase().split('/').slice(0, -1).filter((folder) => folders.has(folder)).length;
}

/** A group needs another one where its new lines use a name that the other alone defines or changes. */
function* link(files: ReviewedFile[], groups: Group[]): Work<void> {
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const definers = new Map<string, Group | undefined>();
  files.forEach(({ change }, index) => {
    const { added, changed, renamed } = symbolsOf(change);
    for (const { kind, name } of [...added, ...changed, ...renamed.map(({ kind, to }) => ({ kind, name: to }))]) {
      if (kind === 'test' || kind === 'section' || kind === 'step' || kind === 'setting' || name.length < SHORTEST_NAME) continue;
      const group = groupOf.get(index)!;
      // Where several files define a name, it tells nothing.
      definers.set(name, definers.has(name) && definers.get(name) !== group ? undefined : group);
    }
  });
  for (const [index, { added }] of files.entries()) {
    const group = groupOf.get(index)!;
    for (const { bare } of added) {
      for (const [word] of bare.matchAll(NAME)) {
        const definer = definers.get(word);
        if (definer && definer !== group) group.needs.add(definer);
      }
    }
    yield;
  }
}

/** What is needed comes first; of those that may come next the riskiest, then what describes data, then the path decides. A circle is cut where the fewest are missing. */
function inOrder(groups: Group[]): Group[] {
  const left = new Set(groups.sort((one, other) => other.weight - one.weight || one.place - other.place || compare(one.path, other.path)));
  const missing = new Map(groups.map((group) => [group, [...group.needs].filter((needed) => left.has(needed)).length]));
  const users = new Map<Group, Group[]>();
  for (const group of groups) for (const needed of group.needs) users.set(needed, [...(users.get(needed) ?? []), group]);
  const ordered: Group[] = [];
  while (left.size > 0) {
    let next: Group | undefined;
    for (const group of left) {
      if (next === undefined || missing.get(group)! < missing.get(next)!) next = group;
      if (missing.get(next) === 0) break;
    }
    left.delete(next!);
    ordered.push(next!);
    for (const user of users.get(next!) ?? []) if (missing.has(user)) missing.set(user, missing.get(user)! - 1);
  }
  return ordered;
}

/** By code points: the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
