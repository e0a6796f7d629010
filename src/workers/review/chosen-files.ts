import { isOmitted, type ReviewedFile } from './reviewed-file.ts';
import type { Risk } from './input.ts';
import { OPAQUE_ROLES } from '../changes/role.ts';
import { weightOf } from './risks.ts';

/** Each file costs some seconds. */
const MOST_FILES = 12;
/** Of a branch without sources: texts and settings tell more of themselves. */
const MOST_OTHERS = 4;

/** The indices of the files that a model should put in words: risky ones and the largest sources; of a branch without sources the largest files. */
export function choosesModel(files: ReviewedFile[], risks: Risk[][], enough: boolean[]): ReadonlySet<number> {
  const open = files.map((_, index) => index).filter((index) => !enough[index] && isReadable(files[index]!));
  const weight = (index: number) => Math.max(0, ...risks[index]!.map(weightOf));
  const told = open.filter((index) => files[index]!.role === 'source' || (files[index]!.role !== 'test' && weight(index) > 0));
  const size = ({ added, removed }: ReviewedFile) => added.length + removed.length;
  const ranked = (told.length > 0 ? told : open).sort((one, other) => weight(other) - weight(one) || size(files[other]!) - size(files[one]!) || one - other);
  return new Set(ranked.slice(0, told.length > 0 ? MOST_FILES : MOST_OTHERS));
}

/** Of lines that only go, a small model tells as though they came. */
function isReadable({ change, role, added }: ReviewedFile): boolean {
  return added.length > 0 && change.kind !== 'deleted' && !change.binary && !change.submodule && !isOmitted(change) && !OPAQUE_ROLES.has(role) && change.hunks.some(({ lines }) => lines.length > 0);
}
