import type { DatabaseSync } from 'node:sqlite';
import { messageOf, UserError } from '../core/errors.ts';
import type { Ledger, LedgerEntry, LedgerOutcome, Price, SpentSoFar } from '../core/escalation.ts';
import { csvOf } from './ledger-csv.ts';
import { readTotals, type LedgerTotals } from './ledger-totals.ts';
import { localDay } from './local-day.ts';
import type { KeptStore } from './store.ts';

/** A request that left. */
export interface LedgerRow extends Omit<LedgerEntry, 'expected'> {
  number: number;
  /** Milliseconds. */
  begun: number;
  /** `under way`: not ended; `unknown`: not ended, and the process that sent it is gone. */
  outcome: LedgerOutcome['outcome'] | 'under way' | 'unknown';
  /** Expected ones where the request has not ended, and dollars as well. */
  inputTokens: number;
  outputTokens: number;
  dollars: number | undefined;
}

/** The ledger with what a person may look at and do. All of it rejects with a UserError where the file cannot be used. */
export interface KeptLedger extends Ledger {
  /** The last ones first, from this local day (`2026-11-27`) on; all of them unless limited. */
  entries(options?: { since?: string; limit?: number }): Promise<LedgerRow[]>;
  /** From this local day on; the price is what the answers that stayed would have cost. */
  totals(options?: { since?: string; price?: Price | undefined }): Promise<LedgerTotals>;
  /** Deletes everything, or what is of days before this one, so that it cannot be found in the file any more. What was spent on the days that go counts as nothing from then on. */
  wipe(before?: string): Promise<void>;
  /** The requests from this local day on, the last ones first, with a head; lines end as RFC 4180 has it. */
  csv(since?: string): Promise<string>;
}

/** Characters of a text that are kept: names and sentences of one's own are far shorter. */
const MOST = { name: 200, why: 500, kinds: 200 };
/** Milliseconds after which a request that has not ended is no longer under way, whatever process has the number of the one that sent it. */
const LONGEST_MS = 3_600_000;

export function createLedger(store: KeptStore, now: () => number = Date.now): KeptLedger {
  /** What `work` gives. A UserError where the file cannot be used. */
  async function use<Result>(what: string, using: Promise<Result | undefined>): Promise<Result> {
    const result = await using.catch((error: unknown) => {
      if (error instanceof UserError) throw error;
      throw unusable(what, messageOf(error), error);
    });
    if (result === undefined) throw unusable(what, 'The file of the ledger cannot be used.');
    return result;
  }

  async function entries({ since = '', limit = -1 }: { since?: string; limit?: number } = {}): Promise<LedgerRow[]> {
    const rows = await use('The ledger was not read.', store.read((database) => database.prepare('SELECT * FROM ledger_requests WHERE day >= ? ORDER BY number DESC LIMIT ?').all(since, limit)));
    return rows.map((row) => rowOf(row, now()));
  }

  return {
    async begin({ worker, model, recipient, why, found, expected }, permit) {
      const begun = now();
      const insert = (database: DatabaseSync) => {
        permit?.(spentBy(database, begun));
        return database
          .prepare('INSERT INTO ledger_requests (begun, day, process, worker, model, recipient, why, found, input_tokens, output_tokens, dollars) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)')
          .run(begun, localDay(begun), process.pid, short(worker), short(model), short(recipient), short(why, MOST.why), JSON.stringify(found.slice(0, MOST.kinds).map((kind) => short(kind))), whole(expected?.tokens), money(expected?.dollars));
      };
      const { lastInsertRowid } = await use('Nothing was sent.', store.write(insert));
      return Number(lastInsertRowid);
    },

    async end(entry, { outcome, inputTokens, outputTokens, dollars }) {
      await use(
        'How a request ended was not written down.',
        store.write((database) =>
          database.prepare('UPDATE ledger_requests SET ended = ?, outcome = ?, input_tokens = ?, output_tokens = ?, dollars = ? WHERE number = ?').run(now(), outcome, whole(inputTokens), whole(outputTokens), money(dollars), entry),
        ),
      );
    },

    async stayed(worker, answeredBy, inputTokens, outputTokens) {
      const sql = `INSERT INTO ledger_stayed VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET
        answers = answers + 1, input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens`;
      const count = (database: DatabaseSync) => {
        // One statement is a transaction of its own. That it is on the disk at once is worth nobody's waiting.
        database.exec('PRAGMA synchronous = NORMAL');
        try {
          database.prepare(sql).run(localDay(now()), short(worker), answeredBy, whole(inputTokens), whole(outputTokens));
        } finally {
          database.exec('PRAGMA synchronous = FULL');
        }
      };
      await store.read(count).catch(() => undefined);
    },

    spent: () => use('What was spent was not read.', store.read((database) => spentBy(database, now()))),

    entries,
    totals: ({ since = '', price } = {}) => use('The ledger was not read.', store.read((database) => readTotals(database, since, price))),
    csv: async (since = '') => csvOf(await entries({ since })),

    async wipe(before) {
      const failed = 'The ledger was not wiped.';
      await use(
        failed,
        store.write((database) => {
          for (const table of ['ledger_requests', 'ledger_stayed']) {
            if (before === undefined) database.exec(`DELETE FROM ${table}`);
            else database.prepare(`DELETE FROM ${table} WHERE day < ?`).run(before);
          }
          return true;
        }),
      );
      // What was deleted still stands in the log until that is emptied.
      await use(failed, store.read((database) => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()));
      if (before === undefined) await use(failed, store.removeBroken().then(() => true));
    },
  };
}

function spentBy(database: DatabaseSync, now: number): SpentSoFar {
  const today = localDay(now);
  const since = (day: string) => {
    const row = database.prepare('SELECT coalesce(sum(dollars), 0) AS dollars, coalesce(sum(input_tokens + output_tokens), 0) AS tokens FROM ledger_requests WHERE day >= ?').get(day)!;
    return { dollars: Number(row['dollars']), tokens: Number(row['tokens']) };
  };
  return { today: since(today), month: since(`${today.slice(0, 7)}-01`) };
}

function unusable(what: string, why: string, cause?: unknown): UserError {
  return new UserError(what, `Every request that leaves is written down first. ${why}`, 'Make sure that there is room on the disk and that the file ledger.sqlite in the cache folder of Journeyman can be written; the log says more.', { cause });
}

function short(text: string, most = MOST.name): string {
  return text.slice(0, most);
}

/** What others report may be anything. */
function whole(tokens: number | undefined): number {
  return tokens !== undefined && Number.isFinite(tokens) && tokens > 0 ? Math.round(Math.min(tokens, 1e12)) : 0;
}

function money(dollars: number | undefined): number | null {
  return dollars !== undefined && Number.isFinite(dollars) && dollars >= 0 ? dollars : null;
}

function rowOf(row: Record<string, unknown>, now: number): LedgerRow {
  const begun = Number(row['begun']);
  const open = now - begun < LONGEST_MS && isAlive(Number(row['process'])) ? 'under way' : 'unknown';
  return {
    number: Number(row['number']),
    begun,
    worker: String(row['worker']),
    model: String(row['model']),
    recipient: String(row['recipient']),
    why: String(row['why']),
    found: JSON.parse(String(row['found'])) as string[],
    outcome: row['ended'] === null ? open : (row['outcome'] as LedgerOutcome['outcome']),
    inputTokens: Number(row['input_tokens']),
    outputTokens: Number(row['output_tokens']),
    dollars: row['dollars'] === null ? undefined : Number(row['dollars']),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
