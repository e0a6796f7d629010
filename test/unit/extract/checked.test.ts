import { describe, expect, it } from 'vitest';
import { check, merge } from '../../../src/workers/custom/kinds/extract/checked.ts';
import { type ObjectField, readSchema } from '../../../src/workers/custom/kinds/extract/field.ts';
import { createFinish } from '../../../src/workers/custom/kinds/extract/result.ts';
import { sourceText } from '../../../src/workers/custom/kinds/extract/source-text.ts';

const field = (properties: Record<string, unknown>, required = Object.keys(properties)): ObjectField => {
  const read = readSchema({ type: 'object', properties, required });
  if ('issue' in read) throw new Error(read.issue.message);
  return read.field;
};
const text = (nullable = true) => ({ type: nullable ? ['string', 'null'] : 'string' });
const fill = (schema: ObjectField, given: unknown, source: string, firstLine = 1) => {
  const { values, places, rejected } = createFinish(schema)(check(schema, given, sourceText(source, firstLine)));
  return { values, places, rejected };
};

describe('checking values against the text', () => {
  it('takes the text\'s own spelling, whatever the white space, quotes and letter case, and says where it stands', () => {
    const schema = field({ name: text(), day: { type: 'string', format: 'date' }, total: { type: 'number' } });
    expect(fill(schema, { name: 'acme "handels" ag', day: '2024-03-12', total: 1234.5 }, 'Von:  Acme\n  „Handels“ AG\nam 12. März 2024: 1.234,50 €', 10)).toEqual({
      values: { name: 'Acme „Handels“ AG', day: '2024-03-12', total: 1234.5 },
      places: [{ path: '/name', line: 10, column: 7 }, { path: '/day', line: 12, column: 4 }, { path: '/total', line: 12, column: 19 }],
      rejected: [],
    });
  });

  it('rejects what does not stand there, with the value and the reason', () => {
    const schema = field({ name: text(), total: { type: ['number', 'null'] }, day: { type: ['string', 'null'], format: 'date' }, tags: { type: 'array', items: { type: 'string' } } });
    expect(fill(schema, { name: 'Umbrella Corp', total: 99, day: '2024-03-13', tags: ['red', 'green'] }, 'Acme, 12.03.2024, 1999, red')).toEqual({
      values: { name: null, total: null, day: null, tags: ['red'] },
      places: [{ path: '/tags/0', line: 1, column: 25 }],
      rejected: ['/name', '/total', '/day', '/tags'].map((path) => expect.objectContaining({ path, why: 'It does not stand in the text.' })),
    });
  });

  it('is unsure of what it has rejected, however sure the model was', () => {
    const schema = field({ name: text() });
    const sure = (name: string) => createFinish(schema)(check(schema, { name }, sourceText('Acme', 1), { '/name': 0.99 })).probability;
    expect(sure('Acme')).toBeCloseTo(0.99);
    expect(sure('Umbrella Corp')).toBeCloseTo(0.5);
  });

  it('does not find a word inside another', () => {
    expect(fill(field({ name: text() }), { name: 'art' }, 'a smart start').values).toEqual({ name: null });
  });

  it('looks for the values of a row behind each other, and drops a row that is repeated', () => {
    const schema = field({ items: { type: 'array', items: { type: 'object', properties: { what: { type: 'string' }, amount: { type: 'number' } }, required: ['what', 'amount'] } } });
    const rows = [{ what: 'Tea', amount: '4.50' }, { what: 'Cake', amount: '4.50' }, { what: 'Cake', amount: '4.50' }, { what: 'Jam', amount: 'free' }];
    const { values, places, rejected } = fill(schema, { items: rows }, 'Tea 4.50\nCake 4.50\nJam');
    expect(values).toEqual({ items: [{ what: 'Tea', amount: 4.5 }, { what: 'Cake', amount: 4.5 }] });
    expect(places.filter(({ path }) => path.endsWith('amount')).map(({ line }) => line)).toEqual([1, 2]);
    expect(rejected.map(({ why }) => why)).toContain('It is there already.');
    expect(rejected.map(({ value }) => value)).toContain('free');
  });

  it('does not take a number for part of a text where it is another value of the row', () => {
    const schema = field({ items: { type: 'array', items: { type: 'object', properties: { what: { type: 'string' }, price: { type: ['number', 'null'] } }, required: ['what', 'price'] } } });
    const rows = [{ what: 'Paint, 10 l @ 1,549.76', price: '1,549.76' }, { what: 'Screws M8: $12', price: 12 }, { what: 'Beans 1 kg', price: 1 }, { what: 'Room @ 7', price: null }];
    const source = '9 x Paint, 10 l @ 1,549.76\nScrews M8: $12\nBeans 1 kg\nRoom @ 7';
    expect(fill(schema, { items: rows }, source).values).toEqual({ items: [{ what: 'Paint, 10 l', price: 1549.76 }, { what: 'Screws M8', price: 12 }, { what: 'Beans 1 kg', price: 1 }, { what: 'Room @ 7', price: null }] });
  });

  it('keeps to the limits of the schema', () => {
    const schema = field({ id: { type: ['string', 'null'], pattern: '^RE-\\d+$' }, share: { type: ['number', 'null'], maximum: 1 } });
    const { values, rejected } = fill(schema, { id: '4711', share: 5 }, '4711 5');
    expect(values).toEqual({ id: null, share: null });
    expect(rejected.map(({ path }) => path)).toEqual(['/id', '/share']);
  });

  it('has an empty text where a required one knows no null, and says what else is missing', () => {
    const schema = field({ name: text(false), total: { type: 'number' } });
    const finish = createFinish(schema);
    const { values } = finish(check(schema, {}, sourceText('nothing', 1)));
    expect(values).toEqual({ name: '' });
    expect(finish.problems(values)).toEqual({ missing: ['/total was not found.'], wrong: [] });
  });

  it.each([null, [], 'text', 7, { items: 'x', total: {} }, { total: [1], seller: 'x' }, { __proto__: { total: 1 } }])('makes something valid of the answer %j', (given) => {
    const schema = field({ total: { type: ['number', 'null'] }, seller: { type: 'object', properties: { name: text() }, required: ['name'] }, items: { type: 'array', items: { type: 'string' } } });
    const finish = createFinish(schema);
    expect(finish.problems(finish(check(schema, given, sourceText('text 7', 1))).values)).toEqual({ missing: [], wrong: [] });
  });
});

