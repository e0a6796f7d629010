import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../../scripts/build.ts';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import type { GenerateRequest } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { ensureModel } from '../../support/editor/models.ts';
import { TYPES } from '../../../src/workers/commit/type-model.ts';
import { outcomeOf, SMALL_MODEL, smallModelClient } from '../../support/model-client.ts';

const taught = builtInCatalog().filter(({ adapters }) => adapters);
const { file, adapters = {} } = taught[0]!;
const clients: ModelClient[] = [];

async function clientOf(weights: string, own: Record<string, string>) {
  const client = await smallModelClient({ threads: 0, processPath: join(root, 'dist', 'model-process.mjs'), library: { locate: async () => ({ name: weights, path: join(modelFolder(), weights), adapters: own }) } });
  clients.push(client);
  return client;
}

/** Without having been trained for it a model writes a block of code. */
const request: GenerateRequest = {
  messages: [
    { role: 'system', text: 'You write git commit subjects.' },
    { role: 'user', text: 'app/cli.py (+4)\n@ def build_parser():\n+parser.add_argument("--json", action="store_true", help="print JSON")' },
  ],
  maxTokens: 24,
};

describe('an adapter', () => {
  // The adapters lie beside the built model process.
  beforeAll(() => Promise.all([ensureBuilt(), ...taught.map(({ name }) => ensureModel(name))]));
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));

  it.each(taught)('comes with $name for commits, changes the answers that ask for it, and no others', async ({ file, adapters = {} }) => {
    const client = await clientOf(file, adapters);
    expect(await client.adapters?.()).toEqual(Object.keys(adapters));
    const plain = await client.generate(request);
    const trained = await client.generate({ ...request, adapter: 'commit' });
    const again = await client.generate(request);
    const trainedAgain = await client.generate({ ...request, adapter: 'commit' });
    for (const { text, stopReason } of [trained, trainedAgain]) {
      // A subject is one line, and ends by itself.
      expect(text).toMatch(/^[^\n]*json[^\n]*$/i);
      expect(stopReason).toBe('end');
    }
    for (const { text, stopReason } of [plain, again]) {
      expect(text).toContain('\n');
      expect(stopReason).toBe('length');
    }
    // Each has a context of its own: what was read with the adapter is not taken for what is read without.
    expect(again.cachedTokens).toBe(plain.promptTokens - 1);
    expect(trainedAgain.cachedTokens).toBe(trained.promptTokens - 1);
  });

  it('weighs the types of a commit, and the message goes on from what was read for that', async () => {
    const client = await clientOf(file, adapters);
    // It is asked for them by this; the smaller model, which tells them less well than code, has its words only.
    expect(await client.adapters?.()).toEqual(['commit', 'commit-types']);
    expect(taught.slice(1).map((each) => Object.keys(each.adapters!))).toEqual([['commit']]);
    const messages = [{ role: 'system' as const, text: 'You write conventional git commit subjects.' }, request.messages[1]!];
    const options = [...TYPES];
    const trained = await client.rank!({ messages, options, adapter: 'commit' });
    const plain = await client.rank!({ messages, options });
    expect(trained.rough).toBeUndefined();
    expect(trained.probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 3);
    expect(options[trained.probabilities.indexOf(Math.max(...trained.probabilities))]).toBe('feat');
    // The plain weights were not trained to tell types.
    expect(Math.max(...trained.probabilities.map((each, index) => Math.abs(each - plain.probabilities[index]!)))).toBeGreaterThan(0.05);
    const { cachedTokens, promptTokens } = await client.generate({ ...request, messages, prefill: 'feat:', adapter: 'commit' });
    expect(cachedTokens).toBeGreaterThanOrEqual(promptTokens - 4);
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
