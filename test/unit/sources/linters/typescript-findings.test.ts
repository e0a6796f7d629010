import { describe, expect, it } from 'vitest';
import { placesIn, type TypescriptFix, typescriptFindings, worthwhileFixes } from '../../../../src/sources/linters/typescript-findings.ts';

const fix = (name: string, text: string, title = name): TypescriptFix => ({ name, title, changes: [{ start: 0, end: 0, text }] });
const titles = (fixes: TypescriptFix[]) => worthwhileFixes(fixes).map(({ title }) => title);

describe('worthwhileFixes', () => {
  it('keeps TypeScript\'s order, but tries what declares something or renames what is unused last', () => {
    expect(titles([fix('fixMissingMember', 'a: string;'), fix('unusedIdentifier', '_a', 'prefix'), fix('import', 'import { a } from "./a";'), fix('spelling', 'ab')])).toEqual([
      'import',
      'spelling',
      'prefix',
      'fixMissingMember',
    ]);
    expect(titles([fix('unusedIdentifier', '', 'remove'), fix('unusedIdentifier', '_a', 'prefix')])).toEqual(['remove', 'prefix']);
  });

  it('has none that only silences the compiler', () => {
    const silencing = [
      fix('disableJsDiagnostics', '// @ts-ignore\n'),
      fix('anything', '// @ts-expect-error\n'),
      fix('addConvertToUnknownForNonOverlappingTypes', 'a as unknown'),
      fix('fixMissingMember', '[x: string]: any;\n'),
      fix('inferFromUsage', 'x: any'),
      fix('strictClassInitialization', 'side!: number;'),
    ];
    expect(titles(silencing)).toEqual([]);
    expect(titles([fix('strictClassInitialization', 'side: number | undefined;'), fix('inferFromUsage', 'x: number')])).toHaveLength(2);
  });

  it('has none that makes up a body which throws when it runs', () => {
    expect(titles([fix('fixClassIncorrectlyImplementsInterface', 'area(): number {\n  throw new Error("Method not implemented.");\n}')])).toEqual([]);
    expect(titles([fix('fixMissingFunctionDeclaration', 'function f() {\n  throw new Error(\'Function not implemented.\');\n}')])).toEqual([]);
    expect(titles([fix('fixClassIncorrectlyImplementsInterface', 'name: string;')])).toHaveLength(1);
  });
});

describe('placesIn', () => {
  it('counts lines with any line end and columns in UTF-16 units, from 1', () => {
    const source = 'a𝒳b\r\nc\rd\n';
    const place = placesIn(source);
    expect([0, 3, source.indexOf('c'), source.indexOf('d'), source.length].map(place)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 4 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
    expect(placesIn('')(0)).toEqual({ line: 1, column: 1 });
  });
});

describe('typescriptFindings', () => {
  const found = { code: 2304, syntax: false, message: 'Cannot find name \'b\'.', start: 4, length: 1, fixes: [] };

  it('names the code, and gives syntax errors an empty rule', () => {
    const [semantic, syntax] = typescriptFindings('a = b;', { findings: [found, { ...found, code: 1005, syntax: true }] });
    expect(semantic!.diagnostic).toEqual({ tool: 'ts', rule: '2304', message: found.message, line: 1, column: 5, endLine: 1, endColumn: 6 });
    expect(syntax!.diagnostic.rule).toBe('');
  });

  it('reckons with a byte order mark that TypeScript did not see', () => {
    const fixes = [{ name: 'spelling', title: 'Change spelling to \'c\'', changes: [{ start: 4, end: 5, text: 'c' }] }];
    const [marked] = typescriptFindings('\uFEFFa = b;\r\n', { findings: [{ ...found, fixes }] });
    expect(marked!.diagnostic).toMatchObject({ line: 1, column: 5 });
    expect(marked!.fixes).toEqual([{ title: 'Change spelling to \'c\'', edits: [{ startLine: 1, endLine: 1, newText: '\uFEFFa = c;\r\n' }] }]);
  });

  it('drops a fix that does not fit the source', () => {
    const fixes = [{ name: 'spelling', title: 'x', changes: [{ start: 40, end: 50, text: 'c' }] }];
    expect(typescriptFindings('a = b;', { findings: [{ ...found, fixes }] })[0]!.fixes).toEqual([]);
  });
});
