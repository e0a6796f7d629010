import type { FileChange } from '../../core/changes.ts';
import { changedWords } from '../../core/changed-words.ts';
import type { History, HistoryQuery, PastCommit } from '../../core/history.ts';

/** Examples that are looked up; a prompt may show fewer. */
const LIMIT = 6;
const MAX_WORDS = 80;
/** Changed lines of one file whose words count, so that one long file does not outweigh the rest. */
const MAX_LINES = 300;
/** Milliseconds that a message waits for an index that is not up to date, and for what is looked up in it. */
const INDEX_MS = 250;
const LOOK_UP_MS = 500;

/** What past commits are looked for by. */
export function historyQuery(files: FileChange[], limit = LIMIT): HistoryQuery {
  const paths = files.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [path, oldPath]));
  const lines = files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines).slice(0, MAX_LINES));
  return { paths, words: changedWords(lines, MAX_WORDS), limit };
}

/**
 * Similar commits of the repository, or none: examples help, but no message waits for them longer than a moment, and none fails
 * without them. An index that is not ready goes on being made in the background.
 */
export async function pastCommits(history: History, cwd: string, files: FileChange[], refreshed: Promise<void>, signal: AbortSignal): Promise<PastCommit[]> {
  const late = new AbortController();
  try {
    await orLater(refreshed, INDEX_MS);
    const found = await orLater(history.similar(cwd, historyQuery(files), AbortSignal.any([signal, late.signal])), LOOK_UP_MS);
    signal.throwIfAborted();
    return found ?? [];
  } finally {
    late.abort();
  }
}

/** What the work gives; undefined where it fails or takes longer than so many milliseconds. */
async function orLater<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
