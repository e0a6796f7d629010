import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gitIn, OutputTooLarge, type GitCommand } from './command.ts';
import { commentPrefix, SCISSORS } from './hook-message.ts';

/** What git is in the middle of, and has prepared a message for. `prepared`: it has one, of `git cherry-pick --no-commit` for instance. */
export type Operation = 'merge' | 'squash' | 'cherry-pick' | 'revert' | 'rebase' | 'prepared';

/** What would be committed now. */
export interface IndexState {
  /**
   * The same only as long as a message for it would be: it stands for the index's tree, the commit and the branch that it builds on, and the
   * files that say how messages are written. Null when too much is staged to tell.
   */
  key: string | null;
  /** Whether the index differs from HEAD. */
  staged: boolean;
  /** Whether files have conflicts that are not solved. */
  unmerged: boolean;
  operation: Operation | null;
  /** The message that git has prepared, without its comments; empty where there is none. */
  prepared: string;
}

/** Bytes of the list of staged files that are read; a path and two ids are some 150. */
const MAX_LIST = 16 * 1024 * 1024;
const MAX_MESSAGE = 64 * 1024;
/** Files and folders at the top that can say how messages are written; with their age they are part of the key. */
const STYLE_FILES = /^(?:\.?commitlint\b.*|\.commitlintrc.*|\.gitmessage.*|\.czrc|\.cz\..*|package\.json|contributing\b.*|\.gitlint|\.journeyman)$/i;
const MAX_STYLE_FILES = 50;

/**
 * Reads what is staged in the repository around the folder, in some tens of milliseconds: names and ids only, and nothing is written, not even the
 * tree object of the index. UserError when git cannot read it.
 */
export async function readIndexState(folder: string, signal: AbortSignal): Promise<IndexState> {
  const git = await gitIn(folder, signal);
  const [places, head, branch, list] = await Promise.all([
    git(['rev-parse', '--absolute-git-dir', '--show-toplevel']),
    git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    git(['symbolic-ref', '--quiet', 'HEAD']),
    stagedList(git),
  ]);
  const [gitFolder = '', top = ''] = places.split(/\r?\n/);
  const [operation, style] = await Promise.all([operationIn(git, gitFolder), styleFiles(top)]);
  return {
    key: list === null ? null : createHash('sha256').update(JSON.stringify([gitFolder, head, branch, style])).update(list).digest('hex'),
    staged: list !== '',
    unmerged: list !== null && /(?:^|\0):\d+ \d+ [0-9a-f]+ [0-9a-f]+ U\0/.test(list),
    ...operation,
  };
}

/** Mode, id and path of every entry that differs from HEAD; with the id of HEAD they determine the tree. Null when it is too long. */
async function stagedList(git: GitCommand): Promise<string | null> {
  try {
    return await git(['diff', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--'], { maxBytes: MAX_LIST });
  } catch (error) {
    if (error instanceof OutputTooLarge) return null;
    throw error;
  }
}

async function operationIn(git: GitCommand, gitFolder: string): Promise<Pick<IndexState, 'operation' | 'prepared'>> {
  const has = (name: string) => stat(join(gitFolder, name)).then(() => true, () => false);
  const [rebaseMerge, rebaseApply, merge, cherryPick, revert, message, squash] = await Promise.all([
    has('rebase-merge'),
    has('rebase-apply'),
    has('MERGE_HEAD'),
    has('CHERRY_PICK_HEAD'),
    has('REVERT_HEAD'),
    preparedIn(git, join(gitFolder, 'MERGE_MSG')),
    preparedIn(git, join(gitFolder, 'SQUASH_MSG')),
  ]);
  const prepared = message || squash;
  if (rebaseMerge || rebaseApply) return { operation: 'rebase', prepared };
  if (merge) return { operation: 'merge', prepared };
  if (cherryPick) return { operation: 'cherry-pick', prepared };
  if (revert) return { operation: 'revert', prepared };
  if (squash !== '') return { operation: 'squash', prepared };
  return { operation: prepared === '' ? null : 'prepared', prepared };
}

/** A message that git wrote for the next commit, without the lines that are comments in it. */
async function preparedIn(git: GitCommand, path: string): Promise<string> {
  // Not every thing of that name can be opened without waiting for ever.
  const isFile = await stat(path).then((found) => found.isFile(), () => false);
  const file = isFile ? await open(path).catch(() => undefined) : undefined;
  if (!file) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_MESSAGE), 0, MAX_MESSAGE, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    const prefix = await prefixIn(git, text);
    const lines = text.split(/\r?\n/);
    const scissors = lines.indexOf(prefix + SCISSORS);
    return lines
      .slice(0, scissors < 0 ? lines.length : scissors)
      .filter((line) => !line.startsWith(prefix))
      .join('\n')
      .trim();
  } catch {
    // What cannot be read is no message.
    return '';
  } finally {
    await file.close();
  }
}

/** What comment lines of a prepared message start with. It may have none, so that its end is looked at only where the configuration leaves it open. */
async function prefixIn(git: GitCommand, text: string): Promise<string> {
  const entries = (await git(['config', '-z', '--get-regexp', String.raw`^core\.comment(char|string)$`])).split('\0');
  const [configured = '#', ...others] = new Set(entries.map((entry) => entry.slice(entry.indexOf('\n') + 1)).filter(Boolean));
  return others.length === 0 && configured !== 'auto' ? configured : commentPrefix(text, [configured, ...others]);
}

async function styleFiles(top: string): Promise<string[]> {
  const names = (await readdir(top).catch(() => [])).filter((name) => STYLE_FILES.test(name)).sort().slice(0, MAX_STYLE_FILES);
  return Promise.all(names.map((name) => stat(join(top, name)).then(({ size, mtimeMs }) => `${name} ${size} ${mtimeMs}`, () => name)));
}
