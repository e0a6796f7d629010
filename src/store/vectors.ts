import { createHash } from 'node:crypto';
import type { StoreModule } from './migrate.ts';
import type { Store } from './store.ts';

/** Vectors of texts, by the model that made them. Neither method rejects: a store that cannot be used forgets. */
export interface Vectors {
  get(model: string, texts: readonly string[]): Promise<(Float32Array | undefined)[]>;
  put(model: string, texts: readonly string[], vectors: readonly Float32Array[]): Promise<void>;
}

/** Bytes of vectors that are kept, about 20,000 of them; what was not written or asked for longest goes. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A longer vector is none. */
const MOST_DIMENSIONS = 16_384;
/** Milliseconds that keeping something may wait for another process that writes. */
const PATIENCE_MS = 300;
/** A use is written down when the last one was this long ago. */
const USED_MS = 24 * 3_600_000;

/** Each vector as 32-bit floats, little-endian. The key is a hash: it does not say what the text is. */
export const vectorTable: StoreModule = {
  name: 'vectors',
  version: 1,
  create(database) {
    database.exec(`
      CREATE TABLE vectors_all (key BLOB PRIMARY KEY, vector BLOB NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
      CREATE INDEX vectors_used ON vectors_all (used, bytes);
    `);
  },
};

export function createVectors(store: Store, { mostBytes = MOST_BYTES, now = Date.now }: { mostBytes?: number; now?: () => number } = {}): Vectors {
  const write: Store['write'] = (work) => store.write(work, AbortSignal.timeout(PATIENCE_MS)).catch(() => undefined);
  return {
    async get(model, texts) {
      const keys = texts.map((text) => keyOf(model, text));
      const rows = await store
        .read((database) => {
          const select = database.prepare('SELECT vector, used FROM vectors_all WHERE key = ?');
          return keys.map((key) => select.get(key));
        })
        .catch(() => undefined);
      const old = keys.filter((_, index) => now() - Number(rows?.[index]?.['used'] ?? now()) > USED_MS);
      if (old.length > 0) {
        void write((database) => {
          const update = database.prepare('UPDATE vectors_all SET used = ? WHERE key = ?');
          for (const key of old) update.run(now(), key);
        });
      }
      return texts.map((_, index) => vectorIn(rows?.[index]?.['vector']));
    },
    async put(model, texts, vectors) {
      await write((database) => {
        const insert = database.prepare('INSERT OR REPLACE INTO vectors_all VALUES (?, ?, ?, ?)');
        for (const [index, vector] of vectors.entries()) {
          if (vector.length > 0 && vector.length <= MOST_DIMENSIONS) insert.run(keyOf(model, texts[index]!), bytesOf(vector), vector.byteLength, now());
        }
        const held = Number(database.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM vectors_all').get()!['bytes']);
        if (held <= mostBytes) return;
        let over = held - mostBytes * 0.9;
        const remove = database.prepare('DELETE FROM vectors_all WHERE key = ?');
        for (const row of database.prepare('SELECT key, bytes FROM vectors_all ORDER BY used').all()) {
          if (over <= 0) return;
          remove.run(row['key'] as Uint8Array);
          over -= Number(row['bytes']);
        }
      });
    },
  };
}

function keyOf(model: string, text: string): Uint8Array {
  return createHash('sha256').update(JSON.stringify([model, text])).digest();
}

function bytesOf(vector: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes;
}

function vectorIn(blob: unknown): Float32Array | undefined {
  if (!(blob instanceof Uint8Array) || blob.byteLength === 0 || blob.byteLength % 4 !== 0) return undefined;
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  return Float32Array.from({ length: blob.byteLength / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
