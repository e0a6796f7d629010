import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { gitIn } from './command.ts';
import { HOOK } from './hook-scripts.ts';

/** Where git, or Husky for it, looks for the hook of a repository. Absolute paths. */
export interface HookPlace {
  /** The file that our lines go into. */
  readonly file: string;
  /** Who owns the folder: this clone alone, the project (its files are committed), Husky, or the person for all repositories. */
  readonly owner: 'clone' | 'project' | 'husky' | 'person';
  readonly top: string;
  /** The git folder that all worktrees share. */
  readonly commonFolder: string;
}

/** The effective place of the hook for the repository that `cwd` is in. UserError outside of one. */
export async function hookPlace(cwd: string, signal: AbortSignal): Promise<HookPlace> {
  const line = (output: string) => output.replace(/\r?\n$/, '');
  const top = line(await (await gitIn(cwd, signal))(['rev-parse', '--show-toplevel']));
  const git = await gitIn(top, signal);
  const commonFolder = resolve(top, line(await git(['rev-parse', '--git-common-dir'])));
  const hooks = resolve(top, line(await git(['rev-parse', '--git-path', 'hooks'])));
  const isIn = async (folder: string) => contains(await realpathOfNearest(folder), await realpathOfNearest(hooks));

  // Husky 9 has git run its own scripts, which run those in the folder above.
  const inHusky = basename(hooks) === '_' && ['h', 'husky.sh'].some((name) => existsSync(join(hooks, name)));
  const folder = inHusky ? dirname(hooks) : hooks;
  const place = { file: join(folder, HOOK), top, commonFolder };
  if (await isIn(commonFolder)) return { ...place, owner: 'clone' };
  // A worktree may be configured with the hooks of the main one.
  const mainTop = basename(commonFolder) === '.git' ? dirname(commonFolder) : top;
  if (!(await isIn(top)) && !(await isIn(mainTop))) return { ...place, owner: 'person' };
  return { ...place, owner: inHusky || basename(folder) === '.husky' ? 'husky' : 'project' };
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way.split(/[\\/]/)[0] !== '..');
}

/** The real path, also of what is not there yet: links on the way count. */
async function realpathOfNearest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realpathOfNearest(above), basename(path));
  }
}
