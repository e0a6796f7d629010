import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import type { ModelState, ModelStatus } from '../../../src/models/model-status.ts';
import type { SupervisorOptions } from '../../../src/models/supervisor.ts';
import { isAlive, modelProcesses } from '../../support/child-processes.ts';
import { outcomeOf, SMALL_MODEL, smallModelClient } from '../../support/model-client.ts';

const clients: ModelClient[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
});

async function newClient(options?: Partial<SupervisorOptions>) {
  const client = await smallModelClient(options);
  clients.push(client);
  return client;
}

const short: GenerateRequest = { messages: [{ role: 'user', text: 'Hello' }], maxTokens: 2 };
/** It ends only where the context is full. */
const long: GenerateRequest = { messages: [{ role: 'user', text: 'Count.' }], maxTokens: 900, grammar: 'root ::= [a-z ] root' };

function stateReached(client: ModelClient, state: ModelState): Promise<ModelStatus> {
  return new Promise((resolve) => {
    const stop = client.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve(status);
    });
  });
}

const gone = (pid: number | null) => vi.waitFor(() => expect(isAlive(pid!)).toBe(false), { timeout: 10_000 });

describe('a killed model process', () => {
  it('ten times during work: each request is answered by a retry or ends in a clear error, and the next one works', async () => {
    const client = await newClient({ restartLimits: { crashes: 100, windowMs: 60_000 } });
    const pids = new Set<number>();
    const kill = ({ pid }: ModelStatus) => {
      pids.add(pid!);
      process.kill(pid!, 'SIGKILL');
    };
    const outcomes: string[] = [];
    for (let time = 0; time < 10; time++) {
      const when = (['text', 'busy', 'loading'] as const)[time % 3]!;
      if (when === 'loading') await client.unload();
      if (when !== 'text') void stateReached(client, when).then(kill);
      let killed = false;
      const answer = client.generate(when === 'text' ? long : short, () => {
        if (when !== 'text' || killed) return;
        killed = true;
        kill(client.status());
      });
      outcomes.push(`${when}: ${await outcomeOf(answer)}`);
    }
    expect(pids.size).toBe(10);
    expect(new Set(outcomes)).toEqual(
      new Set([
        `text: UserError: The model process stopped before the answer was complete. ${process.platform === 'win32' ? 'It ended with exit code 1.' : 'It was ended by SIGKILL.'} Try again; the log says more.`,
        'busy: answered',
        'loading: answered',
      ]),
    );
    expect(await outcomeOf(client.generate(short))).toBe('answered');
    for (const pid of pids) expect(isAlive(pid)).toBe(false);
    expect(await modelProcesses(process.pid)).toEqual([client.status().pid]);
    await client.dispose();
    expect(await modelProcesses(process.pid)).toEqual([]);
  });

  it('is not started a sixth time after five crashes, until the user asks', async () => {
    const client = await fakeClient('exit');
    const twoCrashes = 'UserError: The model process stopped before the answer was complete. It ended with exit code 3. Try again; the log says more.';
    const down = 'UserError: The model process crashed too often and stays down. It crashed 5 times within 180 seconds. Look into the log, then choose a model or restart it.';
    expect(await outcomeOf(client.generate(short))).toBe(twoCrashes);
    expect(await outcomeOf(client.generate(short))).toBe(twoCrashes);
    expect(client.status()).toMatchObject({ state: 'failed', detail: twoCrashes.replace('UserError: ', ''), pid: null });
    expect(await outcomeOf(client.generate(short))).toBe(down);
    expect(client.status()).toMatchObject({ state: 'failed', pid: null });
    expect(client.logged.filter((line) => line.includes('stopped unexpectedly'))).toHaveLength(5);
    expect(await outcomeOf(client.generate(short))).toBe(down);
    expect(client.logged.filter((line) => line.includes('stopped unexpectedly'))).toHaveLength(5);
    await client.useModel(SMALL_MODEL);
    expect(await outcomeOf(client.generate(short))).toBe(twoCrashes);
  });

  it.each(['loading', 'text'])('goes with its parent, when that is killed during %s', async (when) => {
    const parent = spawn(process.execPath, [fileURLToPath(new URL('../../support/model-parent.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    parent.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    await vi.waitFor(() => expect(output).toMatch(when === 'text' ? /^text$/m : /^loading \d+/m), { timeout: 60_000 });
    const pid = Number(/^loading (\d+)/m.exec(output)?.[1]);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await gone(pid);
  });
});

describe('a model that cannot be loaded', () => {
  it.each([
    { name: 'no such file', file: 'not there.gguf', content: undefined },
    { name: 'a web page', file: 'page ü.gguf', content: '<!doctype html>' },
    { name: 'an empty file', file: 'empty.gguf', content: '' },
  ])('$name: a clear error, no process, and another model can be chosen', async ({ file, content }) => {
    const folder = await mkdtemp(join(tmpdir(), 'models ü '));
    const path = join(folder, file);
    if (content !== undefined) await writeFile(path, content);
    const client = await newClient({ library: { locate: async () => ({ name: 'broken', path }) } });
    const error = await client.generate(short).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).what).toBe(`The model ${path} could not be loaded.`);
    expect(client.status()).toMatchObject({ state: 'failed', model: 'broken', pid: null });
    expect(await modelProcesses(process.pid)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('passes on what the library says', async () => {
    const missing = new UserError('The model is not installed.', 'It was never downloaded.', 'Download it.');
    const client = await newClient({ library: { locate: () => Promise.reject(missing) } });
    await expect(client.contextTokens()).rejects.toBe(missing);
    expect(client.status()).toMatchObject({ state: 'failed', detail: missing.message, pid: null });
  });
});

describe('memory', () => {
  it('is given back after idle time, and the next request works', async () => {
    const client = await newClient({ idleMs: 100 });
    const idle = stateReached(client, 'stopped');
    expect(await outcomeOf(client.generate(short))).toBe('answered');
    const { pid } = client.status();
    await idle;
    await gone(pid);
    expect(client.status().pid).toBeNull();
    expect(await outcomeOf(client.generate(short))).toBe('answered');
  });

  it('is not given back during a long answer', async () => {
    const client = await newClient({ idleMs: 20 });
    expect(await outcomeOf(client.generate({ ...long, maxTokens: 20 }))).toBe('answered');
  });
});

describe('ending work', () => {
  it.each<{ name: string; end: (client: ModelClient) => Promise<void>; outcome: string; alive: boolean }>([
    { name: 'dispose', end: (client) => client.dispose(), outcome: 'aborted', alive: false },
    { name: 'unload', end: (client) => client.unload(), outcome: 'UserError: The model was unloaded before the answer was complete. Ask again.', alive: true },
    { name: 'another model', end: (client) => client.useModel(SMALL_MODEL), outcome: 'UserError: The model was changed before the answer was complete. Ask again.', alive: true },
    { name: 'restart', end: (client) => client.restart(), outcome: 'UserError: The model was restarted before the answer was complete. Ask again.', alive: true },
  ])('$name ends the running request and its process at once', async ({ end, outcome, alive }) => {
    const client = await newClient();
    let ending: Promise<void> | undefined;
    let pid: number | null = null;
    const answer = client.generate(long, () => {
      pid ??= client.status().pid;
      ending ??= end(client);
    });
    expect(await outcomeOf(answer)).toBe(outcome);
    await ending;
    expect(isAlive(pid!)).toBe(false);
    expect(await outcomeOf(client.generate(short))).toBe(alive ? 'answered' : 'aborted');
  });
});

describe('a model process that hangs', () => {
  const timeLimits = { startMs: 1_000, loadMs: 1_000, stallMs: 1_000 };
  it.each([
    { answers: 'nothing', why: 'It did not answer after its start.' },
    { answers: 'status', why: 'It did not finish loading the model.' },
    { answers: 'status,load', why: 'It hung and was ended.' },
  ])('answers $answers: the request ends with a clear error, and so does the process', async ({ answers, why }) => {
    const client = await fakeClient(answers, { timeLimits });
    expect(await outcomeOf(client.generate(short))).toBe(`UserError: The model process stopped before the answer was complete. ${why} Try again; the log says more.`);
    expect(client.status().pid).toBeNull();
  });

  it('answers nonsense: the request ends with a clear error, and so does the process', async () => {
    const client = await fakeClient('garbage', { timeLimits });
    expect(await outcomeOf(client.generate(short))).toMatch(/^UserError: The model could not answer\./);
    expect(client.status()).toMatchObject({ state: 'failed', pid: null });
  });

  it('does not delay an abort', async () => {
    const client = await fakeClient('status,load');
    const cancel = new AbortController();
    const answer = outcomeOf(client.generate(short, undefined, cancel.signal));
    await stateReached(client, 'busy');
    cancel.abort();
    expect(await answer).toBe('aborted');
  });

  it('cannot fill the log', async () => {
    const client = await fakeClient('noise,status,load', { timeLimits });
    await client.contextTokens();
    await expect.poll(() => client.logged.join('')).toContain('further output is left out');
    expect(client.logged.join('').length).toBeLessThan(30_000);
  });
});

/** A client whose model process is a stand-in that answers only what is named. */
async function fakeClient(answers: string, options: Partial<SupervisorOptions> = {}) {
  vi.stubEnv('FAKE_ANSWERS', answers);
  const client = await newClient({ processPath: fileURLToPath(new URL('../../support/fake-model-process.mjs', import.meta.url)), ...options });
  return client;
}
