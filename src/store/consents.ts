import { UserError } from '../core/errors.ts';
import type { KeptModule } from './migrate.ts';
import type { Store } from './store.ts';

export const consentTables: KeptModule = {
  name: 'consents',
  steps: [
    (database) =>
      database.exec(
        'CREATE TABLE consents_given (worker TEXT NOT NULL, model TEXT NOT NULL, recipient TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (worker, model, recipient)) WITHOUT ROWID',
      ),
  ],
};

export interface GivenConsent {
  worker: string;
  model: string;
  recipient: string;
  /** When, in milliseconds. */
  time: number;
}

/** To what the user agreed once and for all: that a worker's input goes to a model of a recipient. */
export interface Consents {
  /** False also where that cannot be read: then the user is asked again. */
  given(worker: string, model: string, recipient: string): Promise<boolean>;
  /** Never rejects: what cannot be kept is asked again. */
  give(worker: string, model: string, recipient: string): Promise<void>;
  /** Rejects with a UserError where it cannot be done. */
  revokeAll(): Promise<void>;
  /** The last one first. */
  list(): Promise<GivenConsent[]>;
}

export function createConsents(store: Store, now: () => number = Date.now): Consents {
  return {
    async given(worker, model, recipient) {
      const find = store.read((database) => database.prepare('SELECT 1 FROM consents_given WHERE worker = ? AND model = ? AND recipient = ?').get(worker, model, recipient));
      return (await find.catch(() => undefined)) !== undefined;
    },
    async give(worker, model, recipient) {
      await store.write((database) => database.prepare('INSERT OR REPLACE INTO consents_given VALUES (?, ?, ?, ?)').run(worker, model, recipient, now())).catch(() => undefined);
    },
    async revokeAll() {
      const done = await store.write((database) => database.prepare('DELETE FROM consents_given').run()).catch(() => undefined);
      if (!done) throw new UserError('The consents were not revoked.', 'The file that keeps them cannot be written.', 'Set journeyman.escalation.mode to off, and see the log.');
    },
    async list() {
      const rows = await store.read((database) => database.prepare('SELECT worker, model, recipient, time FROM consents_given ORDER BY time DESC, worker').all());
      return (rows ?? []).map((row) => ({ worker: String(row['worker']), model: String(row['model']), recipient: String(row['recipient']), time: Number(row['time']) }));
    },
  };
}
