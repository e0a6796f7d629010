import { describe, expect, it } from 'vitest';
import { optionsGrammar, rowsGrammar } from '../../../src/workers/custom/kinds/extract/grammar.ts';

describe('the grammar of a choice', () => {
  it('says once what the choices begin with alike', () => {
    expect(optionsGrammar(['12,50', '12', '37,50', '12,75'])).toBe('root ::= " " ("12" ("," ("50" | "75"))? | "37,50" | "-") "\\n"');
  });

  it('takes quotes, backslashes and line breaks of a text as letters', () => {
    expect(optionsGrammar(['a "b"\\c\nd'])).toBe('root ::= " " ("a \\"b\\"\\\\c d" | "-") "\\n"');
  });

  it('is left out where there are too many', () => {
    expect(optionsGrammar(Array.from({ length: 100 }, (_, index) => `${index}`))).toBeUndefined();
  });
});

it('writes rows in the order of the columns', () => {
  const column = (label: string, kind: 'string' | 'number' | 'boolean') => ({ label, path: [label], required: true, field: { kind, nullable: true, description: '', limits: {} } });
  expect(rowsGrammar([column('what', 'string'), column('price', 'number'), column('paid', 'boolean')], [undefined, ['4,50'], undefined]).split('\n')).toEqual([
    'root ::= " none\\n" | " " row ("- " row)*',
    'row ::= cell0 " | " cell1 " | " cell2 "\\n"',
    expect.stringMatching(/^cell0 ::= \[\^ \|\\n\]/),
    'cell1 ::= "4,50" | "-"',
    'cell2 ::= "yes" | "no" | "-"',
  ]);
});
