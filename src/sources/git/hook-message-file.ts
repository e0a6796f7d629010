import { randomUUID } from 'node:crypto';
import { chmod, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { gitIn } from './command.ts';
import { aboveContent, commentPrefix, hasText } from './hook-message.ts';

/** Bytes; `git commit --verbose` puts the whole diff into the file. */
const LARGEST = 64 * 1024 * 1024;

/** The file that git is about to open in the editor. */
export interface MessageFile {
  /** Puts the message above what the file holds, in one step; false where it was left as it is: changed meanwhile, or git would not take the message as it stands. */
  write(message: string, signal: AbortSignal): Promise<boolean>;
}

/** Opens the file of a message for the repository in `cwd`; undefined where there is nothing to draft into: it holds text already, or is no ordinary file. */
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
  if (hasText(content, prefix)) return undefined;

  return {
    async write(message, writing) {
      const above = aboveContent(message, content, prefix);
      // Git takes the file to be in this encoding.
      const fits = /^utf-?8$/i.test(encoding) || /^\p{ASCII}*$/u.test(above ?? '');
      if (above === undefined || !fits) return false;
      const partial = `${path}.${randomUUID()}`;
      try {
        await writeFile(partial, Buffer.concat([Buffer.from(above), before]), { flag: 'wx' });
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
