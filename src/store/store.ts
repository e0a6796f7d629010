import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { inodeOf, moveAside, removeAside, removeFile } from './broken-file.ts';
import { inTransaction, keepTables, type KeptModule, makeTables, type StoreModule } from './migrate.ts';

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

/** A store of what cannot be worked out again. */
export interface KeptStore extends Store {
  /** Deletes what was moved aside because it was damaged. Rejects where that cannot be done. */
  removeBroken(): Promise<void>;
}

/** What differs between the two kinds of stores. */
interface Kind {
  prepare(database: DatabaseSync): void;
  /** Takes a file that SQLite cannot read out of the way. */
  discard(inode: bigint | undefined): Promise<void>;
  /** Whether to look each time that the file is still the one at its path: what is written to one that was moved away is lost. */
  watched: boolean;
}

/** Milliseconds that SQLite itself waits, which blocks this process, before we wait in its stead. */
const BUSY_MS = 25;
/** Milliseconds after which a store that others keep busy counts as not to be used. */
const PATIENCE_MS = 5000;
/** Milliseconds before a store that could not be opened is tried again: a disk that was full or away comes back. */
const PAUSE_MS = 30_000;
/** Rebuilds of a broken file in one process before the store is given up: the disk may be the cause. */
const MAX_REBUILDS = 3;

/**
 * A store at this path; nothing is opened before the first use. A file that SQLite cannot read is deleted and made anew.
 * Where there is no node:sqlite, no room or no permission, `read` and `write` give undefined, and `problem` is told why, once; after a while it is tried again.
 */
export function openStore(path: string, modules: StoreModule[], problem: (message: string) => void = () => undefined): Store {
  return openFile(path, problem, {
    prepare(database) {
      database.exec('PRAGMA synchronous = NORMAL');
      makeTables(database, modules);
    },
    discard: (inode) => removeFile(path, inode),
    watched: false,
  });
}

/**
 * The same for what must not be lost: tables are never dropped, a file that SQLite cannot read is moved aside, which `problem` is told,
 * what was written is on the disk when `write` resolves, and what was deleted cannot be found in the file any more.
 */
export function openKeptStore(path: string, modules: KeptModule[], problem: (message: string) => void = () => undefined): KeptStore {
  const store = openFile(path, problem, {
    prepare(database) {
      database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
      keepTables(database, modules);
    },
    async discard(inode) {
      const aside = moveAside(path, inode);
      if (aside !== undefined) problem(`The file ${path} was damaged. It is kept as ${aside}, and a new one was begun.`);
    },
    watched: true,
  });
  return { ...store, removeBroken: () => removeAside(path) };
}

function openFile(path: string, problem: (message: string) => void, kind: Kind): Store {
  let opened: Promise<DatabaseSync> | undefined;
  let database: DatabaseSync | undefined;
  /** Which file is meant: another process may put a new one in its place. */
  let inode: bigint | undefined;
  let rebuilds = 0;
  let pausedUntil = 0;
  let closed = false;
  let told = false;

  const open = async (): Promise<DatabaseSync> => {
    inode = await inodeOf(path);
    database = await openDatabase(path, kind);
    inode = await inodeOf(path);
    if (closed) database.close();
    return database;
  };

  async function use<Result>(work: (database: DatabaseSync) => Result, signal?: AbortSignal): Promise<Result | undefined> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      signal?.throwIfAborted();
      if (closed || performance.now() < pausedUntil) return undefined;
      let current: DatabaseSync | undefined;
      const opening = (opened ??= open());
      /** Others may wait for the same one, and must not give up the next. */
      const giveUp = () => {
        if (current?.isOpen) current.close();
        if (opened === opening) opened = undefined;
      };
      try {
        current = await opening;
        const isThere = !kind.watched || inode === (await inodeOf(path));
        if (closed) return undefined;
        if ((!isThere || !current.isOpen) && performance.now() < until) {
          giveUp();
          continue;
        }
        return work(current);
      } catch (error) {
        if (closed) return undefined;
        const code = codeOf(error);
        if (BUSY.has(code) && performance.now() < until) {
          if (!current) giveUp();
          await sleep(10 + Math.random() * 40, undefined, signal && { signal });
          continue;
        }
        if (BROKEN.has(code) && rebuilds++ < MAX_REBUILDS) {
          const isOurs = opened === opening;
          giveUp();
          if (isOurs) await kind.discard(inode);
          continue;
        }
        if (code === NO_ERROR_OF_SQLITE && current) throw error;
        if (!current) {
          giveUp();
          pausedUntil = isWithoutSqlite(error) ? Infinity : performance.now() + PAUSE_MS;
        }
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

async function openDatabase(path: string, { prepare }: Kind): Promise<DatabaseSync> {
  // Loaded here, since an older Node warns of it or does not have it.
  const sqlite = await import('node:sqlite');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const database = new sqlite.DatabaseSync(path);
  try {
    await keepPrivate(path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 8388608`);
    database.exec('CREATE TABLE IF NOT EXISTS modules (name TEXT PRIMARY KEY, version INTEGER NOT NULL)');
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What the user's code and the requests say is for nobody else on this machine. SQLite gives the files beside it the same mode when it makes them. */
async function keepPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const close = async (file: string) => chmod(file, (await stat(file)).mode & 0o700);
  // Those beside it need not be there, and some file systems know no modes.
  await Promise.all(['', '-wal', '-shm'].map((suffix) => close(path + suffix).catch(() => undefined)));
}

/** SQLite's result codes: busy and locked; corrupt and not a database. */
const BUSY = new Set([5, 6]);
const BROKEN = new Set([11, 26]);
const NO_ERROR_OF_SQLITE = -1;

function isWithoutSqlite(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_UNKNOWN_BUILTIN_MODULE';
}

function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : NO_ERROR_OF_SQLITE;
}
