import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import { applyLineEdits } from '../../../../src/core/line-edits.ts';
import { eslintDocumentation, eslintFindings } from '../../../../src/sources/linters/eslint.ts';
import { pylintDescription, pylintFindings } from '../../../../src/sources/linters/pylint.ts';
import { ruffFindings } from '../../../../src/sources/linters/ruff.ts';
import { shellcheckFindings } from '../../../../src/sources/linters/shellcheck.ts';

const printed = (json: unknown) => ({ code: 1, stdout: JSON.stringify(json), stderr: '' });

describe('what Ruff prints', () => {
  // As Ruff 0.17 printed it: columns count characters, and 𝒳 is one.
  const source = 'import os\nx = 1\nprint("ä𝒳", x == None)\n';
  const none = {
    code: 'E711',
    message: 'Comparison to `None` should be `cond is None`',
    location: { row: 3, column: 18 },
    end_location: { row: 3, column: 22 },
    fix: { applicability: 'unsafe', edits: [{ content: 'x is None', location: { row: 3, column: 13 }, end_location: { row: 3, column: 22 } }], message: 'Replace' },
    filename: '/a b/é.py',
  };

  it('gives columns in UTF-16 and a fix of whole lines', () => {
    const [found] = ruffFindings(source, printed([none]));
    expect(found!.diagnostic).toEqual({ tool: 'ruff', rule: 'E711', message: none.message, line: 3, column: 19, endLine: 3, endColumn: 23 });
    expect(found!.fixes[0]?.edits).toEqual([{ startLine: 3, endLine: 3, newText: 'print("ä𝒳", x is None)\n' }]);
  });

  it('reads a deletion up to the start of the next line, also with CRLF', () => {
    const unused = { ...none, code: 'F401', location: { row: 1, column: 8 }, end_location: { row: 1, column: 10 }, fix: { applicability: 'safe', edits: [{ content: '', location: { row: 1, column: 1 }, end_location: { row: 2, column: 1 } }] } };
    const windows = source.replaceAll('\n', '\r\n');
    const [found] = ruffFindings(windows, printed([unused]));
    expect(applyLineEdits(windows, found!.fixes[0]!.edits)).toBe('x = 1\r\nprint("ä𝒳", x == None)\r\n');
  });

  it('has no rule for a syntax error, and names the others in full', () => {
    const syntax = { ...none, code: 'invalid-syntax', fix: null };
    const named = { ...none, url: 'https://docs.astral.sh/ruff/rules/none-comparison' };
    const found = ruffFindings(source, printed([named, syntax, { ...syntax, code: null, url: null }]));
    expect(found.map(({ diagnostic, name }) => [diagnostic.rule, name])).toEqual([['E711', 'none-comparison'], ['', undefined], ['', undefined]]);
  });

  it('has the fixes that Ruff would only show too', () => {
    const [found] = ruffFindings(source, printed([{ ...none, fix: { ...none.fix, applicability: 'display' } }]));
    expect(found!.fixes).toEqual([{ title: 'Replace', edits: [{ startLine: 3, endLine: 3, newText: 'print("ä𝒳", x is None)\n' }] }]);
  });

  it('says what went wrong where there is no JSON', () => {
    expect(() => ruffFindings(source, { code: 2, stdout: '', stderr: 'ruff failed\n  Cause: Failed to parse /p/ruff.toml\n' })).toThrow(UserError);
    expect(() => ruffFindings(source, { code: 2, stdout: '', stderr: 'ruff failed\n  Cause: Failed to parse /p/ruff.toml\n' })).toThrow('Failed to parse /p/ruff.toml');
    expect(() => ruffFindings(source, printed({ not: 'a list' }))).toThrow(UserError);
    expect(ruffFindings('', printed([]))).toEqual([]);
  });
});

describe('what Pylint prints', () => {
  const source = 'import os\nx = 1\nprint("ä𝒳", x == None); y = "ä𝒳" if x == None else 2\n';
  // As Pylint 4.1 printed it: columns count bytes of UTF-8 from 0.
  const comparison = { type: 'convention', symbol: 'singleton-comparison', message: 'Comparison \'x == None\' should be \'x is None\'', line: 3, column: 16, endLine: 3, endColumn: 25 };

  it('gives columns in UTF-16 from 1', () => {
    const [found] = pylintFindings(source, printed([comparison]));
    expect(found!.diagnostic).toMatchObject({ rule: 'singleton-comparison', line: 3, column: 14, endLine: 3, endColumn: 23 });
    expect(source.split('\n')[2]!.slice(13, 22)).toBe('x == None');
  });

  it('makes up for a missing end and names a syntax error by an empty rule', () => {
    const [docstring, syntax] = pylintFindings(source, printed([
      { symbol: 'missing-module-docstring', message: 'Missing module docstring', line: 1, column: 0, endLine: null, endColumn: null },
      { symbol: 'syntax-error', message: 'Parsing failed', line: 2, column: 5 },
    ]));
    expect(docstring!.diagnostic).toMatchObject({ line: 1, column: 1, endLine: 1, endColumn: 2 });
    expect(syntax!.diagnostic.rule).toBe('');
  });

  it('says what went wrong where there is no JSON', () => {
    expect(() => pylintFindings(source, { code: 32, stdout: 'usage: pylint [options]', stderr: '' })).toThrow(UserError);
  });

  it('gives the description of a message without its title and its checker', () => {
    const help = ':unused-import (W0611): *Unused %s*\n  Used when an imported module or variable is not used. This message belongs to\n  the variables checker.\n\n';
    expect(pylintDescription(help)).toBe('Reported when an imported module or variable is not used.');
    expect(pylintDescription('No such message id or symbol \'nope\'.\n')).toBeUndefined();
    expect(pylintDescription('')).toBeUndefined();
  });
});

