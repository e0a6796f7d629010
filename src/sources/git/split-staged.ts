import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FileChange } from '../../core/changes.ts';
import { UserError } from '../../core/errors.ts';
import { gitIn, type GitCommand } from './command.ts';
import { parseDiff } from './parse-diff.ts';
import { readDiff } from './read-diff.ts';
import { writingGit, type WritingGit } from './split-command.ts';

/** What was staged at one moment. */
export interface StagedState {
  /** The top folder of the working tree. */
  readonly top: string;
  /** The commit on which it lies; null before the first one. */
  readonly head: string | null;
  /** The branch's full name; null on a detached HEAD. */
  readonly branch: string | null;
  /** The trees before and after an ordinary commit of it. */
  readonly base: string;
  readonly tree: string;
  readonly files: FileChange[];
  /** Newest first; empty before the first commit. */
  readonly recentSubjects: readonly string[];
}

/** Subjects that are enough to learn a house style from. */
const RECENT = 30;
const OPERATIONS: [file: string, name: string][] = [
  ['MERGE_HEAD', 'A merge'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick'],
  ['REVERT_HEAD', 'A revert'],
  ['rebase-merge', 'A rebase'],
  ['rebase-apply', 'A rebase'],
];

/** Reads what is staged. UserError where nothing is, where there are conflicts, and in the middle of a merge, a rebase or the like. */
export async function readStagedState(cwd: string, signal: AbortSignal): Promise<StagedState> {
  const top = (await (await gitIn(cwd, signal))(['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  const read = await gitIn(top, signal);
  const write = await writingGit(top, signal);
  await refuseOperations(read, top);
  if ((await read(['ls-files', '--unmerged', '-z'])) !== '') throw new UserError('There are merge conflicts.', 'What is staged is not whole.', 'Resolve them and stage the result first.');
  const head = await headOf(write);
  const branch = await branchOf(read);
  const base = head === null ? await emptyTree(write) : text(await write.plumbing(['rev-parse', '--verify', `${head}^{tree}`]));
  const tree = await treeOfIndex(read, write, top);
  if (tree === base) throw new UserError('Nothing is staged.', '', 'Stage what you want to commit first.');
  return { top, head, branch, base, tree, files: parseDiff(await readDiff(read, [base, tree])), recentSubjects: head === null ? [] : await subjects(read, head) };
}

/** `--no-show-signature`: the configuration could otherwise have the repository's own `gpg.program` run. */
async function subjects(read: GitCommand, head: string): Promise<string[]> {
  const output = await read(['log', '--no-show-signature', '--no-color', '--no-merges', '--encoding=UTF-8', '-z', `--max-count=${RECENT}`, '--format=%s', head, '--']);
  return output.split('\0').map((subject) => subject.trim()).filter(Boolean);
}

async function refuseOperations(read: GitCommand, top: string): Promise<void> {
  for (const [file, name] of OPERATIONS) {
    const path = (await read(['rev-parse', '--git-path', file])).replace(/\r?\n$/, '');
    if (existsSync(resolve(top, path))) throw new UserError(`${name} is under way.`, 'Its commit belongs together.', 'Finish it first.');
  }
}

/** The commit that HEAD is; null before the first one. */
export async function headOf(git: Pick<WritingGit, 'restoring'>): Promise<string | null> {
  const found = text(await git.restoring(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).catch(() => Buffer.alloc(0)));
  return found === '' ? null : found;
}

export async function branchOf(read: GitCommand): Promise<string | null> {
  return (await read(['symbolic-ref', '--quiet', 'HEAD'])).trim() || null;
}

export async function emptyTree(git: Pick<WritingGit, 'plumbing'>): Promise<string> {
  return text(await git.plumbing(['mktree', '-z']));
}

/** The path of the repository's own index. */
export async function indexPath(read: GitCommand, top: string): Promise<string> {
  return resolve(top, (await read(['rev-parse', '--git-path', 'index'])).replace(/\r?\n$/, ''));
}

/** The tree that an ordinary commit would have. Read from a copy: the index itself stays as it is. */
export async function treeOfIndex(read: GitCommand, write: WritingGit, top: string): Promise<string> {
  return withScratch(async (folder) => {
    const index = join(folder, 'index');
    if (!(await copyIndex(read, top, index))) return emptyTree(write);
    return text(await write.plumbing(['write-tree'], { index }));
  });
}

/** False where there is no index yet. */
export async function copyIndex(read: GitCommand, top: string, target: string): Promise<boolean> {
  return copyFile(await indexPath(read, top), target).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'journeyman-split-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function text(output: Buffer): string {
  return output.toString('utf8').trim();
}
