import { UserError } from '../../core/errors.ts';
import type { GitCommand } from './command.ts';
import { FORM, PATCH, readDiff } from './read-diff.ts';
import { gitStream, splitter } from './stream.ts';

/** Characters of one commit's diff that are read at once, and bytes of one that is read in parts. */
const MAX_DIFF = 1024 * 1024;
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** What a line of a diff never starts with. */
const START = /^\u0001([0-9a-f]{40,64})$/;
/** Git knows the empty folder by this id in every repository. */
const EMPTY_TREE = { 40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904', 64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321' };

/**
 * The diffs of commits against their first parent (of a first commit against nothing), in the order asked for and each once, read by one run of
 * git as they are taken. Of one above 1 MB every file is named, and those that are too large have their line counts in place of their text.
 * Throws a UserError at a commit that is missing.
 */
export async function* readCommitDiffs(git: GitCommand, folder: string, wanted: string[], signal: AbortSignal): AsyncGenerator<{ id: string; diff: string }> {
  const ids = [...new Set(wanted)];
  for (const id of ids) if (!ID.test(id)) throw notACommit(id);
  let done = 0;
  while (done < ids.length) {
    const start = done;
    for await (const { id, diff } of readUntilLarge(folder, ids.slice(start), signal)) {
      if (id !== ids[done]) throw notACommit(ids[done]!);
      done++;
      yield { id, diff: diff ?? (await readLarge(git, id)) };
    }
    if (done === start) throw notACommit(ids[done]!);
  }
}

/** Ends at a diff that is too large, which is then missing: nobody waits while git writes out gigabytes. */
async function* readUntilLarge(folder: string, ids: string[], signal: AbortSignal): AsyncGenerator<{ id: string; diff?: string }> {
  const split = splitter('\n', MAX_DIFF);
  const options = ['--no-show-signature', '--no-notes', '--ignore-missing', '--no-walk=unsorted', '--first-parent', '-m', '--stdin', '--format=%x01%H', '--patch'];
  let id: string | undefined;
  let lines: string[] = [];
  let size = 0;
  const take = (line: string) => {
    // A line feed stands between the id and its diff.
    if (id === undefined || (line === '' && lines.length === 0)) return;
    lines.push(`${line}\n`);
    size += line.length + 1;
  };
  for await (const text of gitStream(folder, ['-c', 'log.showRoot=true', 'log', ...options, ...FORM, ...PATCH], signal, `${ids.join('\n')}\n`)) {
    for (const line of split(text)) {
      const start = START.exec(line);
      if (start) {
        if (id !== undefined) yield { id, diff: lines.join('') };
        [id, lines, size] = [start[1]!, [], 0];
      } else take(line);
      if (size > MAX_DIFF) return yield { id: id! };
    }
  }
  for (const line of split(undefined)) take(line);
  if (id !== undefined) yield { id, diff: lines.join('') };
}

async function readLarge(git: GitCommand, id: string): Promise<string> {
  const parent = (await git(['rev-parse', '--verify', '--quiet', `${id}^1`])).trim();
  return readDiff(git, [parent || EMPTY_TREE[id.length as 40 | 64], id], { maxBytes: MAX_DIFF });
}

function notACommit(id: string): UserError {
  return new UserError(`There is no commit ${id.slice(0, 64)}.`, 'It was removed, or is not in this clone.', 'Run `git fetch`, then try again.');
}
