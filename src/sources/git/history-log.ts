import type { CommitEntry } from '../../core/history.ts';
import { FORM } from './read-diff.ts';
import { gitStream, splitter } from './stream.ts';

/** Commits of one repository that are ever looked at, the newest. */
const MAX_COMMITS = 100_000;
/** Paths of one commit that are kept, and characters of a message or a line. */
const MAX_FILES = 60;
const MAX_FIELD = 4000;
/** Bytes from which on a file counts as binary, so that no time goes into a bundle's changes. */
const BIG_FILE = ['-c', 'core.bigFileThreshold=512k', '-c', 'log.showRoot=true'];
/** `--no-show-signature`: the configuration could otherwise have the repository's own `gpg.program` run. */
const LOG = ['log', '--no-show-signature', '--no-color', '--no-notes', '--encoding=UTF-8'];
const MARK = '\u0001';
const START = /^\u0001([0-9a-f]{40,64})$/;
/** Characters that are read of one run's diffs in all before it is stopped. */
const MAX_DIFFS = 8 * 1024 * 1024;

/**
 * The commits of `from` that are not in `not`, newest first, in lots as they come. Merges are left out. Without `files` it works where
 * a partial clone lacks the trees.
 */
export async function* readCommits(folder: string, from: string, not: string[], files: boolean, signal: AbortSignal): AsyncGenerator<CommitEntry[]> {
  const form = [`--format=%x01%H%x00%ct%x00%s%x00%b%x00`, '-z', ...(files ? ['--name-only', '--no-renames', '--no-ext-diff', '--ignore-submodules=dirty'] : ['--no-patch'])];
  const split = splitter('\0', MAX_FIELD);
  const parse = commitParser();
  for await (const text of gitStream(folder, ['-c', 'log.showRoot=true', ...LOG, '--no-merges', `--max-count=${MAX_COMMITS}`, ...form, from, ...not.map((id) => `^${id}`), '--'], signal)) {
    const ready = parse(split(text));
    if (ready.length > 0) yield ready;
  }
  const last = parse([...split(undefined), undefined]);
  if (last.length > 0) yield last;
}

/** Takes fields as they come; undefined is the end. Gives the commits that are complete. */
export function commitParser(): (fields: (string | undefined)[]) => CommitEntry[] {
  let entry: CommitEntry | undefined;
  let place = 0;
  return (fields) => {
    const ready: CommitEntry[] = [];
    for (const field of fields) {
      // A message may hold anything; only behind it can the next commit begin.
      const start = !entry || place >= 4 ? START.exec(field?.trimStart() ?? '') : null;
      if (field === undefined || start) {
        if (entry) ready.push(entry);
        entry = start ? { id: start[1]!, time: 0, subject: '', body: '', files: [] } : undefined;
        place = 0;
      } else if (!entry) {
        continue;
      } else if (place === 1) entry.time = Number(field) || 0;
      else if (place === 2) entry.subject = field.trim();
      else if (place === 3) entry.body = field.trim();
      else if (entry.files.length < MAX_FILES) {
        const path = field.replace(/^\n/, '');
        if (path !== '') entry.files.push(path);
      }
      place++;
    }
    return ready;
  };
}

/** The ids of commits that are in `from` and not in `not`. */
export async function readIds(folder: string, from: string[], not: string[], most: number, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  const split = splitter('\n', 64);
  for await (const text of gitStream(folder, ['rev-list', `--max-count=${most}`, ...from, '--not', ...not, '--'], signal)) ids.push(...split(text));
  return ids;
}

/**
 * The diffs of commits, handed over line by line. `context`: unchanged lines around a change. Those that are missing in a partial clone
 * end it with an error, those before have been handed over; after some megabytes it ends early.
 */
export async function readDiffs(folder: string, ids: string[], context: number, signal: AbortSignal, onLine: (id: string, line: string) => void): Promise<void> {
  if (ids.length === 0) return;
  const split = splitter('\n', MAX_FIELD);
  const args = [...BIG_FILE, ...LOG, '--no-walk=unsorted', '--stdin', '--format=%x01%H', '--patch', ...FORM, `--unified=${context}`, '--inter-hunk-context=0'];
  let id: string | undefined;
  let size = 0;
  for await (const text of gitStream(folder, args, signal, `${ids.join('\n')}\n`)) {
    for (const line of split(text)) {
      const start = line.startsWith(MARK) ? START.exec(line) : null;
      if (start) id = start[1];
      else if (id !== undefined) onLine(id, line);
    }
    size += text.length;
    if (context > 0 && size > MAX_DIFFS) return;
  }
}
