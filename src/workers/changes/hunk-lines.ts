import type { FileChange, Hunk } from '../../core/changes.ts';
import { commentLines, languageOf } from './language.ts';

/** The lines of a hunk as they were (`-`) or are (`+`), those around the change included, without their signs. */
export function sideOf(hunk: Hunk, sign: '-' | '+'): string[] {
  return hunk.lines.filter((line) => line[0] === sign || line[0] === ' ').map((line) => line.slice(1));
}

/** The changed lines of a file, each with its sign, blank ones left out. */
export function telling(file: FileChange): string[] {
  return file.hunks.flatMap((hunk) => hunk.lines.filter((line) => line[0] !== ' ' && line.slice(1).trim() !== ''));
}

/** True where each changed line of the file that is not blank is a comment as a whole. */
export function onlyComments({ path, hunks }: FileChange): boolean {
  const language = languageOf(path);
  const isSo = (lines: string[]) => {
    const comments = commentLines(lines.map((line) => line.slice(1)), language);
    return lines.every((line, index) => line[0] === ' ' || line.slice(1).trim() === '' || comments[index]);
  };
  return hunks.every(({ lines }) => isSo(lines.filter((line) => line[0] !== '+')) && isSo(lines.filter((line) => line[0] !== '-')));
}

/** Removed lines with the added ones in their place; undefined where the counts differ anywhere. */
export function linePairs(file: FileChange): [before: string, after: string][] | undefined {
  const pairs: [string, string][] = [];
  for (const hunk of file.hunks) {
    let [old, current]: [string[], string[]] = [[], []];
    for (const line of [...hunk.lines, ' ']) {
      if (line[0] === '-' && current.length === 0) old.push(line.slice(1));
      else if (line[0] === '+') current.push(line.slice(1));
      else {
        if (old.length !== current.length) return undefined;
        // One by one: a call takes some 100,000 arguments and no more.
        for (const [index, before] of old.entries()) pairs.push([before, current[index]!]);
        [old, current] = [line[0] === '-' ? [line.slice(1)] : [], []];
      }
    }
  }
  return pairs;
}

const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\bfrom\s+["']|(?:const|let|var)\s[^=]*=\s*require\(|(?:pub\s+)?use\s|(?:pub\s+)?mod\s+\w+;|#\s*include\b|using\s|require(?:_relative)?\s|package\s+[\w.]+;?$)/;
/** A line of an import that was wrapped. */
const IMPORT_PART = /^\s*(?:(?:type\s+)?[\w$*]+(?:\s+as\s+[\w$]+)?,?|\}\s*from\s+["'][^"']*["'];?|[\w.]*\s*"[\w./-]+"|[(){},;]+)\s*$/;

/** True for a line that only brings names in from elsewhere. */
export function isImport(line: string): boolean {
  return IMPORT.test(line.slice(0, 300));
}

/** True for a line of an import, be it wrapped or not. */
export function isPartOfImport(line: string): boolean {
  return isImport(line) || IMPORT_PART.test(line.slice(0, 300));
}
