import type { FileChange } from '../../../src/core/changes.ts';

/** A file with one hunk of the given lines, each with its sign. */
export function file(path: string, lines: string[] = [], more: Partial<FileChange> = {}): FileChange {
  const count = (sign: string) => lines.filter((line) => line[0] === sign).length;
  return {
    path,
    kind: 'modified',
    binary: false,
    submodule: false,
    added: count('+'),
    removed: count('-'),
    hunks: lines.length ? [{ section: '', oldStart: 1, newStart: 1, lines }] : [],
    ...more,
  };
}
