import type { FileChange } from '../../core/changes.ts';

/** What is needed of a commit's diff to find out whether it survives: four bytes a changed line, so that the text itself need not be kept. */
export interface ChangedLines {
  files: ChangedFile[];
}

interface ChangedFile {
  path: string;
  oldPath?: string;
  /** A hash of each changed line, without the space around it; its lowest bit says whether the line has a letter or digit. */
  removed: Uint32Array;
  added: Uint32Array;
}

export function changedLines(files: FileChange[]): ChangedLines {
  return {
    files: files.map(({ path, oldPath, kind, hunks }) => {
      const hashes = (sign: string) => Uint32Array.from(hunks.flatMap(({ lines }) => lines.filter((line) => line[0] === sign).map(hashOf)));
      // A copy leaves where it was made from as it was.
      return { path, ...(oldPath !== undefined && kind !== 'copied' && { oldPath }), removed: hashes('-'), added: hashes('+') };
    }),
  };
}

export function isTelling(hash: number): boolean {
  return (hash & 1) === 1;
}

function hashOf(line: string): number {
  const text = line.slice(1).trim();
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The lowest bits of such a hash are the poorest.
  return ((hash ^ (hash >>> 15)) & ~1 | (/[\p{L}\p{N}]/u.test(text) ? 1 : 0)) >>> 0;
}
