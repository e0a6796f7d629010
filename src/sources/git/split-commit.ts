import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isAbort, messageOf, UserError } from '../../core/errors.ts';
import { gitIn } from './command.ts';
import { GitFailed, writingGit, type WritingGit } from './split-command.ts';
import { entriesBetween, indexInfo, pathOf, type Entry } from './split-entries.ts';
import { changedOnly, type PlannedCommit } from './split-plan.ts';
import { branchOf, copyIndex, headOf, text, treeOfIndex, withScratch, type StagedState } from './split-staged.ts';

/** A split that was made, and what undoing it needs. */
export interface MadeSplit {
  readonly state: StagedState;
  /** The new commits, oldest first. */
  readonly commits: readonly string[];
  /** The tree of the index afterwards: what was staged, with what hooks changed in it. */
  readonly tree: string;
}

export interface CommitOptions {
  signal: AbortSignal;
  /** Called before each commit, counted from 0. */
  onCommit?: (position: number) => void;
}

/**
 * Makes the commits, in order, by `git commit` with the user's hooks, signing and configuration: for trusted workspaces only. Each is made from an index
 * of its own; the repository's index and working tree stay as they are (hooks may change them). What a hook adds to a commit stays in it and in the index.
 * Where one fails or it is cancelled, HEAD is put back: UserError that says so, or AbortError.
 */
export async function commitSplit(state: StagedState, planned: readonly (PlannedCommit & { message: string })[], { signal, onCommit }: CommitOptions): Promise<MadeSplit> {
  const git = await writingGit(state.top, signal);
  const read = await gitIn(state.top, signal);
  if (planned.some(({ message }) => message.trim() === '')) throw new UserError('A commit of the split has no message.', '', 'Write one for each.');
  const unchanged = (await headOf(git)) === state.head && (await branchOf(read)) === state.branch && (await treeOfIndex(read, git, state.top)) === state.tree;
  if (!unchanged) throw new UserError('The commits were not made.', 'What is staged, or the branch, has changed since the split was proposed.', 'Propose the split again.');

  const commits: string[] = [];
  let current = 0;
  const notes = await readNotes(state.top, signal);
  try {
    const tree = await withScratch((folder) => commitAll(folder));
    return { state, commits, tree };
  } catch (error) {
    const restored = await putBack(state, commits).finally(() => notes.restore());
    if (isAbort(error) && restored) throw error;
    throw failure(error, current + 1, planned.length, restored, state);
  }

  async function commitAll(folder: string): Promise<string> {
    const start = join(folder, 'start');
    const index = join(folder, 'index');
    await copyIndex(read, state.top, start);
    const staged = planned.at(-1)!.entries;
    const byHooks = new Map<string, Pick<Entry, 'bytes' | 'mode' | 'id'>>();
    for (const [position, { entries, message }] of planned.entries()) {
      signal.throwIfAborted();
      current = position;
      onCommit?.(position);
      await copyFile(start, index);
      await git.plumbing(['update-index', '-z', '--index-info'], { index, input: indexInfo([...changedOnly(entries, staged), ...byHooks.values()]) });
      const wanted = text(await git.plumbing(['write-tree'], { index }));
      await git.commit(['--quiet', '--file=-'], { index, input: message });
      const made = await newCommit(git, commits.at(-1) ?? state.head);
      commits.push(made);
      for (const entry of await entriesBetween(git, wanted, `${made}^{tree}`)) {
        const later = (at: number) => planned[at]!.entries.find(({ bytes }) => bytes === entry.bytes)?.id;
        if (later(position) !== later(planned.length - 1)) {
          throw new UserError('A hook changed a file that a later commit of the split changes too.', `${pathOf(entry)}.`, 'Commit everything at once, or that file as a whole.');
        }
        byHooks.set(entry.bytes, { bytes: entry.bytes, mode: entry.mode, id: entry.id });
      }
    }
    if (byHooks.size > 0 && (await treeOfIndex(read, git, state.top)) === state.tree) {
      await git.restoring(['update-index', '-z', '--index-info'], { input: indexInfo([...byHooks.values()]) });
    }
    return treeOfIndex(read, git, state.top);
  }
}