describe('what ShellCheck prints', () => {
  const source = '#!/bin/sh\ncat $1 | grep "ä𝒳" $2; echo `ls`\n\tcat $3\n';
  // As ShellCheck 0.9 printed it: columns count characters, a tab is one.
  const unquoted = {
    file: '-', line: 2, endLine: 2, column: 20, endColumn: 22, level: 'info', code: 2086, message: 'Double quote to prevent globbing and word splitting.',
    fix: { replacements: [
      { column: 20, endColumn: 20, endLine: 2, insertionPoint: 'afterEnd', line: 2, precedence: 7, replacement: '"' },
      { column: 22, endColumn: 22, endLine: 2, insertionPoint: 'beforeStart', line: 2, precedence: 7, replacement: '"' },
    ] },
  };

  it('gives columns in UTF-16 and a fix of whole lines', () => {
    const [found] = shellcheckFindings(source, printed({ comments: [unquoted] }));
    expect(found!.diagnostic).toMatchObject({ rule: 'SC2086', line: 2, column: 21, endColumn: 23 });
    expect(found!.fixes[0]?.edits).toEqual([{ startLine: 2, endLine: 2, newText: 'cat $1 | grep "ä𝒳" "$2"; echo `ls`\n' }]);
  });

  it('names what it cannot parse by an empty rule', () => {
    const found = shellcheckFindings(source, printed({ comments: [{ ...unquoted, code: 1073, fix: null }, { ...unquoted, code: 1072, fix: null }] }));
    expect(found.map(({ diagnostic, fixes }) => [diagnostic.rule, fixes])).toEqual([['', []], ['', []]]);
  });

  it('says what went wrong where there is no JSON', () => {
    expect(() => shellcheckFindings(source, { code: 3, stdout: '', stderr: 'unrecognized option `--nonsense\'' })).toThrow('unrecognized option');
  });
});

describe('what ESLint answers', () => {
  const message = { ruleId: 'prefer-const', message: '\'x\' is never reassigned. Use \'const\' instead.', line: 1, column: 5, endLine: 1, endColumn: 6, fix: { range: [0, 9] as [number, number], text: 'const x = 1' } };

  it('turns offsets into lines, a byte order mark and CRLF included', () => {
    const fixOf = (source: string) => {
      const [found] = eslintFindings(source, [{ ...message, fix: { range: [0, 3], text: 'const' } }]);
      return applyLineEdits(source, found!.fixes[0]!.edits);
    };
    expect(fixOf('let x = 1;\r\nuse(x);\r\n')).toBe('const x = 1;\r\nuse(x);\r\n');
    expect(fixOf('\uFEFFlet x = 1;\n')).toBe('\uFEFFconst x = 1;\n');
  });

  it('keeps what cannot be parsed as an empty rule and drops remarks about files', () => {
    const found = eslintFindings('let', [
      { ruleId: null, fatal: true, message: 'Parsing error: Unexpected token', line: 1, column: 4 },
      { ruleId: null, fatal: false, message: 'File ignored because of a matching ignore pattern.', line: 1, column: 1 },
    ]);
    expect(found.map(({ diagnostic }) => [diagnostic.rule, diagnostic.endLine, diagnostic.endColumn])).toEqual([['', 1, 5]]);
  });

  it('gives the description and the messages of a rule', () => {
    expect(eslintDocumentation({ description: 'Require symbol descriptions', url: 'https://eslint.org/docs/latest/rules/symbol-description', messages: ['Expected Symbol to have a description.'] }, '9.39.0')).toEqual({
      text: 'Require symbol descriptions\n\n## Messages\n\n- Expected Symbol to have a description.',
      url: 'https://eslint.org/docs/latest/rules/symbol-description',
      version: '9.39.0',
    });
    expect(eslintDocumentation(undefined, '1')).toBeUndefined();
    expect(eslintDocumentation({ messages: [] }, null)).toBeUndefined();
  });
});
