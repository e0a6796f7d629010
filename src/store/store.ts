import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** One SQLite file, shared by all windows and the command line. */
export interface Store {
  /** Reads, or writes what needs no transaction; undefined where the store cannot be used. */
  read<Result>(work: (database: DatabaseSync) => Result): Promise<Result | undefined>;
  /**
   * One transaction: all of it or nothing. Waits without blocking while another process writes; keep the work to a few milliseconds.
   * Undefined where the store cannot be used.
   */
  write<Result>(work: (database: DatabaseSync) => Result, signal?: AbortSignal): Promise<Result | undefined>;
  close(): void;
}

/** Milliseconds that SQLite itself waits, which blocks this process, before we wait in its stead. */
const BUSY_MS = 25;
/** Milliseconds after which a store that others keep busy counts as not to be used. */
const PATIENCE_MS = 5000;
/** Rebuilds of a broken file in one process before the store is given up: the disk may be the cause. */
const MAX_REBUILDS = 3;

/**
 * A store at this path; nothing is opened before the first use. A file that SQLite cannot read is deleted and made anew.
 * Where there is no node:sqlite, no room or no permission, `read` and `write` give undefined, and `problem` is told why, once.
 */
export function openStore(path: string, modules: StoreModule[], problem: (message: string) => void = () => undefined): Store {
  let opened: Promise<DatabaseSync> | undefined;
  let database: DatabaseSync | undefined;
  /** Which file is meant: another process may put a new one in its place. */
  let inode: bigint | undefined;
  let rebuilds = 0;
  let closed = false;
  let told = false;

  const open = async (): Promise<DatabaseSync> => {
    inode = await inodeOf(path);
    database = await openFile(path, modules);
    inode = await inodeOf(path);
    if (closed) database.close();
    return database;
  };

  async function use<Result>(work: (database: DatabaseSync) => Result, signal?: AbortSignal): Promise<Result | undefined> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      signal?.throwIfAborted();
      if (closed) return undefined;
      let current: DatabaseSync | undefined;
      try {
        opened ??= open();
        current = await opened;
        if (closed) return undefined;
        return work(current);
      } catch (error) {
        if (closed) return undefined;
        const code = codeOf(error);
        if (BUSY.has(code) && performance.now() < until) {
          if (!current) opened = undefined;
          await sleep(10 + Math.random() * 40, undefined, signal && { signal });
          continue;
        }
        if (BROKEN.has(code) && rebuilds++ < MAX_REBUILDS) {
          current?.close();
          opened = undefined;
          await removeFile(path, inode);
          continue;
        }
        if (code === NO_ERROR_OF_SQLITE && current) throw error;
        if (!current) closed = true;
        if (!told) problem(`The store at ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
        told = true;
        return undefined;
      }
    }
  }

  return {
    read: (work) => use(work),
    write: (work, signal) => use((current) => inTransaction(current, work), signal),
    close() {
      if (closed) return;
      closed = true;
      if (database?.isOpen) database.close();
    },
  };
}

async function openFile(path: string, modules: StoreModule[]): Promise<DatabaseSync> {
  // Loaded here, since an older Node warns of it or does not have it.
  const sqlite = await import('node:sqlite');
  await mkdir(dirname(path), { recursive: true });
  const database = new sqlite.DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 8388608`);
    migrate(database, modules);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, modules: StoreModule[]): void {
  database.exec('CREATE TABLE IF NOT EXISTS modules (name TEXT PRIMARY KEY, version INTEGER NOT NULL)');
  const versionOf = (name: string) => database.prepare('SELECT version FROM modules WHERE name = ?').get(name)?.['version'];
  for (const { name, version, create } of modules) {
    if (versionOf(name) === version) continue;
    inTransaction(database, () => {
      // Another process may have been faster.
      if (versionOf(name) === version) return;
      dropTables(database, `${name}_`);
      create(database);
      database.prepare('INSERT OR REPLACE INTO modules VALUES (?, ?)').run(name, version);
    });
  }
}

/** Drops the tables whose names begin like this. The tables that a full-text table is made of go with it. */
function dropTables(database: DatabaseSync, prefix: string): void {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ? ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC, name");
  for (const { name } of names.all(prefix.length, prefix)) database.exec(`DROP TABLE IF EXISTS "${String(name)}"`);
}

function inTransaction<Result>(database: DatabaseSync, work: (database: DatabaseSync) => Result): Result {
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

/** SQLite's result codes: busy and locked; corrupt and not a database. */
const BUSY = new Set([5, 6]);
const BROKEN = new Set([11, 26]);
const NO_ERROR_OF_SQLITE = -1;

function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : NO_ERROR_OF_SQLITE;
}

async function inodeOf(path: string): Promise<bigint | undefined> {
  return stat(path, { bigint: true }).then(({ ino }) => ino, () => undefined);
}

/** The log goes first: SQLite passes over a log beside an empty file, but would play one back into a file that is not its own. */
async function removeFile(path: string, inode: bigint | undefined): Promise<void> {
  if ((await inodeOf(path)) !== inode) return;
  for (const suffix of ['-wal', '-shm', '']) await rm(path + suffix, { force: true, maxRetries: 3 });
}
