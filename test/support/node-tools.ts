import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Linters in versions that are known to be read; the plugins are ones that ship pages on their rules. */
const dependencies = { stylelint: '16.26.1', 'stylelint-order': '7.0.0', '@biomejs/biome': '2.5.0', markdownlint: '0.40.0', 'eslint-plugin-cypress': '5.2.0' };
const folder = join(repository, '.cache', `node-tools-${Object.values(dependencies).join('-')}`);

async function npm(args: string[], cwd: string): Promise<void> {
  const script = process.env['npm_execpath'];
  const options = { cwd, timeout: 280_000 };
  if (script?.endsWith('.js')) await execute(process.execPath, [script, ...args], options);
  // Windows starts npm's script through a shell only; the arguments are ours.
  else await execute('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Installs Stylelint, Biome, markdownlint and plugins once into an ignored folder whose `node_modules` has them and this repository's ESLint; gives the folder.
 * It appears under its name only when everything is in it.
 */
export async function nodeTools(): Promise<string> {
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await npm(['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock'], unfinished);
    await symlink(join(repository, 'node_modules', 'eslint'), join(unfinished, 'node_modules', 'eslint'), 'junction');
    // Another run may have been faster.
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return folder;
}

/** Makes a project of files in the folder, with the tools' `node_modules`. */
export async function projectWith(tools: string | undefined, project: string, files: Record<string, string>): Promise<void> {
  await mkdir(project, { recursive: true });
  if (tools !== undefined) await symlink(join(tools, 'node_modules'), join(project, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
}