/**
 * Puts HEAD and the index back to where they were before the split. Only while HEAD is where the split left it, otherwise a UserError; what was
 * staged since stays staged.
 */
export async function undoSplit({ state, commits, tree }: MadeSplit, signal: AbortSignal): Promise<void> {
  const git = await writingGit(state.top, signal);
  const read = await gitIn(state.top, signal);
  if ((await headOf(git)) !== commits.at(-1) || (await branchOf(read)) !== state.branch) {
    throw new UserError('The split was not undone.', 'There are newer commits, or another branch is checked out.', `The commit before it was ${state.head?.slice(0, 12) ?? 'none'}; git reflog lists them all.`);
  }
  const changed = tree !== state.tree && (await treeOfIndex(read, git, state.top)) === tree ? await entriesBetween(git, tree, state.tree) : [];
  if (changed.length > 0) await git.plumbing(['update-index', '-z', '--index-info'], { input: indexInfo(changed) });
  await moveHead(git, state, commits.at(-1)!);
}

async function newCommit(git: WritingGit, parent: string | null): Promise<string> {
  const head = await headOf(git);
  if (head === null || !(await isChildOf(git, head, parent))) throw new UserError('HEAD is not where the commit should have put it.', 'A hook or another program moved it.', '');
  return head;
}

async function isChildOf(git: WritingGit, commit: string, parent: string | null): Promise<boolean> {
  const [, ...parents] = text(await git.restoring(['rev-list', '--parents', '--max-count=1', commit])).split(' ');
  return parents.length === (parent === null ? 0 : 1) && (parent === null || parents[0] === parent);
}

/** Whether HEAD is as it was before. It is moved only from commits that were made here. */
async function putBack(state: StagedState, commits: readonly string[]): Promise<boolean> {
  const never = new AbortController().signal;
  const git = await writingGit(state.top, never);
  const head = await headOf(git);
  if ((await branchOf(await gitIn(state.top, never))) !== state.branch) return false;
  if (head === state.head) return true;
  if (head === null) return false;
  // Cancelling may come between the commit and the news of it.
  const own = commits.includes(head) || (await isChildOf(git, head, commits.at(-1) ?? state.head));
  if (own) await moveHead(git, state, head);
  return own;
}

async function moveHead(git: WritingGit, { head }: StagedState, from: string): Promise<void> {
  const reason = ['-m', 'journeyman: undo the split'];
  await git.restoring(head === null ? ['update-ref', ...reason, '-d', 'HEAD', from] : ['update-ref', ...reason, 'HEAD', head, from]);
}

/** Messages that git keeps for the next commit and removes when one is made. */
async function readNotes(top: string, signal: AbortSignal): Promise<{ restore(): Promise<void> }> {
  const read = await gitIn(top, signal);
  const found: { path: string; content: Buffer }[] = [];
  for (const name of ['MERGE_MSG', 'SQUASH_MSG']) {
    const path = resolve(top, (await read(['rev-parse', '--git-path', name])).replace(/\r?\n$/, ''));
    const content = await readFile(path).catch(() => undefined);
    if (content) found.push({ path, content });
  }
  return {
    async restore() {
      for (const { path, content } of found) await writeFile(path, content);
    },
  };
}

function failure(error: unknown, number: number, all: number, restored: boolean, { head }: StagedState): UserError {
  const what = `The split was not made: commit ${number} of ${all} failed.`;
  const why = error instanceof GitFailed ? lastLines(error.said) : messageOf(error);
  const sentence = /[.!?…]$/.test(why) ? why : `${why}.`;
  const next = restored
    ? 'HEAD and what is staged are as they were.'
    : `What is staged is as it was, but HEAD was moved by something else and was left there; before it was ${head?.slice(0, 12) ?? 'without a commit'} (see git reflog).`;
  return new UserError(what, sentence, next, { cause: error });
}

/** What git or a hook said last, on one line. */
function lastLines(said: string): string {
  return said.split('\n').map((line) => line.trim()).filter(Boolean).slice(-4).join(' · ').slice(0, 400) || 'git commit gave no reason.';
}
