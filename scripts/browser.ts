import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { UserError } from '../src/core/errors.ts';
import type { Log } from '../src/core/log.ts';

const MINUTE_MS = 60_000;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The path of a browser of Chrome's family: the one that `$CHROME` names, one that is installed, the one that playwright downloads,
 * or, for root on Debian, the distribution's package.
 */
export async function findBrowser(log: Log): Promise<string> {
  const named = process.env['CHROME'];
  if (named) {
    if (existsSync(named)) return named;
    throw new UserError(`There is no browser at ${named}.`, 'The variable CHROME names it.', 'Correct or unset CHROME.');
  }
  for (const path of [...installedPlaces(), chromium.executablePath()]) if (await starts(path)) return path;

  log.info('No Chrome, Chromium or Edge was found: downloading Chromium …');
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  await succeeds(process.execPath, [cli, 'install', 'chromium', '--no-shell'], 5 * MINUTE_MS, { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' });
  if (await starts(chromium.executablePath())) return chromium.executablePath();

  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log.info('The download did not work: installing the distribution\'s Chromium …');
    const install = () => succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], 10 * MINUTE_MS, { DEBIAN_FRONTEND: 'noninteractive' });
    // An index that was never fetched, or is out of date, knows no package.
    if (!(await install()) && (await succeeds('apt-get', ['update'], 5 * MINUTE_MS))) await install();
    if (await starts('/usr/bin/chromium')) return '/usr/bin/chromium';
  }
  throw new UserError('No browser was found.', 'The tests in the editor drive VS Code in Chrome, Chromium or Edge, and none could be downloaded.', 'Install one, or name it in the variable CHROME.');
}

function installedPlaces(): string[] {
  const env = (name: string) => process.env[name] ?? '';
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const folders = [env('ProgramFiles'), env('ProgramFiles(x86)'), env('LOCALAPPDATA')].filter(Boolean);
    return folders.flatMap((folder) => [['Google', 'Chrome', 'Application', 'chrome.exe'], ['Microsoft', 'Edge', 'Application', 'msedge.exe'], ['Chromium', 'Application', 'chrome.exe']].map((parts) => join(folder, ...parts)));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  return env('PATH').split(delimiter).filter(Boolean).flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Whether there is a browser that runs: Ubuntu's `chromium-browser` may be a stub, a downloaded one may lack libraries. */
async function starts(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  // On Windows `--version` would open a window.
  return process.platform === 'win32' || succeeds(path, ['--version'], MINUTE_MS);
}

function succeeds(program: string, args: string[], timeout: number, env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'ignore', timeout, env: { ...process.env, ...env } });
  return new Promise((resolve) => child.on('error', () => resolve(false)).on('exit', (code) => resolve(code === 0)));
}
