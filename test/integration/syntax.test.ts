import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../scripts/build.ts';
import type { Syntax } from '../../src/core/syntax.ts';
import { createTreeSitter } from '../../src/sources/syntax/tree-sitter.ts';

// The real grammars, from where the build puts them.
let syntax: Syntax;
beforeAll(async () => {
  await ensureBuilt();
  syntax = createTreeSitter({ folder: join(root, 'dist', 'syntax') });
});

async function around(source: string, language: string, place: string): Promise<string[] | undefined> {
  const start = source.indexOf(place);
  return (await syntax.around(source, language, start, start + place.length))?.map((piece) => source.slice(piece.start, piece.end));
}

describe('the grammars', () => {
  it('know the statements around a place, the smallest first, in UTF-16', async () => {
    const python = 'class A:\n    @x\n    def f(self):\n        with open("é𝒳") as f:\n            pass\n';
    expect(await around(python, 'python', 'pass')).toEqual(['pass', 'with open("é𝒳") as f:\n            pass', python.slice(python.indexOf('@x'), -1), python.slice(0, -1)]);
    expect(await around('if (a) { b(c => { d(); }); }', 'javascript', 'd')).toEqual(['d();', 'b(c => { d(); });', 'if (a) { b(c => { d(); }); }']);
    expect(await around('switch (a) { case 1: let b; }', 'typescript', 'let b')).toEqual(['let b;', 'switch (a) { case 1: let b; }']);
    expect(await around('const a = <p>{b}</p>;', 'typescriptreact', 'b')).toEqual(['const a = <p>{b}</p>;']);
    expect(await around('for f in *; do\n  cat "$f" | grep x\ndone\n', 'shellscript', '$f')).toEqual(['cat "$f" | grep x', 'for f in *; do\n  cat "$f" | grep x\ndone']);
    expect(await around('if [ a ]; then b; fi\n', 'shellscript', '[ a')).toEqual(['if [ a ]; then b; fi']);
    expect(await around('@media x { b { color: red } }', 'css', 'red')).toEqual(['color: red', 'b { color: red }', '@media x { b { color: red } }']);
  });

  it('tell where a body begins', async () => {
    const source = 'export function f(a) {\n  return a;\n}\n';
    expect(await syntax.around(source, 'javascript', source.indexOf('a)'), source.indexOf('a)') + 1)).toEqual([{ start: 0, end: source.length - 1, kind: 'export_statement', body: source.indexOf('{') }]);
  });

  it('find the uses of a variable, not members and named arguments of its name', async () => {
    const source = 'def f(size):\n    g(size=size)\n    return self.size + size\n';
    const uses = await syntax.uses(source, 'python', 'size', 0, source.length);
    expect(uses?.map(({ start }) => source.slice(start - 1, start + 5))).toEqual(['(size)', '=size)', ' size\n']);
    // Renaming it here would rename a property as well.
    expect(await syntax.uses('const { a } = b; a();', 'javascript', 'a', 0, 30)).toBeUndefined();
  });

  it('count what cannot be read, and know nothing of other languages', async () => {
    expect([await syntax.errors('def (:\n', 'python'), await syntax.errors('x = 1\n', 'python'), await syntax.errors('', 'css')]).toEqual([1, 0, 0]);
    expect([await syntax.errors('x', 'cobol'), await syntax.around('x', 'toString', 0, 1)]).toEqual([undefined, undefined]);
    expect(await syntax.errors('x'.repeat(1_000_001), 'python')).toBeUndefined();
  });
});
