import type { FileChange } from '../../core/changes.ts';
import type { Work } from '../../core/turns.ts';
import { roleOf } from '../changes/role.ts';
import { codeLikeWords } from '../checks/invented-names.ts';

/** Words of the changed lines that stand on one side only. */
export interface ComeAndGone {
  /** In added lines, and in no other. */
  come: ReadonlySet<string>;
  /** In removed lines, and in no other. */
  gone: ReadonlySet<string>;
  /** How much more often a word stands in added lines than in removed ones, documentation apart; without those that stand in neither. */
  net: ReadonlyMap<string, number>;
}

export function* comeAndGone(files: FileChange[]): Work<ComeAndGone> {
  const sides: Record<string, Set<string>> = { '+': new Set(), '-': new Set(), ' ': new Set() };
  const net = new Map<string, number>();
  for (const { path, hunks } of files) {
    const counts = roleOf(path) !== 'docs';
    for (const { section, lines } of hunks) {
      for (const line of [` ${section}`, ...lines]) {
        const weight = line[0] === '+' ? 1 : line[0] === '-' ? -1 : 0;
        for (const [word] of line.slice(1).matchAll(/[\p{L}\p{N}_]{2,}/gu)) {
          sides[line[0]!]?.add(word);
          if (counts && weight !== 0) net.set(word, (net.get(word) ?? 0) + weight);
        }
      }
    }
    yield;
  }
  const only = (side: string) => new Set([...sides[side]!].filter((word) => Object.entries(sides).every(([other, words]) => other === side || !words.has(word))));
  return { come: only('+'), gone: only('-'), net };
}

const COMES = /\b(?:add|adds|added|adding|include|includes|including|introduce|introduces|create|creates|implement|implements|new)\b/i;
const GOES = /\b(?:remove|removes|removed|removing|delete|deletes|drop|drops)\b/i;
const REPLACES = /\b(?:use|uses|using|call|calls|with|to)\b(.{2,60}?)\binstead of\b(.{2,60})/i;
/** How far a verb reaches. */
const CLAUSE = /[,;]| and (?=\p{Ll}+ )| instead of /u;

/** True where a line says that something comes which the diff removes, or goes which it adds, or has two names the wrong way round. */
export function tellsItTheOtherWayRound(line: string, { come, gone }: ComeAndGone): boolean {
  const all = (text: string, side: ReadonlySet<string>) => codeLikeWords(text).some((name) => side.has(/[\p{L}\p{N}_]+$/u.exec(name)?.[0] ?? ''));
  const [, after = '', before = ''] = REPLACES.exec(line) ?? [];
  if (all(after, gone) || all(before, come)) return true;
  return line.split(CLAUSE).some((clause) => {
    const [comes, goes] = [COMES.exec(clause), GOES.exec(clause)];
    if (comes && goes) return false;
    return (comes !== null && all(clause.slice(comes.index), gone)) || (goes !== null && all(clause.slice(goes.index), come));
  });
}

/** The names next to `instead of`; behind ` to ` the new one may be in plain words. */
const CONTRAST = /`([^`]+)`(?:(?! to\b) \w+){0,2} instead of (?:(?:the|using|a|an) )?`([^`]+)`/;
const FEWEST_WORDS = 3;

/** `Change x to use a instead of b` as `Change x` where the diff does not bring more of a and leave less of b: small models like contrasts, and make them up. */
export function withoutFalseContrast(line: string, { net }: ComeAndGone): string {
  const found = CONTRAST.exec(line);
  if (!found) return line;
  const balance = (name: string) => {
    const word = /[\p{L}\p{N}_]{2,}(?=\W*$)/u.exec(name)?.[0];
    // Of a sign or a digit nothing can be said.
    return word === undefined ? undefined : (net.get(word) ?? 0);
  };
  const [comes, goes] = [balance(found[1]!), balance(found[2]!)];
  if ((comes === undefined || comes > 0) && (goes === undefined || goes < 0)) return line;
  const before = line.slice(0, found.index);
  const kept = before.slice(0, Math.max(0, before.lastIndexOf(' to '))).trim();
  return kept.split(' ').length >= FEWEST_WORDS ? kept : '';
}
