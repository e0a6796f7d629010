import type { Material } from '../../core/worker.ts';
import { messageText } from '../changes/change-material.ts';
import type { ChangelogFacts, ChangelogInput } from './input.ts';

/** The commits and the requests that brought them. The project's own changelog is left out: no model reads it. */
export function changelogMaterial({ root, commits, merged }: ChangelogFacts, input: ChangelogInput): Material {
  return {
    folder: root ?? ('cwd' in input ? input.cwd : undefined),
    // The diffs of those that say too little are read.
    paths: [...new Set(commits.flatMap(({ paths }) => paths))],
    texts: [...commits.map(messageText), ...merged.map(({ title }) => title)].filter((text) => text !== ''),
  };
}
