import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ChatMessage, GenerateRequest } from '../../../src/core/language-model.ts';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { SMALL_MODEL, smallModelClient } from '../../support/model-client.ts';

const weights = join(modelFolder(), SMALL_MODEL);
let cache = '';
const clients: ModelClient[] = [];

async function newClient(): Promise<ModelClient> {
  const client = await smallModelClient({ library: { locate: async (name) => ({ name, path: weights }) } });
  clients.push(client);
  return client;
}

const FIXED: ChatMessage[] = [
  { role: 'system', text: 'You say in one short sentence what a shop sells, in plain words and without any praise of it.' },
  ...['tea', 'bread', 'books', 'bicycles', 'flowers'].flatMap((ware): ChatMessage[] => [
    { role: 'user', text: `The shop in this street sells ${ware}, and it is open from nine to six.` },
    { role: 'assistant', text: `It is a shop for ${ware}.` },
  ]),
];
const about = (ware: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({ messages: [...FIXED, { role: 'user', text: `This one sells ${ware}.` }], maxTokens: 8, fixed: FIXED.length, ...more });
const other: GenerateRequest = { messages: [{ role: 'user', text: 'Count to three.' }], maxTokens: 4 };
const files = async () => (await readdir(join(cache, 'prompt-states')).catch(() => [])).map((name) => join(cache, 'prompt-states', name));

describe('what all prompts of a kind begin with', () => {
  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'journeyman zustände '));
    vi.stubEnv('JOURNEYMAN_CACHE', cache);
  });
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is read once: its state is there again after another prompt and after a restart, with the same answer', async () => {
    const first = await newClient();
    expect((await first.generate(about('cups', { fixed: 0 }))).cachedTokens).toBe(0);
    await first.generate(other);
    expect((await first.generate(about('cups', { fixed: 0 }))).cachedTokens).toBeLessThan(20);
    expect(await files()).toEqual([]);
    await first.generate(other);
    const read = await first.generate(about('cups'));
    expect(read.cachedTokens).toBeLessThan(20);
    const [file, ...more] = await files();
    expect({ file, more }).toEqual({ file: expect.stringMatching(/[\da-f]{32}\.state$/), more: [] });

    await first.generate(other);
    expect((await first.generate(about('pots'))).cachedTokens).toBeGreaterThan(100);
    expect(await files()).toEqual([file]);
    const again = await (await newClient()).generate(about('cups'));
    expect(again.cachedTokens).toBeGreaterThan(100);
    expect(again.text).toBe(read.text);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['is no such file', (file) => writeFile(file, 'nothing of the kind')],
    ['is cut off', async (file) => truncate(file, Math.floor((await readFile(file)).length / 2))],
    ['is empty', (file) => writeFile(file, '')],
  ])('is read anew where the file %s', async (_, spoil) => {
    const whole = await (await newClient()).generate(about('cups'));
    const [file] = await files();
    await spoil(file!);
    const client = await newClient();
    const read = await client.generate(about('cups'));
    expect(read).toMatchObject({ text: whole.text, cachedTokens: 0 });
    // It is whole again.
    await client.generate(other);
    expect((await client.generate(about('cups'))).cachedTokens).toBeGreaterThan(100);
  });
});
