import type { KeptModule } from './migrate.ts';

/** Days are those where the user is, so that a sum over a day or a month needs no time zone. Tokens and dollars are what was expected until `ended` is there. */
export const ledgerTables: KeptModule = {
  name: 'ledger',
  steps: [
    (database) =>
      database.exec(`
        CREATE TABLE ledger_requests (
          number INTEGER PRIMARY KEY AUTOINCREMENT, begun INTEGER NOT NULL, day TEXT NOT NULL, process INTEGER NOT NULL,
          worker TEXT NOT NULL, model TEXT NOT NULL, recipient TEXT NOT NULL, why TEXT NOT NULL, found TEXT NOT NULL,
          ended INTEGER, outcome TEXT, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, dollars REAL
        );
        CREATE INDEX ledger_days ON ledger_requests (day, input_tokens, output_tokens, dollars);
        CREATE TABLE ledger_stayed (
          day TEXT NOT NULL, worker TEXT NOT NULL, answered_by TEXT NOT NULL, answers INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
          PRIMARY KEY (day, worker, answered_by)
        ) WITHOUT ROWID;
      `),
  ],
};
