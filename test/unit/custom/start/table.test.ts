import { describe, expect, it } from 'vitest';
import { readJsonAsWritten } from '../../../../src/workers/custom/kinds/start/read-json.ts';
import { tablesOf } from '../../../../src/workers/custom/kinds/start/table.ts';

describe('JSON as tables', () => {
  it('has a row for each object of an array, and columns for all their members', () => {
    expect(tablesOf([{ id: 1, name: 'a', owner: { login: 'x' } }, { id: 2, tags: ['p', 'q'], note: null }])).toBe(`| id | name | owner.login | tags | note |
| ---: | --- | --- | --- | --- |
| 1 | a | x |  |  |
| 2 |  |  | p, q |  |
`);
  });

  it('has a row for each member of an object, and tables of their own for lists of objects', () => {
    expect(tablesOf({ total: 2, data: [{ id: 1 }], none: {} })).toBe('| key | value |\n| --- | --- |\n| total | 2 |\n| none | {} |\n\n# data\n\n| id |\n| ---: |\n| 1 |\n');
    expect(tablesOf([1, 'a', null])).toBe('| value |\n| --- |\n| 1 |\n| a |\n|  |\n');
    expect(tablesOf([])).toBe('Nothing.\n');
  });

  it('have numbers as they are written, also inside what stays JSON', () => {
    const text = '[{"id": 12345678901234567890, "price": 10.10, "far": 1e3, "all": [1.50, 2], "deep": [{"n": 0.10}]}, {"id": 7, "price": 3}]';
    expect(tablesOf(readJsonAsWritten(text))).toBe('| id | price | far | all | deep |\n| ---: | ---: | ---: | --- | --- |\n| 12345678901234567890 | 10.10 | 1e3 | 1.50, 2 | \\[{"n":0.10}\\] |\n| 7 | 3 |  |  |  |\n');
  });

  it('lose no member whose name another one has with dots', () => {
    expect(tablesOf({ 'a.b': 1, 'a': { b: 2 } })).toBe('| key | value |\n| --- | ---: |\n| a.b | 1 |\n| a.b (2) | 2 |\n');
  });

  it('lets no value break out of its cell or become markup', () => {
    expect(tablesOf([{ a: 'x | y\n| z', b: '<img src=x onerror=alert(1)> [a](javascript:b) `c`' }])).toBe('| a | b |\n| --- | --- |\n| x \\| y \\| z | \\<img src=x onerror=alert(1)\\> \\[a\\](javascript:b) \\`c\\` |\n');
  });
});
