import { UserError } from '../core/errors.ts';
import type { ReviewFile } from '../workers/review/input.ts';

/** A file as it was or is. */
export interface Side {
  /** From the top of the repository, with `/` between its parts. */
  path: string;
  /** `working`: the file on disk, which can be edited. */
  at: 'base' | 'head' | 'working';
}

/** The two sides of a changed file; one of them is missing where the file is new or gone. Throws a UserError for a path that leads out of the repository. */
export function sidesOf({ kind, path, oldPath }: Pick<ReviewFile, 'kind' | 'path' | 'oldPath'>, checkedOut: boolean): { old: Side | null; new: Side | null } {
  const old = oldPath ?? path;
  for (const one of [path, old]) {
    // Windows takes both for separators.
    const parts = one.split(/[\\/]/);
    if (parts.some((part) => part === '' || part === '.' || part === '..') || /^[a-z]:|\0/i.test(one)) {
      throw new UserError('The file was not opened.', 'Its path leads out of the repository.', '');
    }
  }
  return {
    old: kind === 'added' ? null : { path: old, at: 'base' },
    new: kind === 'deleted' ? null : { path, at: checkedOut ? 'working' : 'head' },
  };
}
