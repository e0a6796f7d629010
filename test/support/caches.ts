import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHES_VARIABLE } from './own-environment.ts';

/** Makes the folder of the caches that tests have of their own; gives what removes it. A process of tests may be ended before it could do that. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'journeyman cäches '));
  process.env[CACHES_VARIABLE] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
