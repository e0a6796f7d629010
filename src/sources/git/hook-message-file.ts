import { randomUUID } from 'node:crypto';
import { chmod, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gitIn, type GitCommand } from './command.ts';
import { aboveContent, commentPrefix, textOf, withoutText } from './hook-message.ts';

/** Bytes; `git commit --verbose` puts the whole diff into the file. */
const LARGEST = 64 * 1024 * 1024;

/** The file that git is about to open in the editor. */
export interface MessageFile {
  /** Puts the message above what the file holds, or in the place of the template's text, in one step; false where it was left as it is: changed meanwhile, or git would not take the message as it stands. */
  write(message: string, signal: AbortSignal): Promise<boolean>;
}

/** Opens the file of a message for the repository in `cwd`; undefined where there is nothing to draft into: it holds text already other than the user's template, or is no ordinary file. */
export async function openMessageFile(path: string, cwd: string, signal: AbortSignal): Promise<MessageFile | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > LARGEST) return undefined;
  const git = await gitIn(cwd, signal);
  const values = (await git(['config', '-z', '--get-regexp', String.raw`^(core\.comment(char|string)|i18n\.commitencoding)$`])).split('\0').map((entry) => entry.split('\n'));
  const configured = values.filter(([key]) => key?.startsWith('core.')).map(([, value = '']) => value);
  const encoding = values.findLast(([key]) => key === 'i18n.commitencoding')?.[1] ?? 'utf-8';
  const before = await readFile(path);
  const content = before.toString('utf8');
  const prefix = commentPrefix(content, configured);
  const text = textOf(content, prefix);
  // What is taken out of it must be read as it is written.
  if (text !== '' && (!Buffer.from(content).equals(before) || text !== textOf(await readTemplate(git, cwd), prefix))) return undefined;
  const kept = text === '' ? before : Buffer.from(withoutText(content, prefix));

  return {
    async write(message, writing) {
      const above = aboveContent(message, kept.toString('utf8'), prefix);
      // Git takes the file to be in this encoding.
      const fits = /^utf-?8$/i.test(encoding) || /^\p{ASCII}*$/u.test(above ?? '');
      if (above === undefined || !fits) return false;
      const partial = `${path}.${randomUUID()}`;
      try {
        await writeFile(partial, Buffer.concat([Buffer.from(above), kept]), { flag: 'wx' });
        await chmod(partial, found.mode & 0o777);
        if (writing.aborted || !before.equals(await readFile(path))) return false;
        await rename(partial, path);
        return true;
      } finally {
        await rm(partial, { force: true });
      }
    },
  };
}

/** The user's template, which git has put into the file; empty where there is none. */
async function readTemplate(git: GitCommand, cwd: string): Promise<string> {
  const path = await git(['config', '--type=path', '--get', 'commit.template']).catch(() => '');
  return path.trim() === '' ? '' : readFile(resolve(cwd, path.replace(/\n$/, '')), 'utf8').catch(() => '');
}
