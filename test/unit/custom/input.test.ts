import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { CUSTOM_INPUT_SCHEMA, customInput } from '../../../src/workers/custom/input.ts';

it.each([
  ['a text', 'x', true],
  ['a text with its place', { text: 'x', path: 'a.log', language: 'log', firstLine: 7 }, true],
  ['the last line that there may be', { text: '', firstLine: 1_000_000_000 }, true],
  ['a line that no number is exact for', { text: 'x', firstLine: 1398555613709169408 }, false],
  ['line 0', { text: 'x', firstLine: 0 }, false],
  ['no text', { path: 'a.log' }, false],
  ['more than is known', { text: 'x', more: 1 }, false],
  ['null', null, false],
])('an input of a worker and its JSON Schema agree on %s', (_, input, valid) => {
  expect([customInput.safeParse(input).success, new Ajv().validate(CUSTOM_INPUT_SCHEMA, input)]).toEqual([valid, valid]);
});
