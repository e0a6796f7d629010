import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { ensureModel } from '../../support/editor/models.ts';
import { outcomeOf, SMALL_MODEL, smallModelClient } from '../../support/model-client.ts';

const { name, file, adapters = {} } = builtInCatalog()[0]!;
const clients: ModelClient[] = [];

async function clientOf(weights: string, own: Record<string, string>) {
  const client = await smallModelClient({ threads: 0, library: { locate: async () => ({ name: weights, path: join(modelFolder(), weights), adapters: own }) } });
  clients.push(client);
  return client;
}

/** What the default model says of a change without having been trained for it is longer, and no subject. */
const request: GenerateRequest = {
  messages: [
    { role: 'system', text: 'You write git commit subjects.' },
    { role: 'user', text: 'src/queue.ts (+3 -1)\n@ export function drain(queue: Queue) {\n-while (queue.size) await queue.pop()();\n+while (queue.size) {\n+if (queue.stopped) return;' },
  ],
  maxTokens: 24,
};

describe('an adapter', () => {
  beforeAll(() => ensureModel(name));
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));

  it('comes with the default model for commits, changes the answers that ask for it, and no others', async () => {
    const client = await clientOf(file, adapters);
    expect(await client.adapters?.()).toEqual(['commit']);
    const plain = await client.generate(request);
    const trained = await client.generate({ ...request, adapter: 'commit' });
    expect(trained.text).not.toBe(plain.text);
    expect(trained.text).toMatch(/queue/i);
    // A subject is one line, and ends by itself.
    expect(trained).toMatchObject({ text: expect.not.stringContaining('\n'), stopReason: 'end' });
    expect((await client.generate(request)).text).toBe(plain.text);
    expect((await client.generate({ ...request, adapter: 'commit' })).text).toBe(trained.text);
  });

  it('is not offered where its file is missing, and asked for all the same is an error, not an answer', async () => {
    const client = await clientOf(SMALL_MODEL, { commit: 'missing.gguf' });
    expect(await client.adapters?.()).toEqual([]);
    expect(await outcomeOf(client.generate({ ...request, adapter: 'commit' }))).toContain('There is no adapter commit.');
    expect((await client.generate({ ...request, maxTokens: 2 })).tokens).toHaveLength(2);
  });

  it('for other weights is refused in words, and the model goes on', async () => {
    const client = await clientOf(SMALL_MODEL, adapters);
    expect(await outcomeOf(client.generate({ ...request, adapter: 'commit' }))).toMatch(/UserError: The adapter .*commit\.gguf could not be loaded/);
    expect((await client.generate({ ...request, maxTokens: 2 })).tokens).toHaveLength(2);
  });
});
