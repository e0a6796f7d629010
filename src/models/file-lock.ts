import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** Held by one process, or one download within a process, at a time. */
export interface FileLock {
  release(): void;
}

const POLL_MS = 250;

/**
 * Waits until nobody else holds the lock. The lock is the operating system's own on an empty SQLite database: when its holder dies, however it dies,
 * the system gives it back, so that there are no stale locks to recognise. `onWait` is called about four times a second while waiting; what it throws ends that.
 */
export async function lockFile(path: string, { log, onWait, signal }: { log: Log; onWait?: () => Promise<void>; signal?: AbortSignal }): Promise<FileLock> {
  const { DatabaseSync } = await import('node:sqlite');
  for (let waited = false; ; waited = true) {
    signal?.throwIfAborted();
    const database = new DatabaseSync(path);
    try {
      // Nothing is ever written: no journal file, no change of the empty database.
      database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
      return { release: () => database.close() };
    } catch (error) {
      database.close();
      if (!isBusy(error)) {
        // Some network file systems know no locks. Then two downloads at once may spoil each other's work, but not the result: its hash is checked.
        log.warn(`${path} cannot be locked: ${messageOf(error)}`);
        return { release: () => {} };
      }
    }
    await onWait?.();
    if (!waited) log.info(`Another process is downloading the same model; waiting for it (${path})`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** SQLITE_BUSY is 5; its extended codes have it in their lowest byte. */
function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && (code & 0xff) === 5;
}
