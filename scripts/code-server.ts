import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UserError } from '../src/core/errors.ts';
import type { Log } from '../src/core/log.ts';
import { cacheFolder } from '../src/models/cache-folder.ts';
import { npm } from './npm.ts';

/** code-server is VS Code's own workbench and extension host behind a web server; this one holds VS Code 1.139.1. */
const VERSION = '4.139.1';
const READY_TIMEOUT_MS = 60_000;
const GUARD = fileURLToPath(new URL('guard.ts', import.meta.url));

/** An installed code-server. */
export interface CodeServer {
  /** Its entry script, run with a Node 24. */
  entry: string;
}

export interface CodeServerOptions {
  /** Opened in the workbench. */
  folder: string;
  /** Unpacked extensions; they are linked, not copied. */
  extensions: string[];
  /** Where settings and logs live; a temporary folder, removed at the end, when not given. */
  userDataDir?: string;
  /** Folder of installed extensions, when some were installed before. */
  extensionsDir?: string;
  /** User settings. */
  settings?: Record<string, unknown>;
  /** False shows the workspace as a stranger's: Workspace Trust is on and nobody has trusted it. */
  trust: boolean;
  /** 0 or nothing: any free port. */
  port?: number;
  /** For the editor and what it starts: takes the place of what is set for Journeyman in the environment. */
  env?: Record<string, string>;
}

export interface RunningCodeServer {
  url: string;
  userDataDir: string;
  /** What the server has printed so far. */
  output(): string;
  /** Ends the server and all it started. */
  stop(): Promise<void>;
}

/** Installs code-server into the user's cache folder, once: a folder of that name is a complete one. */
export async function installCodeServer(log: Log): Promise<CodeServer> {
  const folder = join(cacheFolder(), `code-server-${VERSION}`);
  const entry = join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  if (existsSync(entry)) return { entry };

  await mkdir(dirname(folder), { recursive: true });
  await removeUnfinished(folder);
  log.info(`Installing code-server ${VERSION} (VS Code in the browser, about 600 MB on disk) …`);
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await mkdir(partial);
    await writeFile(join(partial, 'package.json'), '{"private":true}\n');
    await npm(partial, ['install', '--ignore-scripts', '--no-package-lock', `code-server@${VERSION}`]);
    const vscode = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
    for (const part of [vscode, join(vscode, 'extensions')]) await npm(part, ['install', '--omit=dev', '--ignore-scripts']);
    // Somebody else may have been faster; theirs is as good.
    if (!existsSync(entry)) await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true, maxRetries: 5 });
  }
  return { entry };
}

/** Removes what installations that were killed have left. */
async function removeUnfinished(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.partial-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Adds a VSIX to a folder of extensions, as a user's "Install from VSIX…" does. */
export async function installVsix({ entry }: CodeServer, vsix: string, extensionsDir: string, userDataDir: string): Promise<void> {
  await mkdir(userDataDir, { recursive: true });
  const args = [entry, '--config', await configIn(userDataDir), '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir, '--install-extension', vsix];
  const child = spawn(process.execPath, args, { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new UserError(`${basename(vsix)} could not be installed.`, output(), 'Make it again with npm run package.');
}

/** Starts the editor on a folder and waits until it answers. */
export async function startCodeServer({ entry }: CodeServer, options: CodeServerOptions): Promise<RunningCodeServer> {
  const temporary = options.userDataDir ? undefined : await mkdtemp(join(tmpdir(), 'journeyman-editor-'));
  const userDataDir = options.userDataDir ?? temporary!;
  const extensionsDir = options.extensionsDir ?? join(userDataDir, 'extensions');
  await linkExtensions(options.extensions, extensionsDir);
  if (options.settings) {
    // To the workbench this server is a remote machine: what has the scope of a machine is read from its own file only.
    for (const place of ['User', 'Machine']) {
      await mkdir(join(userDataDir, place), { recursive: true });
      await writeFile(join(userDataDir, place, 'settings.json'), JSON.stringify(options.settings, null, 2));
    }
  }
  const port = options.port || (await freePort());
  const args = [
    ...[entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--config', await configIn(userDataDir)],
    ...['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(options.trust ? ['--disable-workspace-trust'] : []),
    options.folder,
  ];
  // It ends when our end of its standard input closes, so it cannot outlive us, however we end.
  const child = spawn(process.execPath, [GUARD, ...args], { env: cleanEnvironment(options.env), stdio: 'pipe', detached: true, windowsHide: true });
  const output = collect(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
    if (temporary) await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await waitUntilReady(child, port, output);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('folder', options.folder.replaceAll('\\', '/').replace(/^(?=[A-Za-z]:)/, '/'));
  return { url: url.href, userDataDir, output, stop };
}

/** Links extensions into a folder under the names that the editor looks for: `publisher.name-version`. */
async function linkExtensions(extensions: string[], extensionsDir: string): Promise<void> {
  await mkdir(extensionsDir, { recursive: true });
  for (const extension of extensions) {
    const { publisher, name, version } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8')) as Record<string, string>;
    const link = join(extensionsDir, `${publisher}.${name}-${version}`);
    await rm(link, { force: true });
    // A junction needs no rights on Windows; elsewhere the type is ignored.
    await symlink(extension, link, 'junction');
  }
}

/** A configuration of its own, so that the user's ~/.config/code-server is neither read nor made. */
async function configIn(userDataDir: string): Promise<string> {
  const path = join(userDataDir, 'code-server.yaml');
  await mkdir(userDataDir, { recursive: true });
  await writeFile(path, '');
  return path;
}

/** The environment without what would turn this server into a client of an editor we were started from, or move its port. */
function cleanEnvironment(own?: Record<string, string>): NodeJS.ProcessEnv {
  const meant = (name: string) => !/^(VSCODE_|CODE_SERVER_|ELECTRON_|npm_)/.test(name) && !['PORT', 'PASSWORD', 'HASHED_PASSWORD'].includes(name) && !(own && name.startsWith('JOURNEYMAN_'));
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => meant(name))), ...own };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(-200_000)));
  return () => text;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilReady(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new UserError('code-server did not start.', output().slice(-2000), 'Delete its folder in the cache and try again.');
}
