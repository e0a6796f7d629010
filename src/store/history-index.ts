import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { CommitEntry, HistoryIndex, HistoryQuery, IndexedHistory, PastCommit } from '../core/history.ts';
import { keysOf } from './history-keys.ts';
import { findSimilar } from './history-search.ts';
import { addRepository, fullText } from './history-tables.ts';
import type { Store } from './store.ts';

/** Milliseconds for which an index is one process's to extend. */
const CLAIM_MS = 15_000;
/** Commits of one transaction: some ten milliseconds at most. */
const BATCH = 200;
const MAX_SUBJECT = 300;
const MAX_BODY = 500;
const MAX_FILES = 40;

/** The index of histories in the store, which has `historyTables` among its modules. */
export function createHistoryIndex(store: Store): HistoryIndex {
  const owner = randomUUID();

  /** Gives the event loop its turn between transactions. */
  async function inBatches<Item>(items: Item[], signal: AbortSignal, work: (database: DatabaseSync, batch: Item[]) => void): Promise<void> {
    for (let index = 0; index < items.length; index += BATCH) {
      await store.write((database) => work(database, items.slice(index, index + BATCH)), signal);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const renew = (database: DatabaseSync, number: number) =>
    database.prepare('UPDATE history_repositories SET owned_until = ? WHERE number = ? AND owner = ?').run(Date.now() + CLAIM_MS, number, owner);

  return {
    async open(repository) {
      const found = await store.read((database) => describe(database, repository));
      return found ?? store.write((database) => {
        if (!describe(database, repository)) addRepository(database, repository);
        return describe(database, repository);
      });
    },

    async claim(number, signal) {
      const now = Date.now();
      // A claim that lasts longer than any does is of a clock that was set back.
      const taken = await store.write(
        (database) =>
          database
            .prepare('UPDATE history_repositories SET owner = ?, owned_until = ?, used = ? WHERE number = ? AND (owner IS NULL OR owner = ? OR owned_until < ? OR owned_until > ?)')
            .run(owner, now + CLAIM_MS, now, number, owner, now, now + 2 * CLAIM_MS).changes,
        signal,
      );
      return Number(taken ?? 0) > 0;
    },

    async release(number) {
      await store.write((database) => database.prepare('UPDATE history_repositories SET owner = NULL WHERE number = ? AND owner = ?').run(number, owner));
    },

    async begin(number, walking, afresh, signal) {
      await store.write((database) => {
        database.prepare(`UPDATE history_repositories SET walking = ? ${afresh ? ', tip = NULL' : ''} WHERE number = ?`).run(walking, number);
        if (afresh) database.prepare('UPDATE history_commits SET reachable = 0 WHERE repository = ?').run(number);
      }, signal);
    },

    async add(number, commits, signal) {
      await inBatches(commits, signal, (database, batch) => {
        renew(database, number);
        addCommits(database, number, batch);
      });
    },

    async finish(number, { tip, boundary, gone }, signal) {
      await store.write((database) => {
        const unreachable = database.prepare('UPDATE history_commits SET reachable = 0 WHERE repository = ? AND id = ?');
        for (const id of gone) unreachable.run(number, id);
        database.prepare('UPDATE history_repositories SET tip = ?, walking = NULL, boundary = ? WHERE number = ?').run(tip, boundary, number);
      }, signal);
    },

    async withoutWords(number, among) {
      const sql = 'SELECT id FROM history_commits WHERE number IN (SELECT number FROM (SELECT number, read FROM history_commits WHERE repository = ? AND reachable = 1 ORDER BY time DESC LIMIT ?) WHERE read = 0) ORDER BY time DESC';
      return (await store.read((database) => database.prepare(sql).all(number, among).map(({ id }) => String(id)))) ?? [];
    },

    async addWords(number, commits, signal) {
      await inBatches(commits, signal, (database, batch) => {
        renew(database, number);
        const mark = database.prepare('UPDATE history_commits SET read = 1 WHERE repository = ? AND id = ? AND read = 0 RETURNING number');
        const insert = database.prepare(`INSERT INTO ${fullText(number).words} (rowid, words) VALUES (?, ?)`);
        let read = 0;
        for (const { id, words } of batch) {
          const row = mark.get(number, id);
          if (row) read++;
          if (row && words.length > 0) insert.run(row['number']!, words.join(' '));
        }
        database.prepare('UPDATE history_repositories SET read = read + ? WHERE number = ?').run(read, number);
      });
    },

    async find(number: number, query: HistoryQuery, excluded: ReadonlySet<string>): Promise<PastCommit[]> {
      return (await store.read((database) => findSimilar(database, number, query, excluded))) ?? [];
    },
  };
}

function describe(database: DatabaseSync, repository: string): IndexedHistory | undefined {
  const row = database.prepare('SELECT number, tip, walking, boundary FROM history_repositories WHERE path = ?').get(repository);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return row && { number: Number(row['number']), tip: text(row['tip']), walking: text(row['walking']), boundary: text(row['boundary']) ?? '' };
}

function addCommits(database: DatabaseSync, repository: number, commits: CommitEntry[]): void {
  const known = database.prepare('UPDATE history_commits SET reachable = 1 WHERE repository = ? AND id = ?');
  const insert = database.prepare('INSERT INTO history_commits (repository, id, time, reachable, keys) VALUES (?, ?, ?, 1, ?)');
  const text = database.prepare('INSERT INTO history_texts VALUES (?, ?, ?, ?)');
  const key = database.prepare('INSERT INTO history_keys (repository, key, uses) VALUES (?, ?, ?) ON CONFLICT (repository, key) DO UPDATE SET uses = uses + excluded.uses RETURNING number');
  const use = database.prepare('INSERT OR IGNORE INTO history_uses VALUES (?, ?, ?)');
  /** Each key is looked up once: most of them are folders that many commits share. */
  const uses = new Map<string, { time: number; number: number | bigint }[]>();
  let added = 0;
  for (const { id, time, subject, body, files } of commits) {
    if (known.run(repository, id).changes > 0) continue;
    added++;
    const keys = keysOf(files);
    const number = insert.run(repository, id, time, keys.size).lastInsertRowid;
    text.run(number, subject.slice(0, MAX_SUBJECT), body.slice(0, MAX_BODY), JSON.stringify(files.slice(0, MAX_FILES)));
    for (const name of keys.keys()) {
      const list = uses.get(name);
      if (list) list.push({ time, number });
      else uses.set(name, [{ time, number }]);
    }
  }
  for (const [name, list] of uses) {
    const keyNumber = Number(key.get(repository, name, list.length)?.['number']);
    for (const { time, number } of list) use.run(keyNumber, time, number);
  }
  if (added > 0) database.prepare('UPDATE history_repositories SET commits = commits + ? WHERE number = ?').run(added, repository);
}
