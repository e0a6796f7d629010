import type { FileChange } from '../../core/changes.ts';

const SMALL = /^(?:a|an|the|and|or|nor|but|of|in|on|at|to|for|from|with|by|as|via|per)$/i;
const CAPITALISED = /^\p{Lu}\p{Ll}+$/u;
/** Words beyond the first that must be written large for a title to be a headline. */
const FEWEST = 3;
const SHARE = 0.75;
/** A huge diff has said long before its end how it writes a word. */
const MOST_LINES = 5_000;

/** `Add Rule Fixer Class for All Rules` as `Add rule fixer class for all rules`: a headline, as small models like to write, in the case of a sentence. Names that the change never writes small stay. */
export function inSentenceCase(title: string, files: FileChange[]): string {
  const [first = '', ...rest] = title.split(' ');
  const weighty = rest.filter((word) => /^\p{L}/u.test(word) && !SMALL.test(word));
  const large = weighty.filter((word) => CAPITALISED.test(word));
  if (large.length < FEWEST || large.length < SHARE * weighty.length) return title;
  const small = smallWords(files);
  return [first, ...rest.map((word) => (CAPITALISED.test(word) && (SMALL.test(word) || small.has(word.toLowerCase())) ? word.toLowerCase() : word))].join(' ');
}

function smallWords(files: FileChange[]): Set<string> {
  const words = new Set<string>();
  let left = MOST_LINES;
  for (const { path, hunks } of files) {
    for (const text of [path, ...hunks.flatMap(({ lines }) => lines.slice(0, left))]) for (const [word] of text.matchAll(/(?<![\p{L}\p{N}])\p{Ll}+(?![\p{L}\p{N}])/gu)) words.add(word);
    left -= hunks.reduce((sum, { lines }) => sum + lines.length, 0);
    if (left <= 0) break;
  }
  return words;
}
