import type { FileChange } from '../../core/changes.ts';
import { isImport, linePairs } from './hunk-lines.ts';

export interface FileMove {
  from: string;
  to: string;
}

/** More moves than this are only recognised without changes of content. */
const MOST_FOLLOWED = 20;

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stem(path: string): string {
  return baseName(path).replace(/\.[^.]*$/, '');
}

/** The moves where all else that changed follows them: imports and mentions of the paths. Undefined where more changed, or no file moved. */
export function filesMoved(files: FileChange[]): FileMove[] | undefined {
  const moves = files.filter((file) => file.kind === 'renamed' && file.oldPath !== undefined).map(({ oldPath, path }) => ({ from: oldPath!, to: path }));
  if (moves.length === 0) return undefined;
  for (const file of files) {
    if (file.kind !== 'renamed' && (file.kind !== 'modified' || file.hunks.length === 0)) return undefined;
    const pairs = linePairs(file);
    if (!pairs || (pairs.length > 0 && moves.length > MOST_FOLLOWED)) return undefined;
    if (!pairs.every(([before, after]) => follows(before, after, moves))) return undefined;
  }
  return moves;
}

function follows(before: string, after: string, moves: FileMove[]): boolean {
  if (before.length > 1000 || after.length > 1000) return false;
  return moves.some(({ from, to }) => {
    const names = [[from, to], [baseName(from), baseName(to)], [stem(from), stem(to)]] as const;
    return names.some(([old, current]) => old !== '' && before.includes(old) && before.replaceAll(old, current) === after) || followsInImport(before, after, moves);
  });
}

/** Another way to the same files: only the path in quotes changed, and it leads to one that moved, or away from one. */
function followsInImport(before: string, after: string, moves: FileMove[]): boolean {
  const path = /(["'])(\.[^"']*)\1/;
  const [one, other] = [path.exec(before)?.[2], path.exec(after)?.[2]];
  if (one === undefined || other === undefined || !(isImport(before) || /^\s*\}\s*from\b/.test(before))) return false;
  if (before.replace(one, '') !== after.replace(other, '')) return false;
  return stem(one) === stem(other) || moves.some(({ from, to }) => stem(from) === stem(one) && stem(to) === stem(other));
}
