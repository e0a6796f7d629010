import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { History } from '../src/core/history.ts';
import { createHistory } from '../src/sources/git/history.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { createHistoryIndex } from '../src/store/history-index.ts';
import { historyTables } from '../src/store/history-tables.ts';
import { openStore } from '../src/store/store.ts';
import { createCommitWorker } from '../src/workers/commit/worker.ts';
import type { CommitRecord } from './records.ts';

const RECENT = 30;
/** The newest commits of a clone, of which no model is taught: what it was taught is judged by them. */
const NEWEST = 150;
const LARGEST_DIFF = 2_000_000;

/** A commit of a clone, with what was there before it. */
export interface RealCommit extends CommitRecord {
  /** The commit before which the history counts. */
  before: string;
}

/** A clone's folder, or the one that its git directory lies in. */
export function nameOf(directory: string): string {
  return basename(directory.replace(/[/\\](?:repo|\.git)$/, ''));
}

/** How many of a clone's commits are held back: an eighth of a small one. */
export function heldBack(commits: number): number {
  return Math.min(NEWEST, commits >> 3);
}

/** The newest commits of a clone that are no merges. */
export function realCommits(directory: string, count: number): RealCommit[] {
  const git = (...args: string[]) => execFileSync('git', ['-C', directory, ...args], { maxBuffer: 1 << 28, encoding: 'utf8' });
  const log = git('log', '--no-merges', `--max-count=${count + RECENT}`, '--format=%H%x00%s').trim().split('\n').map((line) => line.split('\0') as [string, string]);
  return log.slice(0, count).flatMap(([id, subject], index) => {
    const diff = git('show', '--format=', '-M', '--no-color', '--no-ext-diff', '--no-textconv', id);
    const files = parseDiff(diff).map(({ path }) => path);
    if (files.length === 0 || diff.length > LARGEST_DIFF) return [];
    return [{ id, subject, body: '', files, diff, recent_subjects: log.slice(index + 1, index + 1 + RECENT).map(([, recent]) => recent), stratum: nameOf(directory), before: id }];
  });
}

/** Those of a clone's commits that are held back. */
export function commitsHeldBack(directory: string): RealCommit[] {
  const count = execFileSync('git', ['-C', directory, 'rev-list', '--no-merges', '--count', 'HEAD'], { encoding: 'utf8' });
  return realCommits(directory, heldBack(Number(count)));
}

/** The commit worker on a clone as it was before each of the commits; `cwd` of an input is the commit's id. Without a history, what retrieval brings is missing. */
export async function workerOnPast(directory: string, commits: RealCommit[], storeFolder: string, retrieval: boolean) {
  const known = new Map(commits.map((commit) => [commit.id, commit]));
  const git = {
    staged: async (id: string) => ({ diff: known.get(id)!.diff, branch: null, recentSubjects: known.get(id)!.recent_subjects }),
  };
  if (!retrieval) return { worker: createCommitWorker({ git, parseDiff }), close: async () => undefined };
  const path = join(storeFolder, `${nameOf(directory)}.sqlite`);
  await mkdir(storeFolder, { recursive: true });
  await rm(path, { force: true });
  const store = openStore(path, [historyTables]);
  const whole = createHistory({ index: createHistoryIndex(store) });
  const signal = new AbortController().signal;
  await whole.refresh(directory, signal);
  const history: History = {
    refresh: async () => undefined,
    similar: (id, query, abort) => whole.similar(directory, { ...query, before: id }, abort),
  };
  const close = async () => {
    await whole.dispose();
    await store.close();
  };
  return { worker: createCommitWorker({ git, parseDiff, history }), close };
}
