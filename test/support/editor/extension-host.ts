import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { REPORT_VARIABLE, type ReportLine } from '../../editor/runner/report.ts';
import { ensureBuilt, root } from '../../../scripts/build.ts';
import { installCodeServer, startCodeServer } from '../../../scripts/code-server.ts';
import { ownSettings } from '../own-environment.ts';
import { buildTestExtension } from './builds.ts';
import { quietLog } from './quiet-log.ts';
import { Workbench } from './workbench.ts';

const SUITE_TIMEOUT_MS = 20 * 60_000;
const POLL_MS = 200;

export interface SuiteOptions {
  /** The workspace's folder. */
  folder: string;
  /** User settings. */
  settings: Record<string, unknown>;
  /** Given what the suite has reported, after the window was closed and before its server is ended. */
  afterClose?: (lines: ReportLine[]) => Promise<void>;
}

/** Runs the suite inside a real VS Code: Electron's where it can be had, else code-server. `JOURNEYMAN_TEST_VSCODE` chooses. */
export async function runSuiteInEditor(options: SuiteOptions): Promise<ReportLine[]> {
  await ensureBuilt();
  const place = await mkdtemp(join(tmpdir(), 'journeyman-report-'));
  const file = join(place, 'report.jsonl');
  await writeFile(file, '');
  const chosen = process.env['JOURNEYMAN_TEST_VSCODE'] ?? ((await electronCanRun()) ? 'electron' : 'code-server');
  try {
    if (chosen === 'electron') await inElectron(options, file);
    else await inCodeServer(options, file);
    return await read(file);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function read(file: string): Promise<ReportLine[]> {
  return (await readFile(file, 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as ReportLine);
}

/** Electron needs a display and VS Code's download server. */
async function electronCanRun(): Promise<boolean> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  return answer?.ok ?? false;
}

async function inElectron({ folder, settings, afterClose }: SuiteOptions, file: string): Promise<void> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'jm-'));
  try {
    await mkdir(join(userDataDir, 'User'));
    await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify(settings));
    const [{ bundle }, gitHub] = [await buildTestExtension('runner'), await buildTestExtension('github-pull-requests')];
    await runTests({
      vscodeExecutablePath: await downloadAndUnzipVSCode(),
      extensionDevelopmentPath: [root, gitHub.folder],
      extensionTestsPath: bundle,
      extensionTestsEnv: { ...ownSettings(), [REPORT_VARIABLE]: file },
      launchArgs: [folder, '--disable-workspace-trust', '--disable-gpu', '--user-data-dir', userDataDir, '--extensions-dir', join(userDataDir, 'extensions')],
    });
    await afterClose?.(await read(file));
  } finally {
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

async function inCodeServer({ folder, settings, afterClose }: SuiteOptions, file: string): Promise<void> {
  const [runner, gitHub] = [await buildTestExtension('runner'), await buildTestExtension('github-pull-requests')];
  const server = await startCodeServer(await installCodeServer(quietLog), { folder, extensions: [root, runner.folder, gitHub.folder], settings, trust: true, env: { ...ownSettings(), [REPORT_VARIABLE]: file } });
  try {
    // The extension host starts when a window opens.
    const window = await Workbench.open(server.url);
    const deadline = Date.now() + SUITE_TIMEOUT_MS;
    while (Date.now() < deadline && !(await read(file)).some(({ kind }) => kind === 'end')) await sleep(POLL_MS);
    await window.screenshot('extension-host-suite');
    await window.close();
    await afterClose?.(await read(file));
  } finally {
    await server.stop();
  }
}
