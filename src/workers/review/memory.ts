import * as z from 'zod';
import type { Memory } from '../../core/worker.ts';
import { outputOf } from './answer.ts';
import type { ReviewFacts } from './facts.ts';
import { changeKey } from './file-sentence.ts';
import type { ReviewOutput } from './input.ts';
import { standingSentence } from './sentence.ts';

const keptReview = z.object({ summary: z.string().min(1), sentences: z.array(z.tuple([z.string(), z.string()])) });

/** Reviews are kept by what changed: the same diff has the same review, whatever its branches are called. What code tells is read anew. */
export const reviewMemory: Memory<ReviewFacts, ReviewOutput> = {
  key: changeKey,

  pack({ summary, files }): z.infer<typeof keptReview> {
    return { summary, sentences: files.filter(({ by }) => by === 'model').map(({ path, summary: sentence }): [string, string] => [path, sentence]) };
  },

  unpack(kept, facts) {
    const { success, data } = keptReview.safeParse(kept);
    if (!success) return undefined;
    const sentences = new Map(data.sentences);
    const files = facts.files.map((each) => {
      const sentence = each.asks ? sentences.get(each.file.change.path) : undefined;
      const standing = sentence === undefined ? undefined : standingSentence(sentence, each.file.change);
      return standing === undefined ? each : { ...each, summary: standing, by: 'model' as const };
    });
    return outputOf(data.summary, { ...facts, files });
  },
};
