import { describe, expect, it } from 'vitest';
import { findingsAt } from '../../../src/cli/findings.ts';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { UserError } from '../../../src/core/errors.ts';

const finding = (rule: string, line: number, column: number, endLine = line, endColumn = column + 4): Diagnostic => ({ tool: 'eslint', rule, message: rule, line, column, endLine, endColumn });
const rules = (findings: Diagnostic[], line: number, column?: number) => findingsAt(findings, { file: 'ü.js', line, column }).map(({ rule }) => rule);

describe('findingsAt', () => {
  const findings = [finding('late', 3, 30), finding('early', 3, 5), finding('other', 9, 1)];

  it('takes the first of the line without a column', () => {
    expect(rules(findings, 3)).toEqual(['early', 'late']);
  });

  it('takes the nearest to the column, one around it first', () => {
    expect(rules(findings, 3, 29)).toEqual(['late', 'early']);
    expect(rules(findings, 3, 10)).toEqual(['early', 'late']);
    expect(rules([finding('whole', 3, 1, 8, 2), finding('word', 3, 20)], 3, 22)[0]).toBe('whole');
  });

  it('takes what covers the line where nothing starts on it, the shortest first', () => {
    expect(rules([finding('function', 1, 1, 20, 1), finding('block', 4, 1, 7, 1)], 5)).toEqual(['block', 'function']);
  });

  it('names the lines that have findings', () => {
    const find = () => findingsAt(findings, { file: 'ü.js', line: 4 });
    expect(find).toThrow(UserError);
    expect(find).toThrow('The linter reports nothing on line 4 of ü.js. It reports something on lines 3, 9. Name one of these.');
  });

  it('says that there is nothing at all', () => {
    expect(() => findingsAt([], { file: 'ü.js', line: 4 })).toThrow('The linter reports nothing in ü.js.');
  });
});
