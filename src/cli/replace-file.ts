import { randomUUID } from 'node:crypto';
import { chmod, copyFile, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isAbort, UserError } from '../core/errors.ts';
import { changedFiles } from '../sources/git/changed-files.ts';
import { gitIn } from '../sources/git/command.ts';
import { readFailure } from './read-failure.ts';

/** Copies of earlier originals that are left alone before it gives up. */
const MOST_COPIES = 99;

/** A file that is going to be changed as a whole, as it was when it was opened. */
export interface OpenFile {
  source: string;
  /**
   * Writes the new source in one step, with the same permissions; where it is a link, what it points to. Gives a sentence that says how to get the old one back:
   * from git where git has it exactly as it was, else from a copy beside the file. A UserError, and nothing is written, where somebody else changed the file meanwhile.
   */
  replace(source: string, signal: AbortSignal): Promise<string>;
}

export async function openFile(path: string): Promise<OpenFile> {
  const before = await readFile(path).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  const source = before.toString('utf8');
  if (!Buffer.from(source).equals(before)) throw new UserError(`${path} cannot be changed.`, 'It is not written in UTF-8.', 'Change it yourself.');

  return {
    source,
    async replace(changed, signal) {
      const file = await realpath(path);
      const { mode } = await stat(file);
      const kept = (await inGit(file, signal)) ? undefined : await keepOriginal(file);
      const partial = `${file}.${randomUUID()}`;
      try {
        await writeFile(partial, changed, { flag: 'wx' });
        await chmod(partial, mode & 0o7777);
        signal.throwIfAborted();
        if (!before.equals(await readFile(file))) throw new UserError(`${path} was not changed.`, 'Somebody else has changed it meanwhile.', 'Run the command again.');
        await rename(partial, file);
      } catch (error) {
        if (kept !== undefined) await rm(kept, { force: true });
        if (isAbort(error) || error instanceof UserError) throw error;
        throw new UserError(`${path} was not changed.`, `${(error as Error).message}.`, 'Check that you may write there.', { cause: error });
      } finally {
        await rm(partial, { force: true });
      }
      if (kept !== undefined) return `The original is kept as ${kept}.`;
      return `git diff -- ${quoted(path)} shows the change, git checkout -p -- ${quoted(path)} takes it back.`;
    },
  };
}

/** Whether git has the file exactly as it stands there, so that it can give it back. */
async function inGit(file: string, signal: AbortSignal): Promise<boolean> {
  try {
    const git = await gitIn(dirname(file), signal);
    const path = `:(literal)${basename(file)}`;
    const tracked = await git(['ls-files', '-z', '--', path]);
    // Where a change is only suspected, a copy does no harm.
    return tracked !== '' && (await changedFiles(git, '--ignore-submodules=all', '--', path))?.length === 0;
  } catch (error) {
    if (isAbort(error)) throw error;
    return false;
  }
}

/** Copies the file beside itself under the first name that is free. */
async function keepOriginal(file: string): Promise<string> {
  for (let number = 0; ; number++) {
    const path = `${file}.orig${number === 0 ? '' : `.${number}`}`;
    try {
      await copyFile(file, path, constants.COPYFILE_EXCL);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && number < MOST_COPIES) continue;
      throw new UserError(`${file} was not changed.`, `The original could not be kept as ${path}: ${(error as Error).message}.`, 'Check that you may write there.', { cause: error });
    }
  }
}

/** The path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll('\'', '\'\\\'\'')}'`;
}
