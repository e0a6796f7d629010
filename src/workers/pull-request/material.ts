import type { Material } from '../../core/worker.ts';
import { messageText, pathsOf, textsOfChanges } from '../changes/change-material.ts';
import type { PullRequestFacts, PullRequestInput } from './facts.ts';

/**
 * The diff and the commits, of which a model has read some: their files too, which need not be in the diff. The template is left out: it is the house's
 * own form, and the answer holds it word for word.
 */
export function pullRequestMaterial({ root, files, commits, range }: PullRequestFacts, input: PullRequestInput): Material {
  return {
    folder: root ?? ('cwd' in input ? input.cwd : undefined),
    paths: [...new Set([...pathsOf(files), ...(range?.touched ?? [])])],
    texts: [...textsOfChanges(files), ...commits.map(messageText), ...(range?.branch ? [range.branch] : [])],
  };
}
