import * as z from 'zod';
import type { Memory } from '../../core/worker.ts';
import { fileTexts, fingerprint } from '../changes/fingerprint.ts';
import { pullRequestOutput, type PullRequestFacts, type PullRequestOutput } from './facts.ts';

/** Goes up when the same branch would get another description. */
const FORMAT = 2;

const keptOutput = pullRequestOutput.omit({ range: true }) satisfies z.ZodType<Omit<PullRequestOutput, 'range'>>;

/** Descriptions are kept by what they are of: the diff, the commits, the template and the house's form. A rebase that changes none of them keeps its description. */
export const pullRequestMemory: Memory<PullRequestFacts, PullRequestOutput> = {
  key({ files, commits, template, style, issues }) {
    function* texts() {
      yield* fileTexts(files);
      for (const { subject, body } of commits) yield `${subject}\n${body}`;
      yield template ?? '';
      yield JSON.stringify([style, [...issues]]);
    }
    return `${FORMAT} ${files.length} ${commits.length} ${fingerprint(texts())}`;
  },
  pack: ({ title, description, files }) => ({ title, description, files }),
  unpack(kept, { range }) {
    const { success, data } = keptOutput.safeParse(kept);
    return success ? { ...data, range: range && rangeShown(range) } : undefined;
  },
};

/** What of a range people are told. */
export function rangeShown({ base, head, baseReason, commits, templates, template }: NonNullable<PullRequestFacts['range']>): NonNullable<PullRequestOutput['range']> {
  return { base, head, baseReason, commits: commits.length, templates, template };
}
