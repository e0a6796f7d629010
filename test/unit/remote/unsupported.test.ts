import { expect, it } from 'vitest';
import { unsupportedIn, without } from '../../../src/remote/unsupported.ts';

const none = new Set<string>();

it.each([
  ["Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", 'max_tokens'],
  ["Unsupported value: 'temperature' does not support 0 with this model.", 'temperature'],
  ['`top_logprobs` is not supported', 'top_logprobs'],
  ['body.seed: Extra inputs are not permitted', 'seed'],
  ['The model does not support the stop parameter', 'stop'],
  ['The temperature outside is pleasant', undefined],
  ['Unsupported image', undefined],
  ['messages: stopwords are not supported', undefined],
])('finds what a server does not take in %j', (said, name) => {
  expect(unsupportedIn(JSON.stringify({ error: { message: said } }), none)).toBe(name);
});

it('does not find the same twice', () => {
  expect(unsupportedIn('temperature is not supported', new Set(['temperature']))).toBeUndefined();
});

it('leaves them out of a request, the limit of length under its newer name', () => {
  const body = JSON.stringify({ model: 'm', max_tokens: 9, temperature: 0, logprobs: true, top_logprobs: 1 });
  expect(JSON.parse(without(body, new Set(['max_tokens', 'logprobs'])))).toEqual({ model: 'm', temperature: 0, max_completion_tokens: 9 });
  expect(without(body, none)).toBe(body);
});
