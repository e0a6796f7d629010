import type { FileChange } from '../../core/changes.ts';
import { isIndented, languageOf } from './language.ts';

/** The changed lines of one hunk that say something. */
export interface ChangedLines {
  /** The enclosing function or section as git prints it; may be empty. */
  section: string;
  /** Each with its sign; without indentation, unless that alone changed and means something. */
  lines: string[];
  /** How many of the hunk's changed lines were left out because they say nothing new. */
  dropped: number;
}

/** Longer lines are cut: minified code and data would eat the budget. */
const LONGEST_LINE = 160;
const LONGEST_SECTION = 60;
const LONGEST_INDENT = 24;
/** Other lines stand indented behind it: where it came or went, their indentation says nothing more. */
const OPENS_BLOCK = /(?:[:{([=]|->|=>|\b(?:do|then|of|where|else|try))$/;
const SAYS_NOTHING = /^[\s\p{P}\p{S}]*$/u;

interface Line {
  sign: string;
  indent: string;
  text: string;
}

function read(line: string): Line {
  const text = line.slice(1, 4 * LONGEST_LINE).replace(/\s+/g, ' ').trim();
  return { sign: line[0]!, indent: /^\s*/.exec(line.slice(1, 1 + LONGEST_INDENT))![0], text: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text };
}

/** Whether a line is among those on the other side of the change: at any indentation, or at the same. */
function otherSides(lines: Line[]): { has: (line: Line) => boolean; hasIndented: (line: Line) => boolean } {
  const sides = new Map(['-', '+'].map((sign) => [sign, new Set(lines.filter((line) => line.sign !== sign).flatMap(({ indent, text }) => [text, `\n${indent}${text}`]))]));
  return { has: ({ sign, text }) => sides.get(sign)!.has(text), hasIndented: ({ sign, indent, text }) => sides.get(sign)!.has(`\n${indent}${text}`) };
}

/**
 * What a file's hunks change: no context, no lines of brackets alone, none that changed in their white space alone where that means nothing,
 * none that the file has already shown.
 */
export function changedLines(file: FileChange): ChangedLines[] {
  const shown = new Set<string>();
  const indented = isIndented(languageOf(file.path));
  return file.hunks
    .map((hunk) => {
      const changed = hunk.lines.filter((line) => line[0] === '+' || line[0] === '-').map(read);
      const other = otherSides(changed);
      const explained = !indented || changed.some((line) => !other.has(line) && OPENS_BLOCK.test(line.text));
      const lines = changed.flatMap((line) => {
        const moved = !explained && other.has(line) && !other.hasIndented(line);
        const whole = line.sign + (moved ? line.indent : '') + line.text;
        if (SAYS_NOTHING.test(line.text) || shown.has(whole) || (other.has(line) && !moved)) return [];
        shown.add(whole);
        return [whole];
      });
      return { section: hunk.section.trim().slice(0, LONGEST_SECTION), lines, dropped: changed.length - lines.length };
    })
    .filter((hunk) => hunk.lines.length + hunk.dropped > 0);
}
