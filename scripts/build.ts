import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../src/core/errors.ts';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BUNDLES = ['extension.cjs', 'model-process.mjs', 'cli.mjs', 'remote.cjs', 'syntax/tree-sitter.cjs'].map((name) => join(root, 'dist', name));
const FOLDERS = ['src', 'models', 'adapters', 'workers'].map((name) => join(root, name));
const OTHER_INPUTS = ['esbuild.mjs', 'package.json', 'package-lock.json'].map((name) => join(root, name));

/** Bundles the sources and what goes with them, unless that was done since they were last changed. Any number of programs may do this at once. */
export async function ensureBuilt(): Promise<void> {
  const [built, changed] = await Promise.all([Promise.all(BUNDLES.map(timeOf)), sourcesChanged()]);
  if (Math.min(...built) <= changed) await build();
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  if (code !== 0) throw new UserError('The sources could not be bundled.', 'esbuild says above what is wrong.', 'If npm ci has not run since the last update, run it.');
}

async function sourcesChanged(): Promise<number> {
  const entries = (await Promise.all(FOLDERS.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))).flat();
  // Folders too: their time tells of files that are gone.
  const paths = [...FOLDERS, ...entries.map((entry) => join(entry.parentPath, entry.name)), ...OTHER_INPUTS];
  return Math.max(...(await Promise.all(paths.map(timeOf))));
}

/** When it was last changed; 0 for what is not there. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(({ mtimeMs }) => mtimeMs, () => 0);
}
