import type { LineEdit } from '../../../core/diagnostic.ts';

/** Longer lines are shown around what changes in them: minified code is one line. */
const LONGEST_LINE = 200;
const AROUND = 60;

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

/** A line as it is shown beside the one that it is compared with. */
function shown(line: string, other: string | undefined): string {
  if (line.length <= LONGEST_LINE) return line;
  const start = Math.max(0, commonLength(line, other ?? '') - AROUND);
  return `${start > 0 ? '…' : ''}${line.slice(start, start + LONGEST_LINE)}${start + LONGEST_LINE < line.length ? '…' : ''}`;
}

/** The edits as removed and added lines, for reading. */
export function diffOf(source: string, edits: LineEdit[]): string {
  const lines = source.split(/\r?\n/);
  return edits
    .map(({ startLine, endLine, newText }) => {
      const removed = lines.slice(startLine - 1, endLine);
      const added = newText === '' ? [] : newText.replace(/\r?\n$/, '').split(/\r?\n/);
      return [
        ...(edits.length > 1 ? [`@@ line ${startLine} @@`] : []),
        ...removed.map((line, index) => `-${shown(line, added[index])}`),
        ...added.map((line, index) => `+${shown(line, removed[index])}`),
      ].join('\n');
    })
    .join('\n');
}

