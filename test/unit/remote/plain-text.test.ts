import { expect, it } from 'vitest';
import { messageIn, plainText } from '../../../src/remote/plain-text.ts';

const key = 'sk-proj-abcdefghijklmnop';

it('shows no part of the key that tells something', () => {
  expect(plainText(`Incorrect key ${key}!`, key)).toBe('Incorrect key …!');
  expect(plainText('Incorrect key sk-proj-****mnop, sk-pr', key)).toBe('Incorrect key … mnop, sk-pr');
  expect(plainText('ends klmnop', key)).toBe('ends …');
});

it('is one short line without markup, control characters and links', () => {
  expect(plainText('<b>No</b>\r\n\u001b[31m[click](https://evil.example/x) `it`\u202e', undefined)).toBe('No 31m click (… it');
  expect(plainText('word '.repeat(5_000), undefined).length).toBeLessThanOrEqual(200);
});

it('finds the message where servers write it', () => {
  expect(['{"error":{"message":"a"}}', '{"error":"b"}', '{"message":"c"}', '{"detail":"d"}', '{"error":{"message":{"x":1}}}', '<html>', '[]', 'null'].map((body) => messageIn(body, key))).toEqual(['a', 'b', 'c', 'd', '', '', '', '']);
});
