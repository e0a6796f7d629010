import { describe, expect, it } from 'vitest';
import type { Syntax, SyntaxPiece } from '../../../../src/core/syntax.ts';
import { offsetAt, piecesFor, withPiece } from '../../../../src/workers/explain/fix/piece.ts';

const source = 'def add(a):\r\n    if a:\r\n        return (1 +\r\n                2)\r\n\r\n    return a\r\n';
const at = (line: number, column: number, endLine = line, endColumn = column + 1) => ({ tool: 'ruff', rule: 'X1', message: '', line, column, endLine, endColumn });
/** A grammar that knows these pieces, given by their texts. */
const knowing = (...texts: [text: string, body?: string][]): Syntax => ({
  around: async (source) => texts.map(([text, body]): SyntaxPiece => ({ start: source.indexOf(text), end: source.indexOf(text) + text.length, kind: 'x', ...(body === undefined ? {} : { body: source.indexOf(body) }) })),
  uses: async () => undefined,
  errors: async () => 0,
});

describe('piecesFor', () => {
  it('gives the enclosing statements without their indentation, the smallest first', async () => {
    const [small, large] = await piecesFor(source, 'python', at(3, 16), knowing(['return (1 +\r\n                2)'], [source.slice(source.indexOf('if'), source.indexOf('\r\n\r\n'))]));
    expect(small!.text).toBe('return (1 +\n        2)');
    expect(large!.text).toBe('if a:\n    return (1 +\n            2)');
  });

  it('leaves text that stands further left where it is', async () => {
    const text = 'x = """a\nleft\n    b"""';
    const [piece] = await piecesFor(`    ${text}\n`, 'python', at(1, 5), knowing([text]));
    expect(piece!.text).toBe(text);
    expect(withPiece(`    ${text}\n`, piece!, text.replace('x', 'y'))).toBe(`    ${text.replace('x', 'y')}\n`);
  });

  it('gives the beginning of a definition that is too long', async () => {
    const body = Array.from({ length: 60 }, (_, index) => `    a${index} = ${index}`).join('\n');
    const long = `def f(list):\n${body}`;
    const [piece, ...others] = await piecesFor(`${long}\n`, 'python', at(1, 7), knowing([long, '    a0']));
    expect(piece!.text.split('\n')[0]).toBe('def f(list):');
    expect(piece!.text.split('\n').length).toBeLessThan(20);
    expect(others).toEqual([]);
  });

  it('gives the reported lines where there is no grammar, or it fails', async () => {
    expect((await piecesFor(source, 'cobol', at(3, 9, 4, 18), undefined)).map(({ text }) => text)).toEqual(['return (1 +\n        2)']);
    const failing: Syntax = { around: () => Promise.reject(new Error('no file')), uses: async () => undefined, errors: async () => undefined };
    expect((await piecesFor(source, 'python', at(6, 5), failing))[0]!.text).toBe('return a');
  });

  it('gives none of minified code', async () => {
    const minified = `${'a();'.repeat(2000)}\n`;
    expect(await piecesFor(minified, 'javascript', at(1, 1), knowing([minified.trim()]))).toEqual([]);
    expect(await piecesFor(minified, 'cobol', at(1, 1), undefined)).toEqual([]);
  });

  it('bears with a place outside the source', async () => {
    expect(offsetAt(source, 99, 1)).toBe(source.length);
    expect((await piecesFor('', 'python', at(1, 1), undefined))[0]!.text).toBe('');
  });
});

describe('withPiece', () => {
  it('puts a new text in with the indentation and line ends of the source', async () => {
    const [piece] = await piecesFor(source, 'python', at(3, 16), knowing(['return (1 +\r\n                2)']));
    expect(withPiece(source, piece!, 'total = 3\n\nreturn total')).toBe('def add(a):\r\n    if a:\r\n        total = 3\r\n\r\n        return total\r\n\r\n    return a\r\n');
    expect(withPiece(source, piece!, piece!.text)).toBe(source);
  });
});
