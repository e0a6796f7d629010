import { describe, expect, it } from 'vitest';
import { type ObjectField, readSchema } from '../../../src/workers/custom/kinds/extract/field.ts';
import { askedOf, pointerOf } from '../../../src/workers/custom/kinds/extract/leaves.ts';
import { structuredIn } from '../../../src/workers/custom/kinds/extract/structured.ts';

const text = { type: ['string', 'null'] };
const MANIFEST = {
  name: text,
  version: text,
  dependencies: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' }, version: text }, required: ['name', 'version'] } },
};
const field = (properties: Record<string, unknown>): ObjectField => {
  const read = readSchema({ type: 'object', properties });
  if ('issue' in read) throw new Error(read.issue.message);
  return read.field;
};
/** What code reads of each value, by its name. */
const values = (source: string, properties: Record<string, unknown> = MANIFEST) => {
  const schema = field(properties);
  const structured = structuredIn(source, schema);
  if (!structured) return undefined;
  const { leaves, lists } = askedOf(schema);
  return Object.fromEntries([...leaves, ...lists].map((asked) => [asked.label, structured.get(pointerOf(asked.path))]));
};

describe('a document that is data', () => {
  it('in JSON gives its values, and a table of names as rows', () => {
    expect(values('{ "name": "x", "version": "1.0", "devDependencies": { "no": "1" }, "dependencies": { "a": "^1", "b": "2" } }')).toEqual({ name: 'x', version: '1.0', dependencies: [{ name: 'a', version: '^1' }, { name: 'b', version: '2' }] });
  });

  it('in TOML gives them from the table that has them', () => {
    const source = '# a crate\n[package]\nname = "x"\nversion = "0.1.0"\n\n[dependencies]\nserde = { version = "1.0", features = ["derive"] }\nlog = "0.4"\nown = { path = "../own" }\n';
    expect(values(source)).toEqual({ name: 'x', version: '0.1.0', dependencies: [{ name: 'serde', version: '1.0' }, { name: 'log', version: '0.4' }, { name: 'own' }] });
  });

  it('has no list that it does not name, where it names most of what is asked for', () => {
    expect(values('{ "name": "x", "version": "1.0", "devDependencies": { "a": "1" } }')).toMatchObject({ dependencies: null });
    expect(values('{ "id": 7, "packages": ["a"] }')).toMatchObject({ name: undefined, dependencies: undefined });
  });

  it('leaves to the model what has two meanings, or another form than is asked for', () => {
    expect(values('{ "buyer": { "name": "A" }, "seller": { "name": "B" } }')).toMatchObject({ name: undefined });
    expect(values('{ "name": { "first": "A" }, "version": "1", "dependencies": ["a>=1"] }')).toEqual({ name: undefined, version: '1', dependencies: undefined });
  });

  it('has names that are written otherwise, and values inside others', () => {
    const properties = { orderNo: { type: 'string' }, customer: { type: 'object', properties: { city: text } }, tags: { type: 'array', items: { type: 'string' } }, lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' }, qty: { type: 'number' } } } } };
    const source = JSON.stringify({ data: { order_no: 'A1', customer: { city: 'Lund' }, tags: ['x', 'y'], lines: [{ SKU: '1', qty: 2, note: 'n' }] } });
    expect(values(source, properties)).toEqual({ orderNo: 'A1', 'customer.city': 'Lund', tags: ['x', 'y'], lines: [{ sku: '1', qty: 2 }] });
  });

  it.each([['prose', 'The name = thing is new.\nSecond line.'], ['a mail', 'Subject: x\nFrom: a@b.c\n\nHello'], ['broken JSON', '{ "name": "x", '], ['a list', '["a"]'], ['broken TOML', '[package]\nname = x y'], ['nothing', '']])('is not %s', (_, source) => {
    expect(values(source)).toBeUndefined();
  });

  it('with hostile names is data like any other', () => {
    expect(values('{ "__proto__": { "name": "evil" }, "constructor": "x", "version": "1" }')).toMatchObject({ version: '1' });
  });
});
