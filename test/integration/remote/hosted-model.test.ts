import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { createHostedModel } from '../../../src/remote/hosted-model.ts';
import { type OpenAiReference, parseRemoteReference, type ServerReference } from '../../../src/remote/reference.ts';
import { createRemoteModel } from '../../../src/remote/remote-model.ts';
import { installLiteLlm, startLiteLlm } from '../../support/litellm.ts';
import { smallModelClient } from '../../support/model-client.ts';
import { type OpenAiEndpoint, startOpenAiEndpoint } from '../../support/openai-endpoint.ts';

const KEY = 'sk-endpoint-0123456789';
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const QUESTION = { messages: [{ role: 'user' as const, text: 'Name three colours in one line.' }], maxTokens: 24 };

let local: ModelClient;
let endpoint: OpenAiEndpoint;
beforeAll(async () => {
  local = await smallModelClient();
  endpoint = await startOpenAiEndpoint(local, { key: KEY });
});
afterAll(async () => {
  await endpoint.close();
  await local.dispose();
});

function hosted(url = endpoint.url, model = local.name) {
  const reference = parseRemoteReference(`openai:${url}#${model}`) as OpenAiReference;
  // What a composition root does with it: the one in place of the other.
  return createHostedModel(reference, { key: async () => KEY, allowHttp: false, log: quiet }) satisfies ModelClient;
}

describe('a model on a server in place of the local one', () => {
  it('gives the same answer with the same probabilities', async () => {
    const expected = await local.generate(QUESTION);
    const pieces: string[] = [];
    const generation = await hosted().generate(QUESTION, (piece) => pieces.push(piece));
    expect(generation.text.trim()).toBe(expected.text.trim());
    expect(pieces.join('')).toBe(generation.text);
    expect(pieces.length).toBeGreaterThan(1);
    expect(generation.tokens.length).toBeGreaterThan(3);
    expect(generation.tokens.map(({ text }) => text).join('')).toContain(generation.text.trim());
    for (const [index, { probability }] of generation.tokens.entries()) expect(probability).toBeCloseTo(expected.tokens[index + expected.tokens.length - generation.tokens.length]!.probability, 3);
    expect(generation).toMatchObject({ stopReason: expected.stopReason, promptTokens: expected.promptTokens, outputTokens: expected.tokens.length });
  });

  it('says what it does by its status', async () => {
    const model = hosted();
    const states: string[] = [];
    const off = model.onStatus(({ state, detail }) => states.push(`${state} ${detail}`));
    expect(model.status()).toEqual({ state: 'stopped', model: local.name, detail: '', pid: null });
    await model.generate({ ...QUESTION, maxTokens: 2 });
    off();
    await model.unload();
    const host = new URL(endpoint.url).host;
    expect(states).toEqual([`busy at ${host}`, `idle at ${host}`]);
  });

  it('knows the context that the server names, and embeds', async () => {
    const model = hosted();
    expect(await model.contextTokens()).toBe(await local.contextTokens());
    const [ours, theirs] = await Promise.all([local.embed(['a cat']), model.embed(['a cat'])]);
    expect(theirs[0]!.length).toBe(ours[0]!.length);
  });

  it('says why it failed, and works again', async () => {
    const model = hosted('http://127.0.0.1:9/v1');
    await expect(model.generate(QUESTION)).rejects.toBeInstanceOf(UserError);
    expect(model.status()).toMatchObject({ state: 'failed', detail: expect.stringContaining('127.0.0.1:9 cannot be reached') as string });
    await model.useModel(`openai:${endpoint.url}#${local.name}`);
    await model.restart();
    expect(model.status().state).toBe('idle');
    await expect(model.useModel('anthropic:claude')).rejects.toThrow('cannot take the place of the local one');
    await expect(model.useModel('openai:http://team.example/v1#m')).rejects.toThrow('over plain http');
  });

  it('ends running requests when it is disposed of', async () => {
    const model = hosted();
    const running = model.generate({ ...QUESTION, maxTokens: 400 }, () => void model.dispose());
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(model.status().state).toBe('stopped');
  });
});

it('frees the server when a request is cancelled', async () => {
  const cancel = new AbortController();
  await expect(hosted().generate({ ...QUESTION, maxTokens: 900 }, () => cancel.abort(), cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => local.status().state).toBe('idle');
});

describe('LiteLLM’s proxy', () => {
  const PROXY_KEY = 'sk-proxy-0123456789';
  const modelAt = (url: string, key: string, model = 'large') => createRemoteModel(parseRemoteReference(`openai:${url}#${model}`) as ServerReference, { key: async () => key, price: undefined, log: quiet });

  // Its packages may have to be fetched first.
  it('is a server like any other', { timeout: 400_000 }, async ({ skip }) => {
    await installLiteLlm().catch((error: unknown) => skip(`LiteLLM cannot be installed here: ${String(error).slice(0, 200)}`));
    const proxy = await startLiteLlm({ url: endpoint.url, model: local.name, key: KEY }, PROXY_KEY);
    try {
      const pieces: string[] = [];
      const generation = await modelAt(proxy.url, PROXY_KEY).generate({ ...QUESTION, stop: ['END'] }, (piece) => pieces.push(piece));
      expect(generation.text.trim()).toBe((await local.generate(QUESTION)).text.trim());
      expect(pieces.join('')).toBe(generation.text);
      expect(generation.promptTokens).toBeGreaterThan(5);
      expect(generation.outputTokens).toBeGreaterThan(1);
      expect(endpoint.bodies.at(-1)).toMatchObject({ stream: true, max_tokens: 24, stop: ['END'] });

      const team = createHostedModel(parseRemoteReference(`openai:${proxy.url}#large`) as OpenAiReference, { key: async () => PROXY_KEY, allowHttp: false, log: quiet });
      expect((await team.generate(QUESTION)).tokens.length).toBeGreaterThan(3);

      await expect(modelAt(proxy.url, 'sk-wrong-0123456789').generate(QUESTION)).rejects.toThrow(/refuses the key|refuses the request/);
      await expect(modelAt(proxy.url, PROXY_KEY, 'unknown').generate(QUESTION)).rejects.toBeInstanceOf(UserError);

      const cancel = new AbortController();
      await expect(modelAt(proxy.url, PROXY_KEY).generate({ ...QUESTION, maxTokens: 900 }, () => cancel.abort(), cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    } finally {
      await proxy.stop();
    }
  });
});
