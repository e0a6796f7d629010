import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import { clangTidy } from '../../../../src/sources/linters/clang-tidy.ts';
import { golangciDescription } from '../../../../src/sources/linters/golangci-lint.ts';
import { goVet, vetDescription } from '../../../../src/sources/linters/go-vet.ts';
import { hadolintFindings } from '../../../../src/sources/linters/hadolint.ts';
import { mypyDescription, mypyFindings } from '../../../../src/sources/linters/mypy.ts';
import { pyright } from '../../../../src/sources/linters/pyright.ts';
import { rustLint } from '../../../../src/sources/linters/rustc.ts';
import { staticcheck, staticcheckDescription } from '../../../../src/sources/linters/staticcheck.ts';

const signal = new AbortController().signal;
const target = { file: 'a', source: '', language: '' };

describe('mypy', () => {
  const source = 'x: int = "a"\ny = x.\\\n  nope\n';
  const printed = (stdout: string, code = 1, stderr = '') => ({ code, stdout, stderr });

  it('has the findings of its file, with the end after the last character, and no notes', () => {
    const found = mypyFindings('/p/a b.py', source, printed([
      '/p/other.py:1:1:1:2: error: Name "z" is not defined  [name-defined]',
      '/p/a b.py:1:10:1:12: error: Incompatible types in assignment (expression has type "str", variable has type "int")  [assignment]',
      '/p/a b.py:1:10:1:12: note: See the documentation',
      '/p/a b.py:2:5:3:6: error: "int" has no attribute "nope"  [attr-defined]',
    ].join('\r\n')));
    expect(found.map(({ diagnostic: { rule, line, column, endLine, endColumn } }) => [rule, line, column, endLine, endColumn])).toEqual([['assignment', 1, 10, 1, 13], ['attr-defined', 2, 5, 3, 7]]);
    expect(found[1]!.diagnostic.message).toBe('"int" has no attribute "nope"');
  });

  it('names what it cannot parse by an empty rule', () => {
    expect(mypyFindings('/p/a.py', 'def (', printed('/p/a.py:1:5:1:5: error: Invalid syntax  [syntax]\n', 2)).map(({ diagnostic }) => diagnostic.rule)).toEqual(['']);
  });

  it('gives no verdict on a file when it stopped at another one, or at its configuration', () => {
    expect(() => mypyFindings('/p/a.py', source, printed('/p/other.py:1:5:1:5: error: Invalid syntax  [syntax]\n', 2))).toThrow(/other\.py.*Invalid syntax/);
    expect(() => mypyFindings('/p/a.py', source, printed('', 2, 'mypy: error: Invalid error code(s): nope\n'))).toThrow(UserError);
  });

  it('finds the description of a code however its source is laid out', () => {
    const text = [
      'class ErrorCode:\n    def __init__(self, code: str) -> None: ...',
      'A: Final = ErrorCode("attr-defined", "Check that attribute exists", "General")',
      'B: Final[ErrorCode] = ErrorCode(\n    "union-attr",\n    "Check that \\"attribute\\" "\n    "exists in each item",\n    "General",\n)',
      'C = ErrorCode(\'it\', \'Isn\\\'t it\', \'General\')',
    ].join('\n');
    expect(['attr-defined', 'union-attr', 'it', 'nope'].map((code) => mypyDescription(text, code))).toEqual(['Check that attribute exists', 'Check that "attribute" exists in each item', 'Isn\'t it', undefined]);
    expect(mypyDescription('', 'misc')).toBeUndefined();
  });
});

