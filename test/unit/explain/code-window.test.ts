import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { codeWindow, windowText } from '../../../src/workers/explain/code-window.ts';

const at = (line: number, column = 1, endColumn = column + 1, endLine = line): Diagnostic => ({ tool: 't', rule: 'r', message: 'm', line, column, endLine, endColumn });
const source = ['import os', '', 'def first():', '    return 1', '', 'def second(a):', '    if a:', '        print(a)', '        return a', '    return None', '', 'def third():', '    pass', ''].join('\n');

describe('codeWindow', () => {
  it('shows the enclosing block and marks the reported line', () => {
    expect(windowText(codeWindow(source, at(8, 9)).lines)).toBe(['   if a:', '>>     print(a)', '       return a'].join('\n'));
  });

  it('shows the body where a head is reported', () => {
    expect(windowText(codeWindow(source, at(6, 5, 11)).lines)).toBe(['>> def second(a):', '       if a:', '           print(a)', '           return a', '       return None'].join('\n'));
  });

  it('gives the reported piece where it is one', () => {
    expect(codeWindow(source, at(6, 5, 11)).reported).toBe('second');
    expect(codeWindow(source, at(6, 1, 3, 9)).reported).toBe('');
  });

  it('keeps the head and the lines nearest to a place deep in a long block', () => {
    const long = ['function f() {', ...Array.from({ length: 200 }, (_, i) => `\tstep${i}();`), '}'].join('\r\n');
    const { lines } = codeWindow(long, at(150), 9);
    expect(lines).toHaveLength(9);
    expect(lines[0]!.text).toBe('function f() {');
    expect(lines.find(({ marked }) => marked)!.text).toBe('\tstep148();');
    expect(lines.every(({ text }) => !text.includes('\r'))).toBe(true);
  });

  it('cuts a long line around the reported column', () => {
    const minified = `${'a();'.repeat(4000)}here();${'b();'.repeat(4000)}`;
    const { lines, reported } = codeWindow(minified, at(1, 16001, 16005));
    expect(reported).toBe('here');
    expect(lines[0]!.text).toContain('here()');
    expect(lines[0]!.text.length).toBeLessThan(150);
  });

  it('bears an empty source, a last line and a place past the end', () => {
    expect(codeWindow('', at(1)).lines).toEqual([{ text: '', marked: true, distance: 0 }]);
    expect(windowText(codeWindow('a\nb', at(2, 9, 12)).lines)).toContain('>> b');
    expect(windowText(codeWindow('a\nb', at(1, 1, 1, 99)).lines)).toContain('>> a');
  });
});
