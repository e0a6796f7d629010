import type { Hunk } from '../../core/changes.ts';

/**
 * The content with only some of a file's hunks applied: their lines as they are after the change, all others as before. Works on bytes:
 * line ends, encodings and a missing line end at the end stay as they are. The hunks are those of the diff between the two contents, in order.
 */
export function contentWith(before: Buffer, after: Buffer, hunks: readonly Hunk[], chosen: ReadonlySet<number>): Buffer {
  const [old, changed] = [linesOf(before), linesOf(after)];
  const pieces: Buffer[] = [];
  let next = 0;
  hunks.forEach((hunk, index) => {
    const oldRange = range(hunk.oldStart, hunk.lines.filter((line) => line[0] !== '+').length);
    const newRange = range(hunk.newStart, hunk.lines.filter((line) => line[0] !== '-').length);
    if (oldRange.from < next || oldRange.to > old.length || newRange.to > changed.length) throw new Error('The hunks are not those of these contents.');
    pieces.push(...old.slice(next, oldRange.from));
    pieces.push(...(chosen.has(index) ? changed.slice(newRange.from, newRange.to) : old.slice(oldRange.from, oldRange.to)));
    next = oldRange.to;
  });
  pieces.push(...old.slice(next));
  return Buffer.concat(pieces);
}

/** Git gives the line before the hunk where the side has no lines. */
function range(start: number, count: number): { from: number; to: number } {
  const from = count === 0 ? start : start - 1;
  return { from, to: from + count };
}

/** The lines with their line feeds. */
function linesOf(content: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf(10, from);
    const to = end < 0 ? content.length : end + 1;
    lines.push(content.subarray(from, to));
    from = to;
  }
  return lines;
}
