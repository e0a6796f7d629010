import type { LineEdit } from '../core/diagnostic.ts';
import { applyLineEdits, type Replacement } from '../core/line-edits.ts';

/** A line of a shown change; `gap` stands for lines that were left out between two places. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added' | 'gap';
  text: string;
}

const CONTEXT = 2;

/** The edits as a person reads them: removed and added lines with two lines around. Empty when they do not fit the source. */
export function diffOf(source: string, edits: LineEdit[]): DiffLine[] {
  if (edits.length === 0 || applyLineEdits(source, edits) === undefined) return [];
  const lines = source.split(/\r?\n/);
  const shown: DiffLine[] = [];
  /** The first line that was not shown yet. */
  let next = 1;
  const show = (kind: DiffLine['kind'], from: number, to: number) => {
    for (let number = from; number <= to; number++) shown.push({ kind, text: lines[number - 1] ?? '' });
  };
  for (const { startLine, endLine, newText } of [...edits].sort((a, b) => a.startLine - b.startLine)) {
    const contextStart = Math.max(next, startLine - CONTEXT);
    if (shown.length > 0) {
      const contextEnd = Math.min(next + CONTEXT, contextStart);
      show('same', next, contextEnd - 1);
      if (contextStart > contextEnd) shown.push({ kind: 'gap', text: '' });
    }
    show('same', contextStart, startLine - 1);
    show('removed', startLine, endLine);
    if (newText !== '') for (const text of newText.replace(/\r?\n$/, '').split(/\r?\n/)) shown.push({ kind: 'added', text });
    next = endLine + 1;
  }
  show('same', next, Math.min(lines.length, next + CONTEXT - 1));
  return shown;
}

/** The one replacement that makes `after` of `before`, from the first line that differs to the last; undefined when they are equal. */
export function replacementFor(before: string, after: string): Replacement | undefined {
  if (before === after) return undefined;
  const [old, changed] = [before, after].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  const common = Math.min(old.length, changed.length);
  let head = 0;
  while (head < common && old[head] === changed[head]) head++;
  let tail = 0;
  while (tail < common - head && old.at(-1 - tail) === changed.at(-1 - tail)) tail++;
  const start = old.slice(0, head).join('').length;
  const kept = tail === 0 ? 0 : old.slice(-tail).join('').length;
  return { start, end: before.length - kept, text: after.slice(start, after.length - kept) };
}
