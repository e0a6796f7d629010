import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { countsOf } from '../commit/head.ts';
import { typeFeatures } from '../commit/type-features.ts';
import { likeliestTypes, typeNamed } from '../commit/type-model.ts';

/** What a pull request is for when its commits differ: the weightiest comes first. */
const WEIGHT = ['feat', 'fix', 'perf', 'refactor'];
const TYPE_OF_ROLE: Partial<Record<FileRole, string>> = { docs: 'docs', test: 'test', ci: 'ci', lock: 'chore', dependency: 'chore' };
/** What people call what they do with such a verb. */
const TYPE_OF_VERB: [RegExp, string][] = [
  [/^(?:fix(?:e[sd]|ing)?|correct(?:s|ed)?|repair(?:s|ed)?|prevent(?:s|ed)?|avoid(?:s|ed)?)\b/i, 'fix'],
  [/^(?:add(?:s|ed|ing)?|introduc(?:es?|ed)|implement(?:s|ed)?|support(?:s|ed)?|allow(?:s|ed)?|enabl(?:es?|ed))\b/i, 'feat'],
  [/^(?:speed(?:s|ed)? up|optimi[sz](?:es?|ed))\b/i, 'perf'],
  [/^(?:refactor(?:s|ed)?|simplif(?:y|ies|ied)|restructur(?:es?|ed)|renam(?:es?|ed)|extract(?:s|ed)?)\b/i, 'refactor'],
];
/** What is added or corrected for those who work on the project. */
const NOT_FOR_USERS = /\b(?:tests?|specs?|docs?|documentation|comments?|docstrings?|readme|change ?log|typos?|lint\w*|ci|workflows?|types|typings|benchmarks?|examples?)\b/i;

/** The type of a branch whose commits have these types; null where they have none. */
export function weightiestType(types: string[]): string | null {
  const count = (type: string) => types.filter((other) => other === type).length;
  return WEIGHT.find((type) => types.includes(type)) ?? [...types].sort((one, other) => count(other) - count(one))[0] ?? null;
}

export function typeOfFiles(files: FileChange[]): string | null {
  const types = new Set(files.map(({ path }) => TYPE_OF_ROLE[roleOf(path)]));
  return types.size === 1 ? ([...types][0] ?? null) : null;
}

/** What the first verb of a description tells of its type; nothing where it may be for others than users. */
export function typeOfWords(description: string): string[] {
  if (NOT_FOR_USERS.test(description)) return [];
  const type = TYPE_OF_VERB.find(([verb]) => verb.test(description))?.[1];
  return type === undefined ? [] : [type];
}

/** The type that the change itself speaks for, as the house calls it. */
export function likeliestType(files: FileChange[], heads: ReadonlyMap<string, number>): string {
  return inHouse(likeliestTypes(typeFeatures(files), countsOf(heads))[0]!.type, heads);
}

/** `feature` where the house says so for `feat`. */
export function inHouse(type: string, heads: ReadonlyMap<string, number>): string {
  return heads.has(type) ? type : ([...heads.keys()].find((head) => typeNamed(head) === type) ?? type);
}
