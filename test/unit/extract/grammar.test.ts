import { describe, expect, it } from 'vitest';
import { listGrammar, optionsGrammar } from '../../../src/workers/custom/kinds/extract/grammar.ts';

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

describe('the grammar of a list', () => {
  it('has lines of the choices, or says that there is none', () => {
    expect(listGrammar(['a@b.c', 'd@e.f'])).toBe('line ::= " " ("a@b.c" | "d@e.f") "\\n"\nroot ::= (" -\\n" | line ("-" line)*) "\\n"');
  });

  it('is left out where there are too many', () => {
    expect(listGrammar(Array.from({ length: 100 }, (_, index) => `${index}`))).toBeUndefined();
  });
});
