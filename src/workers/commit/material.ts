import type { Material } from '../../core/worker.ts';
import { pathsOf, textsOfChanges } from '../changes/change-material.ts';
import type { CommitFacts } from './facts.ts';
import type { CommitInput } from './input.ts';

/** The change, the past commits that are its examples, and the history's subjects. */
export function commitMaterial({ root, files, similar, recentSubjects, style }: CommitFacts, input: CommitInput): Material {
  const all = [...files, ...similar.flatMap((example) => example.files)];
  return {
    folder: root ?? ('cwd' in input ? input.cwd : undefined),
    paths: pathsOf(all),
    texts: [...textsOfChanges(all), ...recentSubjects, ...similar.map(({ subject }) => subject), ...style.template, ...style.trailers],
  };
}
