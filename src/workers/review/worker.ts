import type { FileChange, Git } from '../../core/changes.ts';
import { confidenceOf } from '../../core/confidence.ts';
import { UserError } from '../../core/errors.ts';
import { inTurns } from '../../core/turns.ts';
import type { Worker } from '../../core/worker.ts';
import { tooLargeToTell } from '../changes/too-large.ts';
import { outputOf, readSummary, summaryByCode } from './answer.ts';
import { checkReview } from './checks.ts';
import { factsOf, type ReviewFacts } from './facts.ts';
import { withSentences } from './file-sentence.ts';
import { reviewInput, type ReviewInput, type ReviewOutput } from './input.ts';
import { reviewMaterial } from './material.ts';
import { reviewMemory } from './memory.ts';
import { writePrompt } from './prompt.ts';
import { renderReview } from './render.ts';

export interface ReviewSources {
  git: Pick<Git, 'branchChanges'>;
  parseDiff(diff: string): FileChange[];
}

/** Reads somebody else's branch ahead of its reviewer: order, risky places and most sentences by code, the files that matter by a model. */
export function createReviewWorker({ git, parseDiff }: ReviewSources): Worker<ReviewInput, ReviewFacts, ReviewOutput> {
  return {
    name: 'review',
    input: reviewInput,
    threshold: 0.5,
    async gather(input, signal) {
      const branch = 'cwd' in input ? await git.branchChanges(input, signal) : undefined;
      const files = parseDiff(branch ? branch.diff : 'diff' in input ? input.diff : '');
      if (files.length === 0) throw new UserError('There is no change to review.', 'The diff names no file.', 'Check out the branch, or give the output of `git diff BASE...HEAD`.');
      return inTurns(factsOf(files, branch), signal);
    },
    known: (facts) => (facts.files.some(({ asks }) => asks) ? undefined : outputOf(summaryByCode(facts), facts)),
    prepare: withSentences,
    prompt: writePrompt,
    parse: (text, facts) => outputOf(readSummary(text, facts), facts),
    check: checkReview,
    score: confidenceOf,
    material: reviewMaterial,
    beyond: ({ files, subjects }) => (subjects.length > 1 ? undefined : tooLargeToTell(files.map(({ file }) => file.change))),
    memory: reviewMemory,
    render: renderReview,
  };
}
