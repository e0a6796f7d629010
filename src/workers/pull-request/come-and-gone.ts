import type { FileChange } from '../../core/changes.ts';
import { codeLikeWords } from '../checks/invented-names.ts';

/** Words of the changed lines that stand on one side only. */
export interface ComeAndGone {
  /** In added lines, and in no other. */
  come: ReadonlySet<string>;
  /** In removed lines, and in no other. */
  gone: ReadonlySet<string>;
}

export function comeAndGone(files: FileChange[]): ComeAndGone {
  const sides: Record<string, Set<string>> = { '+': new Set(), '-': new Set(), ' ': new Set() };
  for (const { hunks } of files) {
    for (const { section, lines } of hunks) {
      for (const line of [` ${section}`, ...lines]) for (const [word] of line.slice(1).matchAll(/[\p{L}\p{N}_]{2,}/gu)) sides[line[0]!]?.add(word);
    }
  }
  const only = (side: string) => new Set([...sides[side]!].filter((word) => Object.entries(sides).every(([other, words]) => other === side || !words.has(word))));
  return { come: only('+'), gone: only('-') };
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
