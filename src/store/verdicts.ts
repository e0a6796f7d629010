import type { DatabaseSync } from 'node:sqlite';
import type { Adjustment, Learned } from '../core/adjustment.ts';
import { labelOf, learnedShift, type Lesson } from '../core/learned-shift.ts';
import type { StoreModule } from './migrate.ts';
import type { Store } from './store.ts';

/** Numbers only, no text. Unlike the other tables this one cannot be worked out again: another version of it begins with nothing learned, which is what everybody begins with. */
export const verdictTable: StoreModule = {
  name: 'verdicts',
  version: 1,
  create(database) {
    database.exec(`
      CREATE TABLE verdicts_all (id INTEGER PRIMARY KEY, worker TEXT NOT NULL, time INTEGER NOT NULL, confidence REAL NOT NULL, label REAL NOT NULL);
      CREATE INDEX verdicts_worker ON verdicts_all (worker, id);
    `);
  },
};

/** Verdicts of one worker that are kept. By then the oldest counts for an eighth of a new one. */
const KEPT = 300;

/** What is learned from verdicts, as the store has them: all windows and the command line learn together. */
export function createAdjustment(store: Store, now: () => number = Date.now): Adjustment {
  /** By worker; `last` is the last verdict that it was worked out from, since another process may have added one or forgotten all. */
  const known = new Map<string, { last: string; shift: number }>();

  function shiftIn(database: DatabaseSync, worker: string): number {
    const row = database.prepare('SELECT id, time, (SELECT count(*) FROM verdicts_all WHERE worker = ?1) AS count FROM verdicts_all WHERE worker = ?1 ORDER BY id DESC LIMIT 1').get(worker);
    const last = JSON.stringify(row ?? null);
    const present = known.get(worker);
    if (present?.last === last) return present.shift;
    const shift = learnedShift(lessonsIn(database, worker));
    known.set(worker, { last, shift });
    return shift;
  }

  return {
    shift: async (worker) => (await store.read((database) => shiftIn(database, worker)).catch(() => undefined)) ?? 0,
    async learn(worker, confidence, verdict) {
      const lesson: Lesson = { confidence, label: labelOf(verdict) };
      if (!isLesson(lesson)) return;
      await store
        .write((database) => {
          database.prepare('INSERT INTO verdicts_all (worker, time, confidence, label) VALUES (?, ?, ?, ?)').run(worker, now(), confidence, lesson.label);
          database.prepare('DELETE FROM verdicts_all WHERE worker = ?1 AND id <= (SELECT id FROM verdicts_all WHERE worker = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)').run(worker, KEPT);
        })
        .catch(() => undefined);
    },
    async learned() {
      const rows = await store
        .read((database) =>
          database
            .prepare('SELECT worker, count(*) AS verdicts FROM verdicts_all GROUP BY worker ORDER BY worker')
            .all()
            .map((row): Learned => ({ worker: String(row['worker']), verdicts: Number(row['verdicts']), shift: shiftIn(database, String(row['worker'])) })),
        )
        .catch(() => undefined);
      return rows ?? [];
    },
    async reset(worker) {
      await store
        .write((database) => (worker === undefined ? database.exec('DELETE FROM verdicts_all') : database.prepare('DELETE FROM verdicts_all WHERE worker = ?').run(worker)))
        .catch(() => undefined);
    },
  };
}

/** Oldest first. */
function lessonsIn(database: DatabaseSync, worker: string): Lesson[] {
  return database
    .prepare('SELECT confidence, label FROM verdicts_all WHERE worker = ? ORDER BY id')
    .all(worker)
    .map((row) => ({ confidence: Number(row['confidence']), label: Number(row['label']) }))
    .filter(isLesson);
}

/** Nobody but us writes there, but then a number that is none would spoil everything for good. */
function isLesson({ confidence, label }: Lesson): boolean {
  return confidence >= 0 && confidence <= 1 && label >= 0 && label <= 1;
}
