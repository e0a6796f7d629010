import type { DatabaseSync } from 'node:sqlite';

/**
 * A part of the store with tables of its own, all named `<name>_…`. Where the stored version is another one, in either direction,
 * its tables are dropped and made anew by `create`: what the store holds can be worked out again.
 */
export interface StoreModule {
  /** Lower-case letters. */
  name: string;
  version: number;
  create(database: DatabaseSync): void;
}

/**
 * Tables of which nothing is ever dropped. Each step brings them from one version to the next; a step that was published is not changed.
 * Steps only add (tables, columns that have a default), so that an older program beside a newer one still reads and writes what it knows.
 */
export interface KeptModule {
  /** Lower-case letters. */
  name: string;
  steps: readonly ((database: DatabaseSync) => void)[];
}

/** Makes the tables of the modules, anew where they are of another version. */
export function makeTables(database: DatabaseSync, modules: readonly StoreModule[]): void {
  for (const { name, version, create } of modules) {
    toVersion(database, name, (stored) => stored !== version, () => {
      dropTables(database, `${name}_`);
      create(database);
      return version;
    });
  }
}

/** Brings the tables of the modules up to date, step by step. Those of a newer program stay as they are. */
export function keepTables(database: DatabaseSync, modules: readonly KeptModule[]): void {
  for (const { name, steps } of modules) {
    toVersion(database, name, (stored) => stored < steps.length, (stored) => {
      for (const step of steps.slice(stored)) step(database);
      return steps.length;
    });
  }
}

/** Carries out in one transaction what is due, which gives the new version. */
function toVersion(database: DatabaseSync, name: string, isDue: (stored: number) => boolean, change: (stored: number) => number): void {
  const versionOf = () => Number(database.prepare('SELECT version FROM modules WHERE name = ?').get(name)?.['version'] ?? 0);
  if (!isDue(versionOf())) return;
  inTransaction(database, () => {
    // Another process may have been faster.
    const stored = versionOf();
    if (isDue(stored)) database.prepare('INSERT OR REPLACE INTO modules VALUES (?, ?)').run(name, change(stored));
  });
}

/** Drops the tables whose names begin like this. The tables that a full-text table is made of go with it. */
function dropTables(database: DatabaseSync, prefix: string): void {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ? ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC, name");
  for (const { name } of names.all(prefix.length, prefix)) database.exec(`DROP TABLE IF EXISTS "${String(name)}"`);
}

export function inTransaction<Result>(database: DatabaseSync, work: (database: DatabaseSync) => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work(database);
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
