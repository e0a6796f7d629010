import type { FileChange } from '../../core/changes.ts';
import { filesMoved, type FileMove } from './moved-files.ts';
import { isImport, isPartOfImport, linePairs, onlyComments, sideOf, telling } from './hunk-lines.ts';
import { isProse, languageOf, withoutComments } from './language.ts';
import { layoutTokens, sameTokens, UNREADABLE } from './layout.ts';
import { movedCode, type CodeMove } from './moved-code.ts';
import { OPAQUE_ROLES, roleOf } from './role.ts';
import { symbolsOf } from './symbols.ts';
import { correctionsBetween, type Correction } from './typo.ts';
import { versionChanges, type VersionChanges } from './versions.ts';

export type FormattingDetail = 'line ends' | 'final newline' | 'trailing white space' | 'blank lines' | 'indentation' | 'import order' | 'layout';

/** What a change is as a whole, where code can tell. */
export type Nature = { evidence: string } & (
  | { kind: 'formatting'; detail: FormattingDetail }
  | { kind: 'comments' }
  | { kind: 'moved-files'; moves: FileMove[] }
  | { kind: 'moved-code'; moves: CodeMove[]; share: number }
  | { kind: 'generated' }
  | { kind: 'versions'; changes: VersionChanges }
  | { kind: 'licence-year'; from: string; to: string }
  | { kind: 'typo'; corrections: Correction[] }
  /** One name stands for another on every changed line; `defined` where its definition is among them and the old name is gone. */
  | { kind: 'identifier'; from: string; to: string; defined: boolean }
);

/** From this share of moved lines on the rest only goes along with them. */
const MOVED = 0.9;
const MOST_CORRECTIONS = 20;

/** What all the files of a change have in common; undefined where there is more to it than code can name. Takes linear time. */
export function natureOf(files: FileChange[]): Nature | undefined {
  if (files.length === 0) return undefined;
  const changes = versionChanges(files);
  if (changes && (changes.own || changes.packages.length > 0)) return { kind: 'versions', changes, evidence: 'every changed line of the manifests holds a version' };
  if (files.every((file) => OPAQUE_ROLES.has(roleOf(file.path)))) return { kind: 'generated', evidence: 'lock files, generated files and assets only' };
  const moves = filesMoved(files);
  if (moves) return { kind: 'moved-files', moves, evidence: 'what changed beside the paths only follows the move' };
  const written = files.filter((file) => !OPAQUE_ROLES.has(roleOf(file.path)));
  if (!written.every((file) => isReadable(file) && file.kind === 'modified')) return written.every(isReadable) ? moved(written) : undefined;
  return licenceYear(written) ?? formatting(written) ?? typo(written) ?? comments(written) ?? identifier(written) ?? moved(written);
}

/** In a file that is not UTF-8, other letters look alike. */
function isReadable(file: FileChange): boolean {
  return !file.binary && !file.submodule && file.hunks.some((hunk) => hunk.lines.length > 0) && !file.hunks.some((hunk) => hunk.lines.some((line) => line[0] !== ' ' && line.includes(UNREADABLE)));
}

const YEARS = /\b(?:19|20)\d\d(?:\s*[-–—,]\s*(?:19|20)\d\d)*\b/g;

function licenceYear(files: FileChange[]): Nature | undefined {
  let from = '';
  let to = '';
  for (const file of files) {
    const pairs = linePairs(file);
    if (!pairs) return undefined;
    for (const [before, after] of pairs) {
      if (!/copyright|©|\(c\)/i.test(before) || before.replace(YEARS, '') !== after.replace(YEARS, '')) return undefined;
      from = [from, ...(before.match(/\b(?:19|20)\d\d\b/g) ?? [])].sort().at(-1)!;
      to = [to, ...(after.match(/\b(?:19|20)\d\d\b/g) ?? [])].sort().at(-1)!;
    }
  }
  return from < to ? { kind: 'licence-year', from, to, evidence: 'only years changed, on lines of copyright' } : undefined;
}

function formatting(files: FileChange[]): Nature | undefined {
  const details = new Set<FormattingDetail>();
  for (const file of files) {
    const detail = formattingOf(file);
    if (!detail) return undefined;
    details.add(detail);
  }
  const [detail] = details;
  return { kind: 'formatting', detail: details.size === 1 ? detail! : 'layout', evidence: 'the same tokens before and after' };
}

