import type { DatabaseSync } from 'node:sqlite';
import type { Price } from '../core/escalation.ts';

export interface LedgerSum {
  /** Answers that nothing left for. */
  stayed: number;
  /** Requests that left. */
  left: number;
  /** Read and written by remote models. */
  tokens: number;
  /** US dollars, as far as the prices are known. */
  dollars: number;
}

export interface LedgerTotals extends LedgerSum {
  /** Of the answers that stayed: those that code gave, without any model. */
  stayedByCode: number;
  /** What a remote model would have read and written for the answers that stayed. */
  stayedTokens: { input: number; output: number };
  /** Share of the answers that stayed, 0 to 1; undefined where there is nothing yet. */
  share: number | undefined;
  /** Dollars that the answers that stayed would have cost, at a given price or at the average of what was paid for a token; undefined where neither is known. */
  saved: { dollars: number; at: 'price' | 'paid' } | undefined;
  byWorker: (LedgerSum & { worker: string })[];
  byModel: { model: string; recipient: string; left: number; tokens: number; dollars: number }[];
  /** `2026-11`, the last one first. */
  byMonth: (LedgerSum & { month: string })[];
  /** `2026-11-27`, the last one first; days on which nothing was are left out. */
  byDay: (LedgerSum & { day: string })[];
}

/** Answers and requests in one, so that both are summed by the same. */
const ALL = `
  SELECT day, worker, 0 AS stayed, 1 AS left_, input_tokens + output_tokens AS tokens, coalesce(dollars, 0) AS dollars FROM ledger_requests
  UNION ALL SELECT day, worker, answers, 0, 0, 0 FROM ledger_stayed`;
const SUMS = 'coalesce(sum(stayed), 0) AS stayed, coalesce(sum(left_), 0) AS left_, coalesce(sum(tokens), 0) AS tokens, coalesce(sum(dollars), 0) AS dollars';

/** Sums from this day on; see `Ledger.spent` for the days. */
export function readTotals(database: DatabaseSync, since: string, price: Price | undefined): LedgerTotals {
  const summed = (key: string, order: string) => database.prepare(`SELECT ${key} AS key, ${SUMS} FROM (${ALL}) WHERE day >= ? GROUP BY 1 ORDER BY ${order}`).all(since);
  const sum = sumOf(database.prepare(`SELECT ${SUMS} FROM (${ALL}) WHERE day >= ?`).get(since)!);
  const there = database
    .prepare("SELECT coalesce(sum(answers) FILTER (WHERE answered_by = 'code'), 0) AS code, coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output FROM ledger_stayed WHERE day >= ?")
    .get(since)!;
  const stayedTokens = { input: Number(there['input']), output: Number(there['output']) };
  const paid = database.prepare('SELECT sum(dollars) AS dollars, sum(input_tokens + output_tokens) AS tokens FROM ledger_requests WHERE ended IS NOT NULL AND dollars > 0').get()!;
  const models = database.prepare(
    'SELECT model, recipient, count(*) AS left_, sum(input_tokens + output_tokens) AS tokens, coalesce(sum(dollars), 0) AS dollars FROM ledger_requests WHERE day >= ? GROUP BY 1, 2 ORDER BY left_ DESC, model, recipient',
  );
  return {
    ...sum,
    stayedByCode: Number(there['code']),
    stayedTokens,
    share: sum.stayed + sum.left > 0 ? sum.stayed / (sum.stayed + sum.left) : undefined,
    saved: savedBy(stayedTokens, price, { dollars: Number(paid['dollars'] ?? 0), tokens: Number(paid['tokens'] ?? 0) }),
    byWorker: summed('worker', 'stayed + left_ DESC, key').map((row) => ({ worker: String(row['key']), ...sumOf(row) })),
    byModel: models.all(since).map((row) => {
      const { left, tokens, dollars } = sumOf(row);
      return { model: String(row['model']), recipient: String(row['recipient']), left, tokens, dollars };
    }),
    byMonth: summed('substr(day, 1, 7)', 'key DESC').map((row) => ({ month: String(row['key']), ...sumOf(row) })),
    byDay: summed('day', 'key DESC').map((row) => ({ day: String(row['key']), ...sumOf(row) })),
  };
}

function sumOf(row: Record<string, unknown>): LedgerSum {
  return { stayed: Number(row['stayed'] ?? 0), left: Number(row['left_']), tokens: Number(row['tokens']), dollars: Number(row['dollars']) };
}

function savedBy(stayed: { input: number; output: number }, price: Price | undefined, paid: { dollars: number; tokens: number }): LedgerTotals['saved'] {
  if (price) return { dollars: (stayed.input * price.input + stayed.output * price.output) / 1e6, at: 'price' };
  return paid.tokens > 0 ? { dollars: ((stayed.input + stayed.output) * paid.dollars) / paid.tokens, at: 'paid' } : undefined;
}
