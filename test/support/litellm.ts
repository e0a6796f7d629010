import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const folder = fileURLToPath(new URL('../../.cache/litellm-proxy', import.meta.url));

/** Installs LiteLLM's proxy once into an ignored folder. Rejects where that is not possible. */
export async function installLiteLlm(): Promise<string> {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await execute(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', unfinished, 'litellm[proxy]'], { timeout: 280_000, maxBuffer: 10_000_000 });
    // Another run may have been faster.
    await rename(unfinished, folder).catch(() => {});
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

export interface LiteLlm {
  /** With `/v1` at its end. */
  url: string;
  stop(): Promise<void>;
}

/** LiteLLM's proxy in front of an OpenAI-compatible address, for which it wants `key`; it offers the model as `large`. */
export async function startLiteLlm(target: { url: string; model: string; key: string }, key: string): Promise<LiteLlm> {
  const home = await mkdtemp(join(tmpdir(), 'journeyman litellm ü '));
  const config = {
    model_list: [{ model_name: 'large', litellm_params: { model: `openai/${target.model}`, api_base: target.url, api_key: target.key } }],
    general_settings: { master_key: key },
    litellm_settings: { telemetry: false, num_retries: 0 },
  };
  // JSON is YAML.
  await writeFile(join(home, 'config.yaml'), JSON.stringify(config));
  const port = await freePort();
  const code = 'import sys; from litellm import run_server; sys.argv = ["litellm", "--config", sys.argv[1], "--host", "127.0.0.1", "--port", sys.argv[2]]; run_server()';
  let output = '';
  const child: ChildProcess = spawn(process.platform === 'win32' ? 'python' : 'python3', ['-c', code, join(home, 'config.yaml'), String(port)], {
    cwd: home,
    env: { ...process.env, PYTHONPATH: folder, LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_TELEMETRY: 'False', NO_PROXY: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const note = (piece: Buffer) => (output = (output + piece.toString()).slice(-4_000));
  child.stdout!.on('data', note);
  child.stderr!.on('data', note);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null) {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    }
    await rm(home, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) break;
    if (await fetch(`${url}/health/liveliness`).then(({ ok }) => ok, () => false)) return { url: `${url}/v1`, stop };
    await sleep(250);
  }
  await stop();
  throw new Error(`LiteLLM did not start:\n${output}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
