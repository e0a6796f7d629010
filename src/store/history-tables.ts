import type { DatabaseSync } from 'node:sqlite';
import type { StoreModule } from './migrate.ts';

/** Repositories that are kept, the last used ones. */
const MAX_REPOSITORIES = 30;
/** Bytes of the whole file above which the repository that was not used for longest goes. */
const MAX_BYTES = 512 * 1024 * 1024;

export const historyTables: StoreModule = {
  name: 'history',
  version: 1,
  create(database) {
    database.exec(`
      CREATE TABLE history_repositories (
        number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, commits INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0,
        tip TEXT, walking TEXT, boundary TEXT NOT NULL DEFAULT '', owner TEXT, owned_until INTEGER NOT NULL DEFAULT 0
      );
      CREATE TABLE history_commits (
        number INTEGER PRIMARY KEY, repository INTEGER NOT NULL, id TEXT NOT NULL, time INTEGER NOT NULL, reachable INTEGER NOT NULL, read INTEGER NOT NULL DEFAULT 0,
        keys INTEGER NOT NULL, UNIQUE (repository, id)
      );
      -- Apart, so that looking through many commits touches few pages.
      CREATE TABLE history_texts (number INTEGER PRIMARY KEY, subject TEXT NOT NULL, body TEXT NOT NULL, files TEXT NOT NULL);
      CREATE INDEX history_newest ON history_commits (repository, reachable, time DESC, read);
      CREATE TABLE history_keys (number INTEGER PRIMARY KEY, repository INTEGER NOT NULL, key TEXT NOT NULL, uses INTEGER NOT NULL, UNIQUE (repository, key));
      CREATE TABLE history_uses (key INTEGER NOT NULL, time INTEGER NOT NULL, commit_number INTEGER NOT NULL, PRIMARY KEY (key, time DESC, commit_number)) WITHOUT ROWID;
    `);
  },
};

/** The full-text table of one repository, and how often words are in it: of its own, so that rare words are rare in it, and so that they go at once with it. */
export function fullText(repository: number) {
  return { words: `history_words_${repository}`, vocabulary: `history_vocabulary_${repository}` };
}

/** The repository's number; makes room for it and its tables where it is new. In a transaction. */
export function addRepository(database: DatabaseSync, path: string): number {
  const oldest = database.prepare('SELECT number FROM history_repositories ORDER BY used LIMIT 1');
  const count = () => Number(database.prepare('SELECT count(*) AS n FROM history_repositories').get()?.['n']);
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  const bytes = () => (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  while (count() >= MAX_REPOSITORIES || (count() > 0 && bytes() > MAX_BYTES)) removeRepository(database, Number(oldest.get()?.['number']));

  const number = Number(database.prepare('INSERT INTO history_repositories (path, used) VALUES (?, ?)').run(path, Date.now()).lastInsertRowid);
  const { words, vocabulary } = fullText(number);
  database.exec(`
    CREATE VIRTUAL TABLE ${words} USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2 tokenchars '_'");
    CREATE VIRTUAL TABLE ${vocabulary} USING fts5vocab(${words}, row);
  `);
  return number;
}

function removeRepository(database: DatabaseSync, number: number): void {
  database.prepare('DELETE FROM history_uses WHERE key IN (SELECT number FROM history_keys WHERE repository = ?)').run(number);
  database.prepare('DELETE FROM history_keys WHERE repository = ?').run(number);
  database.prepare('DELETE FROM history_texts WHERE number IN (SELECT number FROM history_commits WHERE repository = ?)').run(number);
  database.prepare('DELETE FROM history_commits WHERE repository = ?').run(number);
  database.prepare('DELETE FROM history_repositories WHERE number = ?').run(number);
  const { words, vocabulary } = fullText(number);
  for (const table of [vocabulary, words]) database.exec(`DROP TABLE IF EXISTS ${table}`);
}
