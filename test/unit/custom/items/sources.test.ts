import { describe, expect, it } from 'vitest';
import { ITEM_READERS } from '../../../../src/workers/custom/definition.ts';
import { readItems } from '../../../../src/workers/custom/items/read-items.ts';

const read = (reader: (typeof ITEM_READERS)[number], text: string, language?: string, path?: string) => readItems(reader, { text, language, path }).map((item) => [item.firstLine, item.lastLine, item.text]);

describe('comments', () => {
  it('are found by the language, not within strings, with author, issue and further lines', () => {
    const source = ['const s = "// TODO: no"; // TODO(ann): tidy #12', 'const r = /["\'`]/; // FIXME: later', '/**', ' * HACK: works', ' * around ABC-7.', ' *', ' * other', ' */', 'let t = `', '// TODO: no', '`;', '// see the TODO list', 'a(); // code, TODO: split', '// @todo rename'].join('\n');
    expect(readItems('comments', { text: source, language: 'typescript' }).map(({ firstLine, lastLine, text, about }) => [firstLine, lastLine, text, about])).toEqual([
      [1, 1, 'TODO: tidy #12', { tag: 'TODO', author: 'ann', issue: '#12' }],
      [2, 2, 'FIXME: later', { tag: 'FIXME' }],
      [4, 5, 'HACK: works\naround ABC-7.', { tag: 'HACK', issue: 'ABC-7' }],
      [13, 13, 'TODO: split', { tag: 'TODO' }],
      [14, 14, 'TODO: rename', { tag: 'TODO' }],
    ]);
  });

  it.each([
    ['a.py', "x = '''\n# TODO: no\n'''\n# TODO: yes"],
    ['a.rs', "fn f<'a>(c: &'a str) { let q = '\"'; } // TODO: yes"],
    ['a.sql', "select 'it''s -- TODO: no' -- TODO: yes"],
    ['a.sh', 'echo "${x#TODO: no}" # TODO: yes'],
    ['a.html', '<p># TODO: no</p><!-- TODO: yes -->'],
    ['a.lua', '--[[ TODO: yes ]]'],
  ])('%s', (path, source) => expect(read('comments', source, undefined, path).map(([, , text]) => text)).toEqual(['TODO: yes']));
});

describe('csv', () => {
  it('names the values by the header, whatever parts them, and knows the lines of quoted ones', () => {
    expect(read('csv', 'name;note\nAnn;"two\nlines"\n\nBob;ok\n')).toEqual([[2, 3, 'name: Ann\nnote: two\nlines'], [5, 5, 'name: Bob\nnote: ok']]);
  });
  it('takes a table of numbers for one without a header, and a quote that is never closed for a sign', () => {
    expect(read('csv', '1,2\n3,4')).toEqual([[1, 1, 'column 1: 1\ncolumn 2: 2'], [2, 2, 'column 1: 3\ncolumn 2: 4']]);
    expect(read('csv', 'name,size\n"5" pipe,3\nrod,"4').map(([line]) => line)).toEqual([2, 3]);
  });
});

describe('json', () => {
  it('takes the elements of an array, of the list in an object, and of JSON lines, with their lines', () => {
    expect(read('json', '[\n  {"id": 1, "a": "x"},\n  2\n]')).toEqual([[2, 2, 'id: 1\na: x'], [3, 3, '2']]);
    expect(read('json', '{"total": 2, "data": {"items": [\n{"a": "],["},\n{"a": null, "b": [1]}]}}')).toEqual([[2, 2, 'a: ],['], [3, 3, 'b: [1]']]);
    expect(read('json', '{"a":1}\n\n{"a":2}\n')).toEqual([[1, 1, 'a: 1'], [3, 3, 'a: 2']]);
    expect(read('json', '{"a":1}')).toEqual([[1, 1, 'a: 1']]);
  });
  it('says where it is none', () => expect(() => read('json', '{"a": }')).toThrow(/not JSON/));
});

describe('every reader', () => {
  it.each(ITEM_READERS)('%s says that an empty input is empty', (reader) => expect(() => read(reader, '\uFEFF \r\n\0')).toThrow(/empty/));
  it.each(ITEM_READERS)('%s stands a line of a megabyte, and signs that could not be decoded', (reader) => {
    const text = `${'ab,"[{(/*#: '.repeat(90_000)}\n\ufffd\ufffd\n`;
    const items = (() => {
      try {
        return readItems(reader, { text });
      } catch (error) {
        return error instanceof Error ? error.name : '';
      }
    })();
    expect(Array.isArray(items) ? items.every(({ firstLine, lastLine }) => firstLine >= 1 && lastLine >= firstLine) : items === 'UserError').toBe(true);
  });
  it('counts lines from where the selection begins', () => expect(readItems('lines', { text: 'a\nb', firstLine: 10 }).map(({ firstLine }) => firstLine)).toEqual([10, 11]));
});
