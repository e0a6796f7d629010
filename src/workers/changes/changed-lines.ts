import type { FileChange } from '../../core/changes.ts';

/** The changed lines of one hunk that say something. */
export interface ChangedLines {
  /** The enclosing function or section as git prints it; may be empty. */
  section: string;
  /** Each with its sign, without indentation. */
  lines: string[];
  /** How many of the hunk's changed lines were left out because they say nothing new. */
  dropped: number;
}

/** Longer lines are cut: minified code and data would eat the budget. */
const LONGEST_LINE = 160;
const LONGEST_SECTION = 60;
const SAYS_NOTHING = /^[\s\p{P}\p{S}]*$/u;

function compact(line: string): string {
  const text = line.slice(1, 4 * LONGEST_LINE).replace(/\s+/g, ' ').trim();
  return line[0]! + (text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text);
}

function texts(lines: string[], sign: '+' | '-'): Set<string> {
  return new Set(lines.filter((line) => line[0] === sign).map((line) => line.slice(1)));
}

/**
 * What a file's hunks change: no context, no indentation, no lines of brackets alone, none that changed in their white space alone,
 * none that the file has already shown.
 */
export function changedLines(file: FileChange): ChangedLines[] {
  const shown = new Set<string>();
  return file.hunks
    .map((hunk) => {
      const changed = hunk.lines.filter((line) => line[0] === '+' || line[0] === '-').map(compact);
      const removed = texts(changed, '-');
      const added = texts(changed, '+');
      const lines = changed.filter((line) => {
        const text = line.slice(1);
        if (SAYS_NOTHING.test(text) || shown.has(line) || (removed.has(text) && added.has(text))) return false;
        shown.add(line);
        return true;
      });
      return { section: hunk.section.trim().slice(0, LONGEST_SECTION), lines, dropped: changed.length - lines.length };
    })
    .filter((hunk) => hunk.lines.length + hunk.dropped > 0);
}
