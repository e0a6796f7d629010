import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createModelClient, type ModelClient } from '../../../src/models/client.ts';
import { createModelPool } from '../../../src/models/model-pool.ts';
import type { SupervisorOptions } from '../../../src/models/supervisor.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** A process takes its time to start and to end on a busy machine. */
const SOON = { timeout: 20_000 };
const clients: ModelClient[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
});

/** A client whose process is a stand-in that answers only what `FAKE_ANSWERS` names. */
function fakeClient(options: Partial<SupervisorOptions> = {}): ModelClient {
  const processPath = fileURLToPath(new URL('../../support/fake-model-process.mjs', import.meta.url));
  const client = createModelClient({ processPath, model: 'a', library: { locate: async (name) => ({ name, path: `/${name}.gguf` }) }, threads: 1, contextTokens: 256, idleMs: 0, log, ...options });
  clients.push(client);
  return client;
}

describe('what is known of a loaded model', () => {
  it.each<[string, (client: ModelClient) => Promise<unknown>]>([
    ['it was unloaded', (client) => client.unload()],
    ['it was restarted', (client) => client.restart()],
    ['its memory was given back', (client) => vi.waitFor(() => expect(client.status().state).toBe('stopped'), SOON)],
  ])('is that of the last load, where %s', async (_, end) => {
    vi.stubEnv('FAKE_ANSWERS', 'status,load,countTokens');
    const client = fakeClient({ idleMs: 20 });
    expect(await client.contextTokens()).toBe(256);
    vi.stubEnv('FAKE_CONTEXT', '128');
    await end(client);
    await client.countTokens(['text']);
    expect(await client.contextTokens()).toBe(128);
  });
});

describe('a model whose process ends while it loads', () => {
  it('has failed, so that the next one takes its place at the first request', async () => {
    vi.stubEnv('FAKE_ANSWERS', 'exit');
    const first = fakeClient();
    const second: ModelClient = { ...first, name: 'b', contextTokens: async () => 512, status: () => ({ state: 'idle', model: 'b', detail: '', pid: null }) };
    const pool = createModelPool({ create: (reference) => (reference === 'a' ? first : second), isHosted: () => false, locate: async () => ({}), log });
    expect(await pool.firstOf(['a', 'b'], 'commit').contextTokens()).toBe(512);
    expect(first.status()).toMatchObject({ state: 'failed', pid: null, detail: expect.stringContaining('exit code 3') as string });
  });

  it('has not failed where it ends during a request', async () => {
    vi.stubEnv('FAKE_ANSWERS', 'status,load');
    const client = fakeClient({ timeLimits: { startMs: 10_000, loadMs: 10_000, stallMs: 200 } });
    await expect(client.countTokens(['text'])).rejects.toThrow('It hung and was ended.');
    expect(client.status().state).toBe('stopped');
  });
});
