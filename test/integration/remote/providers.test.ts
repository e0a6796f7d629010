import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { parseRemoteReference, type ServerReference } from '../../../src/remote/reference.ts';
import { createRemoteModel } from '../../../src/remote/remote-model.ts';
import { beginStream, type ChatServer, refuse, startChatServer } from '../../support/chat-server.ts';

/** Providers' addresses are fixed: their requests are led to a server on loopback which answers in their form. */
let server: ChatServer;
const asked: string[] = [];
const led: typeof fetch = (input, init) => {
  const url = new URL(String(input));
  asked.push(url.origin);
  return fetch(`${server.origin}${url.pathname}${url.search}`, init);
};
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const model = (text: string, key: string | undefined = 'key-0123456789') => createRemoteModel(parseRemoteReference(text) as ServerReference, { key: async () => key, price: undefined, fetch: led, log: quiet });
const REQUEST = { messages: [{ role: 'system' as const, text: 'Be short.' }, { role: 'user' as const, text: 'Say hello.' }], maxTokens: 50, stop: ['END', '\n\n'] };

beforeEach(async () => {
  server = await startChatServer(() => {});
  asked.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  return server.close();
});

describe('Anthropic', () => {
  const event = (type: string, rest: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;

  it('is asked in its form at its own address, whatever the environment says', async () => {
    vi.stubEnv('ANTHROPIC_BASE_URL', 'https://evil.example/v1');
    vi.stubEnv('ANTHROPIC_API_KEY', 'another-key');
    server.answer = (response) => {
      beginStream(response);
      response.write(event('message_start', { message: { id: 'm', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 12, output_tokens: 1 } } }));
      response.write(event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }));
      response.write(event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }));
      response.write(event('content_block_stop', { index: 0 }));
      response.write(event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } }));
      response.end(event('message_stop', {}));
    };
    expect(await model('anthropic:claude-sonnet-4-5').generate(REQUEST)).toMatchObject({ text: 'Hello', stopReason: 'end', promptTokens: 12, outputTokens: 4, tokens: [] });
    expect(asked).toEqual(['https://api.anthropic.com']);
    expect(server.requests[0]!.url).toBe('/v1/messages');
    expect(server.requests[0]!.headers['x-api-key']).toBe('key-0123456789');
    expect(JSON.parse(server.requests[0]!.body)).toMatchObject({ model: 'claude-sonnet-4-5', max_tokens: 50, stop_sequences: ['END'], stream: true });
  });

  it('says what it refuses', async () => {
    server.answer = (response) => refuse(response, 400, { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low.' } });
    await expect(model('anthropic:claude-sonnet-4-5').generate(REQUEST)).rejects.toThrow('api.anthropic.com refuses the request. It answered with status 400: “Your credit balance is too low.”');
  });

  it('gives up on an answer that the server gives up on', async () => {
    server.answer = (response) => {
      beginStream(response);
      response.end(event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }));
    };
    await expect(model('anthropic:claude-sonnet-4-5').generate(REQUEST)).rejects.toBeInstanceOf(UserError);
  });
});

describe('Google', () => {
  it('is asked in its form, with room to think', async () => {
    server.answer = (response) => {
      beginStream(response);
      response.write(`data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: 'Hello' }], role: 'model' }, index: 0 }] })}\n\n`);
      response.end(`data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: ' there' }], role: 'model' }, finishReason: 'STOP', index: 0 }], usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, totalTokenCount: 12 } })}\n\n`);
    };
    expect(await model('google:gemini-2.5-flash').generate(REQUEST)).toMatchObject({ text: 'Hello there', stopReason: 'end', promptTokens: 9, outputTokens: 3 });
    expect(asked).toEqual(['https://generativelanguage.googleapis.com']);
    expect(server.requests[0]!.url).toBe('/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse');
    expect(server.requests[0]!.headers['x-goog-api-key']).toBe('key-0123456789');
    const { generationConfig } = JSON.parse(server.requests[0]!.body) as { generationConfig: { maxOutputTokens: number; stopSequences: string[] } };
    expect(generationConfig.maxOutputTokens).toBeGreaterThan(50);
    expect(generationConfig.stopSequences).toEqual(['END']);
  });
});

it.each(['anthropic:claude-sonnet-4-5', 'google:gemini-2.5-flash'])('asks nothing of %s without a key, also where the environment has one', async (text) => {
  vi.stubEnv('ANTHROPIC_API_KEY', 'from-the-environment');
  vi.stubEnv('GOOGLE_GENERATIVE_AI_API_KEY', 'from-the-environment');
  const without = createRemoteModel(parseRemoteReference(text) as ServerReference, { key: async () => undefined, price: undefined, fetch: led, log: quiet });
  await expect(without.generate(REQUEST)).rejects.toThrow('There is no key for');
  expect(server.requests).toEqual([]);
});
