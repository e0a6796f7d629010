import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PastCommit } from '../src/core/history.ts';
import { createHistory, isExample } from '../src/sources/git/history.ts';
import { readCommits } from '../src/sources/git/history-log.ts';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { FORM } from '../src/sources/git/read-diff.ts';
import { gitStream } from '../src/sources/git/stream.ts';
import { createHistoryIndex } from '../src/store/history-index.ts';
import { historyTables } from '../src/store/history-tables.ts';
import { openStore } from '../src/store/store.ts';
import { historyQuery } from '../src/workers/commit/past.ts';
import { similarity } from '../src/workers/commit/similar.ts';
import { numberOf } from './options.ts';

const never = new AbortController().signal;
const LIMIT = 3;

/**
 * Indexes the history of each repository in a store of its own, looks up past commits for each of its last ones with only their
 * ancestors to choose from, and prints times, sizes, and how near the people's subjects the found ones come (ROUGE-L).
 */
export async function benchHistory(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { repo: { type: 'string', multiple: true, default: [] }, samples: { type: 'string', default: '100' }, show: { type: 'string', default: '0' } },
  });
  if (values.repo.length === 0) throw new Error('Name a repository by --repo DIR.');
  for (const repository of values.repo) {
    const folder = await mkdtemp(join(tmpdir(), 'journeyman-history-'));
    try {
      await measure(repository, join(folder, 'store.sqlite'), numberOf(values, 'samples'), numberOf(values, 'show'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function measure(repository: string, storePath: string, samples: number, show: number): Promise<void> {
  const store = openStore(storePath, [historyTables], console.error);
  const index = createHistoryIndex(store);
  let commitsAt = 0;
  const started = performance.now();
  const history = createHistory({ index: { ...index, finish: async (...end) => (await index.finish(...end), void (commitsAt = performance.now())) }, log: console });
  const processor = process.cpuUsage();
  await history.refresh(repository, never);
  const { user, system } = process.cpuUsage(processor);
  const [all, commits] = [performance.now() - started, commitsAt - started];
  const again = await timed(() => history.refresh(repository, never));
  const count = await store.read((database) => Number(database.prepare('SELECT count(*) AS n FROM history_commits').get()?.['n']));
  const bytes = (await Promise.all(['', '-wal'].map((suffix) => stat(storePath + suffix).then(({ size }) => size, () => 0)))).reduce((a, b) => a + b);
  console.log(`\n${repository}: ${count} commits; first index ${ms(commits)} (with the newest diffs ${ms(all)}; processor time of this process ${ms((user + system) / 1000)}), refresh without news ${ms(again.ms)}, store ${(bytes / 1e6).toFixed(1)} MB`);

  const times: number[] = [];
  const inIndex: number[] = [];
  const scores = { best: [] as number[], top3: [] as number[], previous: [] as number[], any: [] as number[] };
  for (const { id, subject, previous } of await lastCommits(repository, samples)) {
    const diff = await diffOf(repository, id);
    const query = { ...historyQuery(parseDiff(diff), LIMIT) };
    const state = await index.open((await store.read((database) => String(database.prepare('SELECT path FROM history_repositories').get()?.['path'])))!);
    inIndex.push((await timed(() => index.find(state!.number, query, new Set()))).ms);
    times.push((await timed(() => history.similar(repository, query, never))).ms);
    const found = await history.similar(repository, { ...query, before: id }, never);
    const near = found.map((past: PastCommit) => similarity(subject, past.subject));
    scores.best.push(near[0] ?? 0);
    scores.top3.push(Math.max(0, ...near));
    scores.previous.push(similarity(subject, previous[0] ?? ''));
    scores.any.push(Math.max(0, ...previous.slice(0, LIMIT).map((other) => similarity(subject, other))));
    if (scores.best.length <= show) console.log(`  ${subject}\n${found.map((past) => `      ${similarity(subject, past.subject).toFixed(2)} ${past.subject}`).join('\n')}`);
  }
  console.log(`  look-up in the index: median ${ms(quantile(inIndex, 0.5))}, p95 ${ms(quantile(inIndex, 0.95))}; whole, with git and diffs: median ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}`);
  console.log(
    `  subject against the people's, last ${scores.best.length} commits: best found ${mean(scores.best)}, best of ${LIMIT} found ${mean(scores.top3)}; the commit before ${mean(scores.previous)}, best of the ${LIMIT} before ${mean(scores.any)}`,
  );
  await history.dispose();
  store.close();
}

/** The newest commits that show how the project writes, with the subjects before each, newest first. */
async function lastCommits(repository: string, count: number): Promise<{ id: string; subject: string; previous: string[] }[]> {
  const commits: { id: string; subject: string }[] = [];
  for await (const lot of readCommits(repository, 'HEAD', [], true, never)) {
    commits.push(...lot.filter(({ subject, files }) => isExample(subject) && files.length > 0));
    if (commits.length >= count + LIMIT) break;
  }
  return commits.slice(0, count).map(({ id, subject }, at) => ({ id, subject, previous: commits.slice(at + 1, at + 1 + LIMIT).map((other) => other.subject) }));
}

async function diffOf(repository: string, id: string): Promise<string> {
  let diff = '';
  for await (const text of gitStream(repository, ['diff-tree', '--root', '-r', '--no-commit-id', '--patch', ...FORM, id], never)) {
    diff += text;
    if (diff.length > 4e6) break;
  }
  return diff;
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

function quantile(numbers: number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
}

const mean = (numbers: number[]) => (numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length)).toFixed(3);
const ms = (time: number) => (time >= 1000 ? `${(time / 1000).toFixed(1)} s` : `${time.toFixed(0)} ms`);
