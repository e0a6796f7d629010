import type { Material } from '../../core/worker.ts';
import { pathsOf, textsOfChanges } from '../changes/change-material.ts';
import type { ReviewFacts } from './facts.ts';
import type { ReviewInput } from './input.ts';

/** The diff and the commits' subjects. */
export function reviewMaterial({ root, files, subjects }: ReviewFacts, input: ReviewInput): Material {
  const changes = files.map(({ file }) => file.change);
  return { folder: root ?? ('cwd' in input ? input.cwd : undefined), paths: pathsOf(changes), texts: [...textsOfChanges(changes), ...subjects] };
}
