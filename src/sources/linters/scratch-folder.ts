import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs the work with an empty folder of its own, outside every project, and removes the folder afterwards. */
export async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'journeyman-lint-'));
  try {
    return await work(folder);
  } finally {
    // A killed tool may hold it open a moment longer on Windows; the system clears its temporary folder in any case.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}
