import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { FileEdit } from '../workers/changelog/input.ts';
import { openFile } from './replace-file.ts';
import { isUncommitted } from './uncommitted.ts';

/**
 * Makes the edits in the folder `root`. Gives a sentence for each that says what was done and how to take it back. A UserError, and nothing is
 * written, where a file is not as the edit was made for, or has changes that are not committed and `force` is not given.
 */
export async function writeEdits(root: string, edits: FileEdit[], { force, signal }: { force: boolean; signal: AbortSignal }): Promise<string[]> {
  const opened = await Promise.all(edits.map(async (edit) => ({ ...edit, file: edit.before === null ? null : await openFile(join(root, edit.path)) })));
  for (const { path, before, file } of opened) {
    if (!file) continue;
    if (file.source !== before) throw new UserError(`${path} was not changed.`, 'Somebody else has changed it meanwhile.', 'Run the command again.');
    if (!force && (await isUncommitted(root, path, signal))) throw new UserError(`${path} was not changed.`, 'It has changes that are not committed.', 'Commit them first, or give --force: the original is kept beside it then.');
  }
  const done: string[] = [];
  for (const { path, after, file } of opened) {
    signal.throwIfAborted();
    if (file) done.push(`Changed ${path}. ${await file.replace(after, signal)}`);
    else {
      await create(root, path, after);
      done.push(`Made ${path}.`);
    }
  }
  return done;
}

async function create(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    // A link in the repository may lead anywhere.
    if (relative(await realpath(root), await realpath(dirname(file))).split(sep)[0] === '..') throw new Error('Its folder is a link that leads out of the repository');
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${path} was not made.`, code === 'EEXIST' ? 'There is one already.' : `${message}.`, code === 'EEXIST' ? 'Run the command again.' : 'Check that you may write there.', { cause: error });
  }
}
