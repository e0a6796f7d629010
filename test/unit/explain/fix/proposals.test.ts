import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostic.ts';
import { applyLineEdits } from '../../../../src/core/line-edits.ts';
import type { Syntax } from '../../../../src/core/syntax.ts';
import { proposalsFor } from '../../../../src/workers/explain/fix/proposals.ts';

/** The diagnostic on the first place of `piece`. */
function at(source: string, piece: string, message: string): Diagnostic {
  const start = source.indexOf(piece);
  const before = source.slice(0, start).split('\n');
  const line = before.length;
  const column = before.at(-1)!.length + 1;
  return { tool: 'ruff', rule: 'X1', message, line, column, endLine: line, endColumn: column + piece.length };
}
/** A grammar that takes the whole source for one piece of that kind and finds names by their letters. */
const whole = (kind: string): Syntax => ({
  around: async (source) => [{ start: 0, end: source.trimEnd().length, kind }],
  uses: async (source, _language, name, from, to) => Array.from(source.slice(from, to).matchAll(new RegExp(`(?<!["\\w])${name}\\b`, 'g')), ({ index }) => ({ start: from + index, end: from + index + name.length })),
  errors: async () => 0,
});
const proposed = async (source: string, piece: string, message: string, syntax?: Syntax) => (await proposalsFor(source, 'python', at(source, piece, message), syntax)).map((edits) => applyLineEdits(source, edits));

describe('what the message says', () => {
  it('is put in the place of what is there', async () => {
    expect(await proposed('x: string | null = null\n', 'null = null', 'Use `undefined` instead of `null`.')).toEqual(['x: string | undefined = null\n']);
    expect(await proposed('a = s.charCodeAt(i)\n', 'charCodeAt', 'Prefer `String#codePointAt()` over `String#charCodeAt()`.')).toEqual(['a = s.codePointAt(i)\n']);
    expect(await proposed('if (pr.find(f)) {}\n', 'find', 'Prefer `.some(…)` over `.find(…)`.')).toEqual(['if (pr.some(f)) {}\n']);
    expect(await proposed('a != b\n', 'a != b', 'Expected \'!==\' and instead saw \'!=\'.')).toEqual(['a !== b\n']);
    expect(await proposed('echo | egrep -q x\n', 'egrep', 'egrep is non-standard and deprecated. Use grep -E instead.')).toEqual(['echo | grep -E -q x\n']);
    expect(await proposed('h = {k: v for k, v in headers}\n', '{k: v for k, v in headers}', 'Unnecessary use of a comprehension, use dict(headers) instead.')).toEqual(['h = dict(headers)\n']);
  });

  it('keeps what the message leaves out', async () => {
    expect(await proposed('assert dict(headers) == {}\n', 'dict(headers) == {}', '"dict(...) == {}" can be simplified to "not dict(...)", if it is a sequence')).toEqual(['assert not dict(headers)\n']);
  });

  it('is left where it does not stand, is part of a longer name, or is only hinted at', async () => {
    expect(await proposed('nullable = 1\n', 'nullable', 'Use `undefined` instead of `null`.')).toEqual([]);
    expect(await proposed('x = 1\n', 'x', 'Prefer `TypeError` exception for invalid type')).toEqual([]);
    expect(await proposed('x = f(a)\n', 'f(a)', 'Use f(...) instead.')).toEqual([]);
  });
});

describe('another name', () => {
  it('is given in the whole function', async () => {
    expect(await proposed('def f(Response):\n    return Response\n', 'Response', 'Argument name `Response` should be lowercase', whole('function_definition'))).toEqual(['def f(response):\n    return response\n']);
    expect(await proposed('def f():\n    myHTTPName = 1\n', 'myHTTPName', 'Variable `myHTTPName` in function should be lowercase', whole('function_definition'))).toEqual(['def f():\n    my_http_name = 1\n']);
  });

  it('is given in the file where the message names it, also in the text that repeats it', async () => {
    expect(await proposed('T = TypeVar("T")\nx: T\n', 'T = TypeVar("T")', '"T" is covariant, use "T_co" instead', whole('assignment'))).toEqual(['T_co = TypeVar("T_co")\nx: T_co\n']);
  });

  it('is not given where it is taken, outside a function, or to what a test framework hands over', async () => {
    const message = 'Argument name `A` should be lowercase';
    expect(await proposed('def f(A, a): pass\n', 'A', message, whole('function_definition'))).toEqual([]);
    expect(await proposed('A = 1\n', 'A', message, whole('assignment'))).toEqual([]);
    expect(await proposed('def test_f(A): pass\n', 'A', message, whole('function_definition'))).toEqual([]);
    expect(await proposed('def f(A): pass\n', 'A', message)).toEqual([]);
  });
});

describe('what is superfluous', () => {
  it('goes with its line, if it is an import or a jump', async () => {
    expect(await proposed('import os  # noqa\n', 'import os', 'Unused import os', whole('import_statement'))).toEqual(['']);
    expect(await proposed('x = call()\n', 'x', 'Unused variable x', whole('expression_statement'))).toEqual([]);
    expect(await proposed('import os\n', 'import os', 'Imports are not sorted', whole('import_statement'))).toEqual([]);
  });
});