describe('merging windows', () => {
  const schema = field({ name: text(), items: { type: 'array', items: { type: 'string' } } });
  const part = (given: unknown, source: string, line: number, probability: number) => check(schema, given, sourceText(source, line), { '/name': probability });
  const whole = (...parts: ReturnType<typeof check>[]) => createFinish(schema)(parts.reduce(merge)).values;

  it('puts lists together, but what both windows saw once', () => {
    const first = part({ items: ['a1', 'b2'] }, 'a1\nb2', 1, 1);
    const second = part({ items: ['b2', 'c3', 'a1'] }, 'b2\nc3\na1', 2, 1);
    expect(whole(first, second)).toMatchObject({ items: ['a1', 'b2', 'c3', 'a1'] });
  });

  it('takes the surer one of single values, or else the first, and whatever there is', () => {
    expect(whole(part({ name: 'one' }, 'one', 1, 0.5), part({ name: 'two' }, 'two', 2, 0.9))).toMatchObject({ name: 'two' });
    expect(whole(part({ name: 'one' }, 'one', 1, 0.9), part({ name: 'two' }, 'two', 2, 0.92))).toMatchObject({ name: 'one' });
    expect(whole(part({}, 'one', 1, 1), part({ name: 'two' }, 'two', 2, 0.2))).toMatchObject({ name: 'two' });
  });
});
