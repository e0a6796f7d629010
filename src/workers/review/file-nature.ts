import type { FileChange } from '../../core/changes.ts';
import { natureOf, type Nature } from '../changes/nature.ts';

/** Sentence and risks both rest on it, and it takes most of their time. */
const natures = new WeakMap<FileChange, Nature | 'none'>();

/** What the change of one file is as a whole; undefined where code cannot tell. */
export function natureOfFile(change: FileChange): Nature | undefined {
  const nature = natures.get(change) ?? natureOf([change]) ?? 'none';
  natures.set(change, nature);
  return nature === 'none' ? undefined : nature;
}
