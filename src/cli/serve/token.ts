import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, UserError } from '../../core/errors.ts';

export interface Token {
  value: string;
  /** The file that it is in; undefined where the environment gave it. */
  file?: string;
}

/** Letters that need no quotes in a header, a shell or a URL. */
const FORM = /^[\w.~+/=-]{16,512}$/;

/**
 * The token that clients have to show: `given`, else what the file holds, which is made where there is none, readable by its owner alone.
 * It stays the same from run to run until the file is deleted. A file that others could read is replaced.
 */
export async function readToken(given: string | undefined, file: string): Promise<Token> {
  if (given) {
    if (!FORM.test(given)) throw new UserError('$JOURNEYMAN_TOKEN cannot be used.', 'It takes 16 to 512 letters, digits and -._~+/=.', 'Leave it out to have one made.');
    return { value: given };
  }
  try {
    const kept = await readKept(file);
    if (kept !== undefined) return { value: kept, file };
    return { value: await make(file), file };
  } catch (error) {
    throw new UserError(`The token could not be kept in ${file}.`, `${messageOf(error)}.`, 'Give one in $JOURNEYMAN_TOKEN.', { cause: error });
  }
}

/** Undefined where there is no file, or one that cannot be trusted any more, which is then deleted. */
async function readKept(file: string): Promise<string | undefined> {
  let handle;
  try {
    // Not through a link, which may lead to what others can read.
    handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code !== 'ELOOP') throw error;
  }
  try {
    const stats = await handle?.stat();
    // Windows has no such bits: there a user's folder is the user's own.
    const isOwn = process.platform === 'win32' || (stats !== undefined && stats.uid === process.getuid!() && (stats.mode & 0o077) === 0);
    if (handle && stats!.isFile() && isOwn && stats!.size <= 1024) {
      const text = (await handle.readFile('utf8')).trim();
      if (FORM.test(text)) return text;
    }
  } finally {
    await handle?.close();
  }
  await rm(file, { force: true });
  return undefined;
}

/** Makes the whole file at once: another server that starts at the same time finds none of it or all of it. */
async function make(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const value = randomBytes(32).toString('base64url');
  const partial = join(dirname(file), `.serve-token.${randomBytes(6).toString('hex')}`);
  const handle = await open(partial, 'wx', 0o600);
  try {
    await handle.writeFile(`${value}\n`);
    await handle.close();
    await link(partial, file);
    return value;
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readKept(file) : undefined;
    if (other === undefined) throw error;
    return other;
  } finally {
    await unlink(partial);
  }
}

/** Whether the header `Authorization` shows this token. Takes the same time whatever is wrong with it. */
export function showsToken(authorization: string | undefined, token: string): boolean {
  const shown = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(token));
}
