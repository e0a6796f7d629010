import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Context } from '../src/cli/context.ts';
import type { Log } from '../src/core/log.ts';
import { cacheFolder } from '../src/models/cache-folder.ts';
import { root } from './build.ts';
import { installCodeServer, startCodeServer } from './code-server.ts';

/** Opens the folder in VS Code with the extension of this repository in it: the one that is installed, else code-server; gives the exit code. */
export async function openEditor(folder: string, model: string, context: Context & { log: Log }): Promise<number> {
  const { stdout } = context;
  const installed = findVsCode();
  if (installed && (await opens(installed, folder))) {
    await stdout.line(`\nThe project opens in VS Code (${installed}) with the extension in it.`);
    return 0;
  }
  return serveEditor(folder, model, context);
}

/** VS Code's program: on Windows the one beside `bin/code.cmd`, which only a shell could start. */
function findVsCode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = folders.map((folder) => (process.platform === 'win32' ? (existsSync(join(folder, 'code.cmd')) ? join(dirname(folder), 'Code.exe') : '') : join(folder, 'code')));
  return candidates.find((path) => path !== '' && existsSync(path));
}

/** False where it refuses, as it does for root. */
function opens(program: string, folder: string): Promise<boolean> {
  const child = spawn(program, ['--new-window', `--extensionDevelopmentPath=${root}`, folder], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false)).on('exit', (code) => resolve(code === 0));
    // On Windows the program itself is the editor, and stays.
    setTimeout(() => {
      child.unref();
      resolve(true);
    }, 10_000).unref();
  });
}

async function serveEditor(folder: string, model: string, { stdout, signal, log }: Context & { log: Log }): Promise<number> {
  const server = await startCodeServer(await installCodeServer(log), {
    folder,
    extensions: [root],
    userDataDir: join(cacheFolder(), 'editor'),
    settings: { 'workbench.startupEditor': 'none', 'journeyman.model': model },
    trust: true,
  });
  await stdout.line(`\nVS Code runs here, with the extension in it: ${server.url}\nCtrl-C ends it.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.stop();
  return 0;
}
