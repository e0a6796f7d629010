import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import { root } from './build.ts';

const SOURCES = join(root, 'samples', 'tea-shop');
const MARKER = '.made-by-journeyman';
const AUTHOR = 'Mira Tan';
const EMAIL = 'mira@tea-shop.example';
const FIRST_COMMIT = Date.UTC(2026, 1, 2, 9, 0, 0);
const DAY_MS = 86_400_000;
/** What the project's linter and types come from: this repository's own packages, so that nothing is downloaded. */
const PACKAGES = ['eslint', '@eslint', '@types/node', 'typescript'];

/** A step without a message stays staged. */
const historySchema = z.array(z.object({ folder: z.string(), message: z.string().nullable(), branch: z.string().optional() }));

export interface SampleProject {
  folder: string;
  branch: string;
  commits: number;
}

/** Makes the sample project anew in `holder`, a folder that is ours alone: a git history, a feature branch, a staged change, a real ESLint. */
export async function createSampleProject(holder: string): Promise<SampleProject> {
  const folder = join(holder, 'tea-shop');
  if (existsSync(folder) && !existsSync(join(holder, MARKER))) {
    throw new UserError(`${folder} is there already and was not made by Journeyman.`, 'It is not overwritten.', 'Move it away and start again.');
  }
  await mkdir(holder, { recursive: true });
  await writeFile(join(holder, MARKER), 'What is in this folder is made anew by `npm start`.\n');
  await removeOld(folder);
  await mkdir(folder);

  const git = gitIn(folder);
  await git(['init', '--quiet']);
  await git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
  for (const [key, value] of [['user.name', AUTHOR], ['user.email', EMAIL], ['core.autocrlf', 'false'], ['commit.gpgSign', 'false']]) await git(['config', key!, value!]);

  const history = historySchema.parse(JSON.parse(await readFile(join(SOURCES, 'history.json'), 'utf8')));
  let branch = 'main';
  for (const [index, step] of history.entries()) {
    if (step.branch !== undefined) {
      branch = step.branch;
      await git(['checkout', '--quiet', '-b', branch]);
    }
    await cp(join(SOURCES, step.folder), folder, { recursive: true });
    await git(['add', '--all']);
    if (step.message !== null) await git(['commit', '--quiet', '--message', step.message], FIRST_COMMIT + index * DAY_MS);
  }
  await linkPackages(join(folder, 'node_modules'));
  return { folder, branch, commits: history.filter(({ message }) => message !== null).length };
}

/** Links go first and one by one: nothing may ever be removed through them. */
async function removeOld(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (entry.isSymbolicLink()) await rm(join(entry.parentPath, entry.name));
  }
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (error) {
    throw new UserError(`${folder} could not be made anew.`, 'A program still uses it.', 'Close the editor that shows it and start again.', { cause: error });
  }
}

async function linkPackages(modules: string): Promise<void> {
  for (const name of PACKAGES) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    // A junction needs no rights on Windows; elsewhere the type is ignored.
    await symlink(join(root, 'node_modules', name), link, 'junction');
  }
}

/** Git without the user's own configuration: no hooks, signatures or templates of theirs. */
function gitIn(folder: string): (args: string[], time?: number) => Promise<void> {
  const execute = promisify(execFile);
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return async (args, time = FIRST_COMMIT) => {
    const date = new Date(time).toISOString();
    const env = { ...own, GIT_CONFIG_GLOBAL: join(folder, '.git', 'no-such-file'), GIT_CONFIG_NOSYSTEM: '1', GIT_TEMPLATE_DIR: '', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, LC_ALL: 'C' };
    try {
      await execute('git', args, { cwd: folder, env, windowsHide: true });
    } catch (error) {
      throw new UserError('The sample project could not be made.', `git ${args[0]} failed: ${(error as Error).message}`, 'See whether git works in a terminal.', { cause: error });
    }
  };
}
