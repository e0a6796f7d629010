import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import { mended } from '../../../../src/workers/custom/kinds/start/prose.ts';
import { readJson } from '../../../../src/workers/custom/kinds/start/read-json.ts';
import { grouped, statementsOf } from '../../../../src/workers/custom/kinds/start/statements.ts';

describe('what JSON states', () => {
  it('is a line for each value or list of plain values', () => {
    expect(statementsOf({ name: 'x', tags: ['a', 'b'], owners: [{ id: 1, admin: true }, { id: 2 }], none: null, empty: {} })).toEqual([
      { path: 'name', value: 'x' },
      { path: 'tags', value: 'a, b' },
      { path: 'owners.id', value: '1' },
      { path: 'owners.admin', value: 'yes' },
      { path: 'owners.id', value: '2' },
      { path: 'none', value: 'none' },
      { path: 'empty', value: 'none' },
    ]);
  });

  it('is told in groups that leave nothing out', () => {
    const statements = statementsOf(Array.from({ length: 25 }, (_, index) => ({ [`key${index}`]: 'v'.repeat(index * 10) })));
    const groups = grouped(statements, 300, 5);
    expect(groups.flat()).toEqual(statements);
    expect(Math.max(...groups.map(({ length }) => length))).toBe(5);
  });

  it('may be one value a line; anything else is refused', () => {
    expect(readJson('{"a": 1}\n{"a": 2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(() => readJson('{"a": 1}\nnot json')).toThrow(UserError);
  });
});

describe('prose about statements', () => {
  const statements = statementsOf({ name: 'express', version: '4.18.2', homepage: 'https://expressjs.com/', license: 'MIT' });

  it('loses sentences that invent, and gets one for each statement that is left out', () => {
    expect(mended('The package express has version 4.18.2. It had 500 downloads. Its home is https://expressjs.com/.', false, statements, ['numbers', 'links'])).toEqual({
      text: 'The package express has version 4.18.2. Its home is https://expressjs.com/. `license` is MIT.',
      byCode: 2,
    });
  });

  it('stands by code alone where the model says nothing', () => {
    expect(mended('', false, statements, [])).toEqual({ text: '`name` is express. `version` is 4.18.2. `homepage` is <https://expressjs.com/>. `license` is MIT.', byCode: 4 });
  });
});
