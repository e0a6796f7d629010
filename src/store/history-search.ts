import type { DatabaseSync } from 'node:sqlite';
import type { HistoryQuery, PastCommit } from '../core/history.ts';
import { keysOf } from './history-keys.ts';
import { anyOf, fuse, rarity } from './history-ranking.ts';
import { fullText } from './history-tables.ts';

/** Bounds of one look-up, so that it takes milliseconds however long the history is. */
const MAX_KEYS = 40;
const NEWEST_PER_KEY = 150;
const PER_LIST = 100;
const MAX_WORDS = 30;
/** A word that more than this share of the commits change tells nothing, unless they are few. */
const TOO_COMMON = 0.1;
const FEW = 10;

/** How much each way of looking counts; from `npm run bench -- history` on repositories of several languages. */
export const WEIGHTS = { paths: 1, words: 1, recent: 0.6 };

interface Row {
  id: string;
  reachable: number;
  time: number;
  keys: number;
}

/**
 * The commits of the repository that are most like the change, best first, without diffs. Subjects are not searched for the change's words:
 * measured, that found nothing that paths and changed words had not.
 */
export function findSimilar(database: DatabaseSync, repository: number, query: HistoryQuery, excluded: ReadonlySet<string>, weights = WEIGHTS): PastCommit[] {
  const counts = database.prepare('SELECT commits, read FROM history_repositories WHERE number = ?').get(repository);
  if (!counts) return [];
  const select = database.prepare('SELECT id, reachable, time, keys FROM history_commits WHERE number = ?');
  const rows = new Map<number, Row | undefined>();
  /** The commit's row; undefined where it may not be shown. */
  const rowOf = (number: number): Row | undefined => {
    if (!rows.has(number)) {
      const row = select.get(number) as unknown as Row | undefined;
      rows.set(number, row?.reachable === 1 && !excluded.has(row.id) ? row : undefined);
    }
    return rows.get(number);
  };

  const byPaths = likePaths(database, repository, query.paths, Number(counts['commits']), rowOf);
  const byWords = likeWords(database, repository, query.words, Number(counts['read'])).filter(rowOf);
  const byTime = [...new Set([...byPaths, ...byWords])].sort((a, b) => rowOf(b)!.time - rowOf(a)!.time || b - a);
  const scores = fuse([
    { weight: weights.paths, commits: byPaths },
    { weight: weights.words, commits: byWords },
    { weight: weights.recent, commits: byTime },
  ]);
  const text = database.prepare('SELECT subject, body, files FROM history_texts WHERE number = ?');
  const found = new Map<string, PastCommit>();
  for (const number of scores.keys()) {
    if (found.size >= query.limit) break;
    const { subject, body, files } = text.get(number) as Record<'subject' | 'body' | 'files', string>;
    // A second commit of the same subject shows nothing more.
    if (!found.has(subject)) found.set(subject, { id: rowOf(number)!.id, subject, body, files: JSON.parse(files) as string[] });
  }
  return [...found.values()];
}

/** By files, folders and kinds of file in common: rare ones count more, and a commit that touches much counts less. */
function likePaths(database: DatabaseSync, repository: number, paths: string[], total: number, rowOf: (commit: number) => Row | undefined): number[] {
  const find = database.prepare('SELECT number, uses FROM history_keys WHERE repository = ? AND key = ?');
  const keys = [...keysOf(paths)].flatMap(([key, weight]) => {
    const row = find.get(repository, key);
    return row ? [{ number: Number(row['number']), weight: weight * rarity(Number(row['uses']), total) }] : [];
  });
  // One row a key: making an object for each of some thousand commits would take longer than finding them.
  const newest = database.prepare('SELECT group_concat(commit_number) AS list FROM (SELECT commit_number FROM history_uses WHERE key = ? ORDER BY time DESC LIMIT ?)');
  const scores = new Map<number, number>();
  for (const { number, weight } of keys.sort((a, b) => b.weight - a.weight).slice(0, MAX_KEYS)) {
    for (const part of String(newest.get(number, NEWEST_PER_KEY)?.['list'] ?? '').split(',')) {
      const commit = Number(part);
      scores.set(commit, (scores.get(commit) ?? 0) + weight);
    }
  }
  return [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3 * PER_LIST)
    .flatMap(([commit, score]) => {
      const row = rowOf(commit);
      return row ? [{ commit, score: score / Math.sqrt(4 + row.keys), time: row.time }] : [];
    })
    .sort((a, b) => b.score - a.score || b.time - a.time)
    .slice(0, PER_LIST)
    .map(({ commit }) => commit);
}

/** By the words that both changed, rare ones first (BM25). */
function likeWords(database: DatabaseSync, repository: number, words: string[], total: number): number[] {
  const tables = fullText(repository);
  const documents = database.prepare(`SELECT doc FROM ${tables.vocabulary} WHERE term = ?`);
  const telling: string[] = [];
  for (const word of words) {
    const found = Number(documents.get(word)?.['doc'] ?? 0);
    if (found > 0 && found <= Math.max(FEW, total * TOO_COMMON)) telling.push(word);
    if (telling.length === MAX_WORDS) break;
  }
  const query = anyOf(telling);
  if (query === undefined) return [];
  return database
    .prepare(`SELECT rowid FROM ${tables.words} WHERE ${tables.words} MATCH ? ORDER BY rank LIMIT ?`)
    .all(query, PER_LIST)
    .map(({ rowid }) => Number(rowid));
}
