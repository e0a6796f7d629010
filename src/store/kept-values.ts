import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { StoreModule } from './migrate.ts';
import type { Store } from './store.ts';

/** How much of a table is kept; what was not used for longest goes. */
export interface Bounds {
  rows: number;
  /** Of the values together. */
  bytes: number;
  /** Of one value; a larger one is not kept. */
  valueBytes: number;
  /** Milliseconds after which a value is not believed any more, however often it is used. */
  ageMs: number;
}

/** Values by hashed keys, the last used ones. Neither method rejects: a store that cannot be used, or is busy for long, forgets. */
export interface KeptValues {
  get(key: string[]): Promise<unknown>;
  put(key: string[], value: unknown): Promise<void>;
}

/** A use is written down when the last one was this long ago, so that reading seldom writes. */
const USED_MS = 3_600_000;
/** Milliseconds that keeping something may wait for another process that writes. */
const PATIENCE_MS = 300;

export function keptTable(name: string, version: number): StoreModule {
  return {
    name,
    version,
    create(database) {
      database.exec(`
        CREATE TABLE ${name}_all (key BLOB PRIMARY KEY, value TEXT NOT NULL, bytes INTEGER NOT NULL, made INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX ${name}_used ON ${name}_all (used, bytes);
        CREATE INDEX ${name}_made ON ${name}_all (made);
      `);
    },
  };
}

/** The values of a table that `keptTable` describes. */
export function createKeptValues(store: Store, { name }: StoreModule, bounds: Bounds, now: () => number = Date.now): KeptValues {
  const write = (work: (database: DatabaseSync) => unknown) => store.write(work, AbortSignal.timeout(PATIENCE_MS)).catch(() => undefined);
  return {
    async get(key) {
      const hash = hashed(key);
      const row = await store.read((database) => database.prepare(`SELECT value, used FROM ${name}_all WHERE key = ? AND made > ?`).get(hash, now() - bounds.ageMs)).catch(() => undefined);
      if (!row) return undefined;
      if (now() - Number(row['used']) > USED_MS) void write((database) => database.prepare(`UPDATE ${name}_all SET used = ? WHERE key = ?`).run(now(), hash));
      try {
        return JSON.parse(String(row['value'])) as unknown;
      } catch {
        return undefined;
      }
    },
    async put(key, value) {
      const text = JSON.stringify(value);
      const bytes = Buffer.byteLength(text);
      if (bytes > bounds.valueBytes) return;
      await write((database) => {
        database.prepare(`INSERT OR REPLACE INTO ${name}_all VALUES (?, ?, ?, ?, ?)`).run(hashed(key), text, bytes, now(), now());
        database.prepare(`DELETE FROM ${name}_all WHERE made <= ?`).run(now() - bounds.ageMs);
        trim(database, name, bounds);
      });
    },
  };
}

/** The key says what is in the user's code, the hash does not. */
function hashed(key: string[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(key)).digest();
}

/** Makes room down to nine tenths of what may be kept, so that it need not be done each time. */
function trim(database: DatabaseSync, name: string, { rows, bytes }: Bounds): void {
  const total = () => database.prepare(`SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM ${name}_all`).get()!;
  const { count, bytes: held } = total();
  if (Number(count) <= rows && Number(held) <= bytes) return;
  const oldest = database.prepare(`SELECT key, bytes FROM ${name}_all ORDER BY used`).all();
  const remove = database.prepare(`DELETE FROM ${name}_all WHERE key = ?`);
  let [left, size] = [Number(count), Number(held)];
  for (const row of oldest) {
    if (left <= rows * 0.9 && size <= bytes * 0.9) return;
    remove.run(row['key'] as Uint8Array);
    left--;
    size -= Number(row['bytes']);
  }
}
