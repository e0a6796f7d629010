import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';

/** Where Journeyman keeps what it can fetch again, by the platform's custom. `$JOURNEYMAN_CACHE` overrides it. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home = homedir()): string {
  if (env.JOURNEYMAN_CACHE) return env.JOURNEYMAN_CACHE;
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'journeyman', 'Cache');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', 'journeyman');
  // The XDG specification has relative paths ignored.
  const xdg = env.XDG_CACHE_HOME;
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.cache'), 'journeyman');
}

/** The folder of the weights. */
export function modelFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), 'models');
}
