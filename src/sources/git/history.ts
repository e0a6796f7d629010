import { readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { changedWords } from '../../core/changed-words.ts';
import { isAbort } from '../../core/errors.ts';
import type { CommitEntry, History, HistoryIndex, IndexedHistory, PastCommit } from '../../core/history.ts';
import type { Log } from '../../core/log.ts';
import { gitIn } from './command.ts';
import { readCommits, readDiffs, readIds } from './history-log.ts';

/** The newest commits whose diffs are read for the words that they change: it takes about a second for each two thousand. */
const WITH_WORDS = 5000;
const WORDS_PER_RUN = 250;
/** Words of one commit that are kept, out of so many changed lines. */
const MAX_WORDS = 120;
const MAX_LINES = 1000;
/** Characters of a diff that is shown as an example. */
const MAX_DIFF = 6000;
/** Commits that are handed to the index together. */
const LOT = 200;
/** Commits that a switch of branches leaves behind before it is quicker to index afresh. */
const MANY_GONE = 5000;
/** Ids that a look-up passes over at most; beyond, the index belongs to another history and must be extended first. */
const MANY_EXCLUDED = 100_000;

interface Place {
  /** The folder that all worktrees of the repository share. */
  repository: string;
  /** Null before the first commit. */
  head: string | null;
}

/** Histories of the user's repositories, read with their own git. `dispose` stops what runs in the background. */
export function createHistory({ index, log }: { index: HistoryIndex; log?: Log }): History & { dispose(): Promise<void> } {
  const ending = new AbortController();
  const running = new Map<string, Promise<void>>();
  const within = (signal: AbortSignal) => AbortSignal.any([signal, ending.signal]);

  /** Says what a part that must not fail could not do. */
  async function attempt<Result>(what: string, work: () => Promise<Result>, otherwise: Result, signal: AbortSignal): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isAbort(error)) log?.debug(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  }

  return {
    async similar(cwd, query, outer) {
      const signal = within(outer);
      const { repository, head } = await locate(cwd, signal);
      const before = query.before !== undefined && /^[0-9a-f]{7,64}$/.test(query.before) ? query.before : undefined;
      if (head === null || query.limit < 1 || (query.before !== undefined && before === undefined)) return [];
      return attempt('Past commits', async () => {
        const state = await index.open(repository);
        const tips = tipsOf(state);
        if (!state || tips.length === 0) return [];
        const excluded = before === undefined && tips.every((tip) => tip === head) ? [] : await readIds(cwd, tips, [before === undefined ? head : `${before}^@`], MANY_EXCLUDED, signal);
        if (excluded.length === MANY_EXCLUDED) return [];
        const found = await index.find(state.number, query, new Set(excluded));
        return attempt('Diffs of past commits', () => withDiffs(cwd, found, signal), found, signal);
      }, [], signal);
    },

    async refresh(cwd, outer) {
      const signal = within(outer);
      const place = await locate(cwd, signal);
      if (place.head === null) return;
      // One at a time in this process; what another one asked for may be all there is to do.
      for (let other = running.get(place.repository); other; other = running.get(place.repository)) await orAborted(other.catch(() => undefined), signal);
      const work = attempt('The index of the history', () => extend(index, cwd, place.repository, place.head!, signal), undefined, signal);
      running.set(place.repository, work);
      try {
        await work;
      } finally {
        running.delete(place.repository);
      }
    },

    async dispose() {
      ending.abort();
      await Promise.allSettled(running.values());
    },
  };
}

async function locate(cwd: string, signal: AbortSignal): Promise<Place> {
  const git = await gitIn(cwd, signal);
  const [folder = '', head = ''] = (await git(['rev-parse', '--git-common-dir', '--revs-only', 'HEAD'])).split(/\r?\n/);
  const repository = resolve(cwd, folder);
  return { repository: await realpath(repository).catch(() => repository), head: /^[0-9a-f]{40,64}$/.test(head) ? head : null };
}

function tipsOf(state: IndexedHistory | undefined): string[] {
  return [...new Set([state?.tip, state?.walking].filter((id): id is string => typeof id === 'string'))];
}

