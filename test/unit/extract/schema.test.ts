import { describe, expect, it } from 'vitest';
import { readSchema, schemaOf } from '../../../src/workers/custom/kinds/extract/field.ts';
import { schemaProblem } from '../../../src/workers/custom/output-schema.ts';

const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ type: 'object', properties, ...more });

describe('schemaProblem', () => {
  it.each<[string, Record<string, unknown>, (string | number)[], string]>([
    ['no object', { type: 'array' }, [], 'the JSON Schema of an object'],
    ['a value without a type', object({ a: {} }), ['properties', 'a'], 'type is missing'],
    ['two types', object({ a: { type: ['string', 'number'] } }), ['properties', 'a', 'type'], 'one type'],
    ['an unknown type', object({ a: { type: 'date' } }), ['properties', 'a', 'type'], 'type is one of'],
    ['an unknown format', object({ a: { type: 'string', format: 'colour' } }), ['properties', 'a', 'format'], 'format is one of'],
    ['an array of nothing', object({ a: { type: 'array' } }), ['properties', 'a'], 'needs items'],
    ['deep inside', object({ a: { type: 'array', items: object({ b: { not: {} } }) } }), ['properties', 'a', 'items', 'properties', 'b', 'not'], 'cannot be filled'],
    ['real alternatives', object({ a: { anyOf: [{ type: 'string' }, { type: 'number' }] } }), ['properties', 'a', 'anyOf'], 'a value or null'],
    ['a reference elsewhere', object({ a: { $ref: 'https://example.com/schema.json' } }), ['properties', 'a', '$ref'], '"#/$defs/NAME"'],
    ['a circle', object({ a: { $ref: '#/$defs/a' } }, { $defs: { a: object({ b: { $ref: '#/$defs/a' } }) } }), [], 'circle'],
    ['a required value that is none', object({ a: { type: 'string' } }, { required: ['b'] }), ['required', 0], 'There is no property "b"'],
    ['a pattern that takes for ever', object({ a: { type: 'string', pattern: '^(a+)+$' } }), ['properties', 'a', 'pattern'], 'for ever'],
    ['a pattern that looks back', object({ a: { type: 'string', pattern: '(a)\\1' } }), ['properties', 'a', 'pattern'], 'for ever'],
    ['a pattern that is none', object({ a: { type: 'string', pattern: '(' } }), ['properties', 'a', 'pattern'], 'no regular expression'],
    ['far too much', object(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, { type: 'string' }]))), ['properties', 'p199'], 'more than 200 fields'],
  ])('names %s, and where', (_, schema, path, message) => {
    const problem = schemaProblem(schema);
    expect(problem?.message).toContain(message);
    if (message !== 'circle') expect(problem?.path).toEqual(path);
  });

  it('finds nothing wrong where all can be filled', () => {
    const schema = object(
      { id: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' }, day: { type: ['string', 'null'], format: 'date' }, kind: { enum: ['a', 'b', null] }, at: { $ref: '#/$defs/place' }, tags: { type: 'array', items: { type: 'string' } }, sum: { anyOf: [{ type: 'number' }, { type: 'null' }] } },
      { $defs: { place: object({ city: { type: 'string' } }) }, required: ['id'] },
    );
    expect(schemaProblem(schema)).toBeUndefined();
  });
});

describe('the schema that is compiled', () => {
  it('has nothing of the file but what is known', () => {
    const read = readSchema({ type: 'object', $id: 'https://example.com/x', $schema: 'https://example.com/meta', properties: { a: { type: 'string', default: 'x', 'x-code': 'process.exit()' } }, required: ['a'] });
    expect('field' in read && schemaOf(read.field)).toEqual({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false });
  });
});