describe('Pyright', () => {
  it('has a text in our words for the rules it knows, and a link for the others', async () => {
    const known = await pyright.documentation(target, 'reportMissingModuleSource', signal);
    expect(known!.text).toMatch(/^Reports an import .*\n\n## Why\n\n.*may fail when it runs/);
    expect(known!.url).toBe('https://github.com/microsoft/pyright/blob/main/docs/configuration.md#reportMissingModuleSource');
    expect(await pyright.documentation(target, 'reportSomethingNew', signal)).toEqual({ text: '', url: expect.stringContaining('#reportSomethingNew') as string, version: null });
    expect(await pyright.documentation(target, 'constructor', signal)).toBeUndefined();
  });
});

describe('hadolint', () => {
  it('reaches to the end of the line and names what it cannot parse by an empty rule', () => {
    const run = { code: 0, stderr: '', stdout: JSON.stringify([{ code: 'DL3006', column: 1, file: '-', level: 'warning', line: 1, message: 'Always tag' }, { code: 'DL1000', column: 2, file: '-', level: 'error', line: 2, message: 'unexpected' }]) };
    expect(hadolintFindings('FROM ä𝒳\nRUN', run).map(({ diagnostic: { rule, column, endColumn } }) => [rule, column, endColumn])).toEqual([['DL3006', 1, 9], ['', 2, 4]]);
  });
});

describe('rustc', () => {
  it('finds a lint in its table', () => {
    const table = 'Lint checks provided by rustc:\n\n      name  default  meaning\n      ----  -------  -------\n   unused-variables  warn     detect variables\r\n   warnings  all lints that are set to issue warnings\n';
    expect(rustLint(table, 'unused_variables')).toEqual({ level: 'warn', text: 'detect variables' });
    expect([rustLint(table, 'warnings'), rustLint(table, 'meaning'), rustLint('', 'x')]).toEqual([undefined, undefined, undefined]);
  });
});

describe('tools for Go', () => {
  it('reads what go vet says of an analyzer, without its options', () => {
    expect(vetDescription('printf: check consistency of formats\n\nAnalyzer flags:\n\n  -printf.funcs value\n    \tcomma-separated list\n\nThe check applies\nto known functions.\n')).toBe('Check consistency of formats.\n\nThe check applies\nto known functions.');
    expect(vetDescription('bools: check for common mistakes\n\n')).toBe('Check for common mistakes.');
    expect(vetDescription('')).toBeUndefined();
  });

  it('takes the tool\'s name for the rule where the language server writes it so', () => {
    expect([goVet.ruleName('default', 'printf'), goVet.ruleName('copylocks', 'go-vet'), staticcheck.ruleName('default', 'sa4006'), staticcheck.ruleName('ST1005', 'staticcheck')]).toEqual(['printf', 'copylocks', 'SA4006', 'ST1005']);
  });

  it('reads what Staticcheck says of a check, and its page', () => {
    expect(staticcheckDescription('Incorrectly formatted error string\n\nError strings follow guidelines\nof their own.\n\nAvailable since\n    2019.1, non-default\n\nOnline documentation\n    https://staticcheck.io/docs/checks#ST1005\n')).toEqual({
      text: 'Incorrectly formatted error string.\n\nError strings follow guidelines\nof their own.',
      url: 'https://staticcheck.io/docs/checks#ST1005',
    });
  });

  it('reads both forms of golangci-lint\'s list', () => {
    const lines = 'Enabled by default linters:\n\nerrcheck: checks for unchecked errors [fast: false, auto-fix: false]\ngovet (vet, vetshadow): examines source [fast: false]\n\nDisabled by default linters:\ndeadcode [deprecated]: finds unused code\nwsl: adds empty lines [fast, auto-fix]\n';
    expect(['errcheck', 'govet', 'deadcode', 'wsl', 'nope'].map((name) => golangciDescription(lines, name))).toEqual(['checks for unchecked errors', 'examines source', 'finds unused code', 'adds empty lines', undefined]);
    expect(golangciDescription(JSON.stringify([{ name: 'errcheck', description: 'Checks for unchecked errors.', fast: false }]), 'errcheck')).toBe('Checks for unchecked errors.');
  });
});

describe('clang-tidy', () => {
  it('links to the page of a check and of a compiler\'s warning', async () => {
    const urls = await Promise.all(['bugprone-argument-comment,cert-x1', 'clang-analyzer-core.NullDereference', 'clang-diagnostic-unused-variable', '-Wshadow'].map(async (rule) => (await clangTidy.documentation(target, clangTidy.ruleName(rule), signal))?.url));
    expect(urls).toEqual([
      'https://clang.llvm.org/extra/clang-tidy/checks/bugprone/argument-comment.html',
      'https://clang.llvm.org/extra/clang-tidy/checks/clang-analyzer/core.NullDereference.html',
      'https://clang.llvm.org/docs/DiagnosticsReference.html#wunused-variable',
      'https://clang.llvm.org/docs/DiagnosticsReference.html#wshadow',
    ]);
    expect(await clangTidy.documentation(target, 'undeclared_var_use', signal)).toBeUndefined();
  });
});
