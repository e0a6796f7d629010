import { describe, expect, it } from 'vitest';
import { diagnosticsAt, type EditorDiagnostic, findDiagnostic, isReference, referenceTo, ruleOf, titleOf, toDiagnostic } from '../../../src/editor/diagnostics.ts';

function diagnostic(start: [number, number], end: [number, number], more: Partial<EditorDiagnostic> = {}): EditorDiagnostic {
  return {
    message: 'Unexpected var.',
    source: 'eslint',
    code: 'no-var',
    range: { start: { line: start[0], character: start[1] }, end: { line: end[0], character: end[1] } },
    ...more,
  };
}

describe('diagnostics', () => {
  it('count from 1 for the workers', () => {
    expect(toDiagnostic(diagnostic([2, 4], [2, 7], { source: 'Ruff', code: 'F401' }))).toEqual({
      tool: 'ruff',
      rule: 'F401',
      message: 'Unexpected var.',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 8,
    });
  });

  it('know rules as names, numbers and links, and do without', () => {
    expect(ruleOf({ code: 2304 })).toBe('2304');
    expect(ruleOf({ code: { value: 'no-var', target: {} as never } })).toBe('no-var');
    expect(ruleOf({ code: undefined })).toBe('');
    expect(titleOf(diagnostic([0, 0], [0, 1], { source: 'ts', code: 2304 }))).toBe('ts 2304');
    expect(titleOf(diagnostic([0, 0], [0, 1], { code: undefined }))).toBe('eslint');
    expect(titleOf(diagnostic([0, 0], [0, 1], { code: undefined, source: undefined }))).toBe('this problem');
  });

  it('are found at a position, the narrowest first, at their ends too, and on the line only if asked', () => {
    const wide = diagnostic([1, 0], [3, 0]);
    const narrow = diagnostic([2, 4], [2, 7]);
    const all = [wide, narrow];
    expect(diagnosticsAt(all, { line: 2, character: 5 })).toEqual([narrow, wide]);
    expect(diagnosticsAt(all, { line: 2, character: 7 })).toEqual([narrow, wide]);
    expect(diagnosticsAt(all, { line: 2, character: 8 })).toEqual([wide]);
    expect(diagnosticsAt([narrow], { line: 2, character: 20 })).toEqual([]);
    expect(diagnosticsAt([narrow], { line: 2, character: 20 }, true)).toEqual([narrow]);
  });

  it('are found again by reference after lines have moved, and not when they are gone', () => {
    const [first, second] = [diagnostic([1, 0], [1, 3]), diagnostic([9, 0], [9, 3])];
    const reference = referenceTo('file:///a%20b/c.js', diagnostic([8, 0], [8, 3]));
    expect(findDiagnostic([first, second], reference)).toBe(second);
    expect(findDiagnostic([diagnostic([8, 0], [8, 3], { message: 'Another one.' })], reference)).toBeUndefined();
    expect(findDiagnostic([], reference)).toBeUndefined();
  });

  it('are not looked for by what is no reference', () => {
    const reference = referenceTo('file:///a.js', diagnostic([0, 0], [0, 1]));
    expect(isReference(JSON.parse(JSON.stringify(reference)))).toBe(true);
    for (const other of [undefined, null, 'file:///a.js', {}, { ...reference, start: [0] }, { ...reference, start: [-1, 0] }, { ...reference, rule: 3 }]) {
      expect(isReference(other)).toBe(false);
    }
  });
});

it('what this extension itself lists as problems is not there to be explained', () => {
  const [own, other] = [diagnostic([1, 0], [1, 9], { source: 'Journeyman', code: 'ticket-kind' }), diagnostic([1, 4], [1, 9])];
  expect(diagnosticsAt([own, other], { line: 1, character: 5 })).toEqual([other]);
  expect(diagnosticsAt([own], { line: 1, character: 5 }, true)).toEqual([]);
});