async function extend(index: HistoryIndex, cwd: string, repository: string, head: string, signal: AbortSignal): Promise<void> {
  const state = await index.open(repository);
  if (!state || !(await index.claim(state.number, signal))) return;
  try {
    // A history that was deepened has new commits at its old end.
    const boundary = await readFile(join(repository, 'shallow'), 'utf8').then((text) => `${text.length} ${text.slice(0, 40)}`, () => '');
    if (state.tip !== head || state.walking !== null || state.boundary !== boundary) await addCommits(index, cwd, state, head, boundary, signal);
    await addWords(index, cwd, state.number, signal);
  } finally {
    await index.release(state.number);
  }
}

async function addCommits(index: HistoryIndex, cwd: string, state: IndexedHistory, head: string, boundary: string, signal: AbortSignal): Promise<void> {
  const { number, tip } = state;
  let gone: string[] | undefined;
  if (tip === null ? state.walking !== null : state.boundary === boundary) {
    // It fails where the old tip has been rewritten and cleaned away.
    gone = await readIds(cwd, tipsOf(state), [head], MANY_GONE, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (gone && gone.length >= MANY_GONE) gone = undefined;
  }
  await index.begin(number, head, gone === undefined, signal);
  const read = async (files: boolean) => {
    let lot: CommitEntry[] = [];
    for await (const commits of readCommits(cwd, head, gone === undefined || tip === null ? [] : [tip], files, signal)) {
      lot.push(...commits.filter(({ subject }) => isExample(subject)));
      if (lot.length < LOT) continue;
      await index.add(number, lot, signal);
      lot = [];
    }
    await index.add(number, lot, signal);
  };
  try {
    await read(true);
  } catch {
    signal.throwIfAborted();
    await read(false);
  }
  await index.finish(number, { tip: head, boundary, gone: gone ?? [] }, signal);
}

/** Reads the diffs of the newest commits, some hundred at a time, so that what is read is of use at once and kept when stopped. */
async function addWords(index: HistoryIndex, cwd: string, number: number, signal: AbortSignal): Promise<void> {
  const ids = await index.withoutWords(number, WITH_WORDS);
  for (let start = 0; start < ids.length; start += WORDS_PER_RUN) {
    const part = ids.slice(start, start + WORDS_PER_RUN);
    const changes = new Map<string, string[]>();
    const whole = await readDiffs(cwd, part, 0, signal, (id, line) => {
      if (!/^[+-](?![+-]{2} )/.test(line)) return;
      const lines = changes.get(id);
      if (!lines) changes.set(id, [line]);
      else if (lines.length < MAX_LINES) lines.push(line);
    }).then(() => true, () => false);
    signal.throwIfAborted();
    // Where a partial clone lacks files, the rest counts as read: asking again would fail again.
    const taken = whole ? part : ids.slice(start);
    await index.addWords(number, taken.map((id) => ({ id, words: changedWords(changes.get(id) ?? [], MAX_WORDS) })), signal);
    if (!whole) return;
  }
}

async function withDiffs(cwd: string, commits: PastCommit[], signal: AbortSignal): Promise<PastCommit[]> {
  const diffs = new Map<string, string>();
  await readDiffs(cwd, commits.map(({ id }) => id), 3, signal, (id, line) => {
    const diff = diffs.get(id) ?? '';
    if (diff.length + line.length < MAX_DIFF) diffs.set(id, line === '' && diff === '' ? '' : `${diff}${line}\n`);
  }).catch(() => signal.throwIfAborted());
  return commits.map((commit) => {
    const diff = diffs.get(commit.id);
    return diff === undefined ? commit : { ...commit, diff };
  });
}

/** Whether a subject shows how this project describes a change: not what git or a person in haste wrote instead of a description. */
export function isExample(subject: string): boolean {
  return /\p{L}|\d/u.test(subject) && subject.length > 2 && !/^(?:revert\b|reapply "|(?:fixup|squash|amend)! |\[?wip\b|merge (?:branch|pull request|remote|tag|commit)|initial commit$)/i.test(subject);
}

/** Rejects with the signal's reason as soon as it fires, whatever the work does. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
