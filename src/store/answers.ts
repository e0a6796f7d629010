import * as z from 'zod';
import type { Answers } from '../core/answers.ts';
import { createKeptValues, keptTable } from './kept-values.ts';
import type { Store } from './store.ts';

export const answerTable = keptTable('answers', 3);

const shape = z.object({ packed: z.unknown(), confidence: z.number().min(0).max(1), failed: z.array(z.object({ name: z.string(), passed: z.literal(false), detail: z.string() })) });
const DAY_MS = 86_400_000;

/** The answers of the workers, as much as 20,000 of them or 16 MB, for 90 days. */
export function createAnswers(store: Store): Answers {
  const values = createKeptValues(store, answerTable, { rows: 20_000, bytes: 16 * 1024 * 1024, valueBytes: 64 * 1024, ageMs: 90 * DAY_MS });
  return {
    async get(worker, key) {
      const { success, data } = shape.safeParse(await values.get([worker, key]));
      return success ? data : undefined;
    },
    put: (worker, key, { packed, confidence, failed }) => values.put([worker, key], { packed, confidence, failed }),
  };
}