/** How the file's layout changed, where nothing else did. */
export function formattingOf(file: FileChange): FormattingDetail | undefined {
  const language = languageOf(file.path);
  const pairs = linePairs(file);
  // What differs is marked by git alone: no line feed at the end.
  if (pairs?.every(([before, after]) => before === after)) return 'final newline';
  if (pairs?.every(([before, after]) => before.replace(/\r$/, '') === after.replace(/\r$/, ''))) return 'line ends';
  if (pairs?.every(([before, after]) => before.trimEnd() === after.trimEnd())) return 'trailing white space';
  if (telling(file).length === 0) return 'blank lines';
  const sides = file.hunks.map((hunk) => [layoutTokens(sideOf(hunk, '-'), language), layoutTokens(sideOf(hunk, '+'), language)] as const);
  if (sides.every(([before, after]) => sameTokens(before, after))) return pairs?.every(([before, after]) => before.trim() === after.trim()) ? 'indentation' : 'layout';
  return onlyImportOrder(file) ? 'import order' : undefined;
}

function onlyImportOrder(file: FileChange): boolean {
  const lines = telling(file);
  if (!lines.some((line) => isImport(line.slice(1))) || !lines.every((line) => isPartOfImport(line.slice(1)))) return false;
  return sameTokens(importedWords(file, '-'), importedWords(file, '+'));
}

/** The words of changed imports, each with the block that it stands in: what goes into a function, or out of a condition, is not elsewhere in the list. */
function importedWords({ hunks }: FileChange, sign: '-' | '+'): string[] {
  const words: string[] = [];
  for (const { lines } of hunks) {
    let block = '';
    let opener = '';
    for (const line of lines) {
      const text = line.slice(1);
      if ((line[0] !== sign && line[0] !== ' ') || text.trim() === '') continue;
      if (isImport(text)) block = /^\s/.test(text) ? `${/^\s*/.exec(text)![0]}${opener}` : '';
      else if (!isPartOfImport(text)) opener = text.trim();
      if (line[0] === sign) words.push(...(text.match(/[^\s,;(){}]+/g) ?? []).map((word) => `${block} ${word}`));
    }
  }
  return words.sort();
}

const NAME = /[\p{L}\p{N}_$]+/gu;

function identifier(files: FileChange[]): Nature | undefined {
  let name: { from: string; to: string } | undefined;
  for (const file of files) {
    const pairs = linePairs(file);
    if (!pairs) return undefined;
    for (const [before, after] of pairs) {
      name ??= firstOtherName(before, after);
      if (!name || !before.includes(name.from) || before.replaceAll(name.from, name.to) !== after) return undefined;
    }
  }
  if (!name) return undefined;
  const { from, to } = name;
  const renamed = files.some((file) => symbolsOf(file).renamed.some((each) => each.from === from && each.to === to));
  const remains = files.some((file) => file.hunks.some((hunk) => sideOf(hunk, '+').some((line) => line.match(NAME)?.some((word) => word === from) ?? false)));
  return { kind: 'identifier', from, to, defined: renamed && !remains, evidence: `${from} became ${to} on every changed line` };
}

function firstOtherName(before: string, after: string): { from: string; to: string } | undefined {
  const [one, other] = [before.match(NAME) ?? [], after.match(NAME) ?? []];
  const at = one.findIndex((word, index) => word !== other[index]);
  const [from, to] = [one[at], other[at]];
  return from !== undefined && to !== undefined && /^[\p{L}_$][\p{L}\p{N}_$]{2,59}$/u.test(from) && /^[\p{L}_$][\p{L}\p{N}_$]{1,59}$/u.test(to) ? { from, to } : undefined;
}

function typo(files: FileChange[]): Nature | undefined {
  const corrections: Correction[] = [];
  for (const file of files) {
    const pairs = linePairs(file);
    // In a program a word that is spelt otherwise may be another name.
    if (!pairs || !(isProse(languageOf(file.path)) || onlyComments(file))) return undefined;
    for (const [before, after] of pairs) {
      const found = correctionsBetween(before, after);
      if (!found || corrections.length > MOST_CORRECTIONS) return undefined;
      corrections.push(...found);
    }
  }
  return corrections.length === 0 ? undefined : { kind: 'typo', corrections, evidence: corrections.slice(0, 3).map(({ from, to }) => `${from} became ${to}`).join(', ') };
}

function comments(files: FileChange[]): Nature | undefined {
  const only = files.every((file) => {
    const language = languageOf(file.path);
    if (isProse(language)) return false;
    const code = (lines: string[]) => layoutTokens(withoutComments(lines, language), language);
    return telling(file).length > 0 && file.hunks.every((hunk) => sameTokens(code(sideOf(hunk, '-')), code(sideOf(hunk, '+'))));
  });
  return only ? { kind: 'comments', evidence: 'the same program without its comments' } : undefined;
}

function moved(files: FileChange[]): Nature | undefined {
  const { moves, share } = movedCode(files);
  return moves.length > 0 && share >= MOVED ? { kind: 'moved-code', moves, share, evidence: `${Math.round(share * 100)} % of the lines left one file for another` } : undefined;
}
