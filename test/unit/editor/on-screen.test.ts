import { describe, expect, it } from 'vitest';
import type { EditorDiagnostic } from '../../../src/editor/diagnostics.ts';
import { nearestFirst, type Page, sightingKey } from '../../../src/editor/on-screen.ts';

const at = (line: number, message = `line ${line}`, severity = 1): EditorDiagnostic & { severity: number } => ({ message, source: 'eslint', code: 'rule', severity, range: { start: { line, character: 4 }, end: { line, character: 7 } } });
const pageOf = (text: string, uri = 'file:///a.ts'): Page => {
  const all = text.split('\n');
  return { uri, lineCount: all.length, lines: (first, last) => all.slice(first, last + 1).join('\n') };
};
const view = (diagnostics: ReturnType<typeof at>[], overrides = {}) => ({ active: true, cursorLine: 50, visible: [{ start: 30, end: 70 }], diagnostics, ...overrides });
const messages = (...views: ReturnType<typeof view>[]) => nearestFirst(views).map(({ diagnostic }) => diagnostic.message);

describe('the diagnostics on screen', () => {
  it('are those within the visible lines, nearest to the cursor first, and then the others', () => {
    expect(messages(view([at(10), at(30), at(48), at(51), at(70), at(72)]))).toEqual(['line 51', 'line 48', 'line 30', 'line 70', 'line 72', 'line 10']);
  });

  it('are those between folded parts too, and that reach into the screen', () => {
    const long = { ...at(5, 'long'), range: { start: { line: 5, character: 0 }, end: { line: 35, character: 0 } } };
    expect(messages(view([long, at(65), at(50)], { visible: [{ start: 30, end: 40 }, { start: 60, end: 70 }] }))).toEqual(['line 65', 'long', 'line 50']);
  });

  it('are those of the active editor first, and no hints', () => {
    expect(messages(view([at(50, 'beside'), at(90)], { active: false }), view([at(31), at(50, 'a hint', 3), at(20)]))).toEqual(['line 31', 'beside', 'line 20', 'line 90']);
  });

  it('go by their rules where they are not in view, the nearest rule first', () => {
    const of = (rule: string, line: number) => ({ ...at(line, `${rule} ${line}`), code: rule });
    expect(messages(view([of('a', 10), of('b', 85), of('a', 20), of('b', 1)]))).toEqual(['a 20', 'a 10', 'b 85', 'b 1']);
  });
});

describe('the key of a diagnostic', () => {
  const code = 'function f() {\n    bad();\n    good();\n}\n';

  it('stays the same when the code moves, and when something far away changes', () => {
    const key = sightingKey(pageOf(code), at(1, 'm'));
    expect(sightingKey(pageOf(`// new\n\n${code}`), at(3, 'm'))).toBe(key);
    expect(sightingKey(pageOf(`${code}${'\nother();'.repeat(300)}`), at(1, 'm'))).toBe(key);
    expect(sightingKey(pageOf(`${'other();\n'.repeat(300)}${code}`), at(301, 'm'))).toBe(key);
  });

  it('is another one for other code around it, another message, place or file', () => {
    const keys = [
      sightingKey(pageOf(code), at(1, 'm')),
      sightingKey(pageOf(code.replace('good', 'better')), at(1, 'm')),
      sightingKey(pageOf(code.replace(' f(', ' g(')), at(1, 'm')),
      sightingKey(pageOf(code), at(1, 'n')),
      sightingKey(pageOf(code), at(2, 'm')),
      sightingKey(pageOf(code, 'file:///b.ts'), at(1, 'm')),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is there for a diagnostic beyond the end of the file', () => {
    expect(sightingKey(pageOf(''), at(400))).toEqual(expect.any(String));
  });
});
