import type { FileChange } from '../../../src/core/changes.ts';
import { atOnce } from '../../../src/core/turns.ts';
import type { Risk } from '../../../src/workers/review/input.ts';
import { readFiles } from '../../../src/workers/review/reviewed-file.ts';
import { risksOf } from '../../../src/workers/review/risks.ts';
import { file } from '../commit/changes.ts';

/** The risks of the first of these files within the branch that they make. */
export function risksIn(...files: FileChange[]): Risk[] {
  return atOnce(risksOf(atOnce(readFiles(files))))[0]!;
}

/** The risks of one file with these lines. */
export function found(path: string, lines: string[], more: Partial<FileChange> = {}): string[] {
  return risksIn(file(path, lines, more)).map(({ kind, detail, line }) => `${kind}${line === null ? '' : ` ${line}`}: ${detail}`);
}

/** A file that is new as a whole. */
export function added(path: string, lines: string[]): FileChange {
  return file(path, lines.map((line) => `+${line}`), { kind: 'added' });
}
