import { readdirSync, renameSync, statSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Which file stands at this path; undefined where there is none. */
export async function inodeOf(path: string): Promise<bigint | undefined> {
  return stat(path, { bigint: true }).then(({ ino }) => ino, () => undefined);
}

/** The log goes first: SQLite passes over a log beside an empty file, but would play one back into a file that is not its own. */
export async function removeFile(path: string, inode: bigint | undefined): Promise<void> {
  if ((await inodeOf(path)) !== inode) return;
  for (const suffix of ['-wal', '-shm', '']) await rm(path + suffix, { force: true, maxRetries: 3 });
}

/**
 * Gives the file and its log another name, under which SQLite's tools can still save what is in it; undefined where another process
 * has done so. All in one go, so that no other process can put a new file in its place between the look and the renaming.
 */
export function moveAside(path: string, inode: bigint | undefined, now = new Date()): string | undefined {
  if (statSync(path, { bigint: true, throwIfNoEntry: false })?.ino !== inode) return undefined;
  const aside = `${path}.broken-${now.toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (statSync(path + suffix, { throwIfNoEntry: false })) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

/** Deletes what was moved aside. */
export async function removeAside(path: string): Promise<void> {
  const prefix = `${basename(path)}.broken-`;
  for (const name of readdirSync(dirname(path))) if (name.startsWith(prefix)) await rm(join(dirname(path), name), { force: true, maxRetries: 3 });
}
