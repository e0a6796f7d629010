import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { isAbort } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

/** A worker file that was read; what it says is not looked at. */
export interface ReadWorkerFile {
  path: string;
  origin: 'built-in' | 'user' | 'workspace';
  text: string;
}

/** A larger file is no worker. */
const MOST_BYTES = 1024 * 1024;

/** Where a workspace keeps its workers. */
export function workspaceWorkers(workspace: string): string {
  return join(workspace, '.journeyman', 'workers');
}

/** Where the user's own workers are, by the platform's custom. `$JOURNEYMAN_WORKERS` overrides it. */
export function userWorkers(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home = homedir()): string {
  if (env.JOURNEYMAN_WORKERS) return env.JOURNEYMAN_WORKERS;
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'journeyman', 'workers');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'journeyman', 'workers');
  const xdg = env.XDG_CONFIG_HOME;
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.config'), 'journeyman', 'workers');
}

/** Reads the worker files of folders; a folder that is not there has none. What cannot be read is left out and logged. */
export async function readWorkerFiles(folders: readonly { path: string; origin: ReadWorkerFile['origin'] }[], log: Pick<Log, 'warn'>, signal?: AbortSignal): Promise<ReadWorkerFile[]> {
  const found: ReadWorkerFile[] = [];
  for (const { path: folder, origin } of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.md') && each.toLowerCase() !== 'readme.md').sort()) {
      const path = join(folder, name);
      try {
        const about = await stat(path);
        // A link may lead to a device that never ends.
        if (!about.isFile()) throw new Error('it is no file');
        const { size } = about;
        if (size > MOST_BYTES) throw new Error(`it has ${size} bytes, ${MOST_BYTES} are allowed`);
        found.push({ path, origin, text: await readFile(path, { encoding: 'utf8', signal }) });
      } catch (error) {
        if (isAbort(error)) throw error;
        log.warn(`The worker ${path} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return found;
}
