import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '../../src/models/cache-folder.ts';

/** The variable that names the folder of the caches. */
export const CACHES_VARIABLE = 'JOURNEYMAN_TEST_CACHES';

let cache: string | undefined;

/** A cache folder for the tests of one file, gone at their end: the weights are the user's, so that none is fetched again, and nothing else is. */
export function ownCache(): string {
  if (cache !== undefined) return cache;
  const folder = mkdtempSync(join(process.env[CACHES_VARIABLE] ?? tmpdir(), 'journeyman cäche '));
  mkdirSync(modelFolder(), { recursive: true });
  // A junction needs no rights on Windows; elsewhere the type is ignored.
  symlinkSync(modelFolder(), join(folder, 'models'), 'junction');
  // For programs that are no tests.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return (cache = folder);
}

/** In place of what the user has set for Journeyman: a cache of the tests' own, and no workers of the user's. */
export function ownSettings(): Record<string, string> {
  return { JOURNEYMAN_CACHE: ownCache(), JOURNEYMAN_WORKERS: join(ownCache(), 'no workers') };
}

/** This environment without what the user has set for Journeyman. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('JOURNEYMAN_'))), ...ownSettings() };
}
