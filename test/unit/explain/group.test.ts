import { describe, expect, it } from 'vitest';
import { groupByRule } from '../../../src/workers/explain/group.ts';

const found = (tool: string, rule: string, line: number, severity?: number, message = rule) => ({
  diagnostic: { tool, rule, message, line, column: 1, endLine: line, endColumn: 2 },
  ...(severity === undefined ? {} : { severity }),
});
const shown = (items: ReturnType<typeof found>[]) => groupByRule(items).map(({ tool, rule, items: own }) => `${tool} ${rule} ${own.map(({ diagnostic }) => diagnostic.line).join(',')}`);

describe('groupByRule', () => {
  it('puts the places of a rule together, the most frequent rule first', () => {
    expect(shown([found('ruff', 'F401', 1), found('ruff', 'T201', 9), found('ruff', 'T201', 3), found('ruff', 'E501', 2)])).toEqual(['ruff T201 9,3', 'ruff F401 1', 'ruff E501 2']);
  });

  it('puts errors before what is more frequent', () => {
    expect(shown([found('eslint', 'semi', 1, 1), found('eslint', 'semi', 2, 1), found('eslint', 'no-undef', 5, 0), found('eslint', 'hint', 6, 3)])).toEqual(['eslint no-undef 5', 'eslint semi 1,2', 'eslint hint 6']);
  });

  it('keeps the same rule of two tools apart', () => {
    expect(shown([found('ruff', 'E501', 1), found('flake8', 'E501', 1)])).toEqual(['ruff E501 1', 'flake8 E501 1']);
  });

  it('goes by the message where there is no rule, and puts that first', () => {
    expect(shown([found('ruff', 'F401', 1), found('ruff', 'F401', 2), found('ruff', '', 7, undefined, 'Expected )'), found('ruff', '', 8, undefined, 'Expected :')])).toEqual(['ruff  7', 'ruff  8', 'ruff F401 1,2']);
  });

  it('has nothing to say of nothing', () => {
    expect(groupByRule([])).toEqual([]);
  });
});
