import type { Answers } from '../core/answers.ts';
import { createKeptValues, keptTable } from './kept-values.ts';
import type { Store } from './store.ts';

export const answerTable = keptTable('answers', 2);

const DAY_MS = 86_400_000;

/** The answers of the workers, as much as 20,000 of them or 16 MB, for 90 days. */
export function createAnswers(store: Store): Answers {
  const values = createKeptValues(store, answerTable, { rows: 20_000, bytes: 16 * 1024 * 1024, valueBytes: 64 * 1024, ageMs: 90 * DAY_MS });
  return {
    async get(worker, key) {
      const kept = (await values.get([worker, key])) as { packed?: unknown; confidence?: unknown } | null | undefined;
      const confidence = kept?.confidence;
      return typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? { packed: kept!.packed, confidence } : undefined;
    },
    put: (worker, key, { packed, confidence }) => values.put([worker, key], { packed, confidence }),
  };
}
