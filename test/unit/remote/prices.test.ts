import { expect, it } from 'vitest';
import { priceOf } from '../../../src/remote/prices.ts';
import { parseRemoteReference } from '../../../src/remote/reference.ts';

const price = (text: string, own = {}) => priceOf(parseRemoteReference(text), own);

it('is the user’s own before all others', async () => {
  const own = { 'gpt-4.1-mini': { input: 7, output: 8 }, m: { input: 1, output: 2 } };
  expect(await price('openai:https://api.openai.com/v1#gpt-4.1-mini', own)).toEqual({ input: 7, output: 8 });
  expect(await price('openai:http://localhost:8080/v1#m', own)).toEqual({ input: 1, output: 2 });
});

it('is the table’s for the provider’s own address', async () => {
  expect(await price('openai:https://api.openai.com/v1#gpt-4.1-mini')).toEqual({ input: 0.4, output: 1.6 });
  expect(await price('anthropic:claude-sonnet-4-5')).toEqual({ input: 3, output: 15 });
  expect(await price('google:gemini-2.5-flash')).toEqual({ input: 0.3, output: 2.5 });
  expect(await price('openai:https://api.groq.com/openai/v1#openai/gpt-oss-20b')).toBeDefined();
});

it('is not known of other servers, other models and the editor’s', async () => {
  expect(await price('openai:https://gateway.example/v1#gpt-4.1-mini')).toBeUndefined();
  expect(await price('anthropic:claude-of-next-year')).toBeUndefined();
  expect(await price('openai:https://api.openai.com/v1#constructor')).toBeUndefined();
  expect(await price('editor:copilot/gpt-4.1')).toBeUndefined();
});

it('is nothing for a model on this machine', async () => {
  expect(await price('openai:http://127.0.0.1:8080/v1#m')).toEqual({ input: 0, output: 0 });
});
