import type { FileChange } from '../../core/changes.ts';
import { isFormatting } from './split-formatting.ts';
import { unitOf, type Unit } from './split-unit.ts';

/** The files as units, with hunks that change white space alone set apart from those of the same file that do more. */
export function unitsOf(files: readonly FileChange[]): Unit[] {
  return files.flatMap((file) => {
    if (!isDivisible(file)) return [unitOf(file)];
    const formatting = file.hunks.map((hunk) => isFormatting(hunk, file.path));
    const indices = (wanted: boolean) => formatting.flatMap((is, index) => (is === wanted ? [index] : []));
    if (!formatting.includes(true) || !formatting.includes(false)) return [unitOf(file)];
    return [unitOf(file, indices(false)), unitOf(file, indices(true))];
  });
}

/** Whether hunks of it can be told apart: text that was changed in its place. */
function isDivisible({ kind, binary, submodule, hunks }: FileChange): boolean {
  return kind === 'modified' && !binary && !submodule && hunks.length > 1;
}
