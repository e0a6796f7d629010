import { describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import { type Reach, silencedName, suppression } from '../../../src/workers/explain/suppressions.ts';

interface Case {
  tool: string;
  rule: string;
  language: string;
  lines: string[];
  /** Of the diagnostic, from 1. */
  line: number;
}

/** The lines of the source with the comment; undefined where none can stand there. */
function silenced(reach: Reach, { tool, rule, language, lines, line }: Case, lineEnd = '\n'): string[] | undefined {
  const source = lines.join(lineEnd);
  const edits = suppression(reach, { source, language, diagnostic: { tool, rule, message: '', line, column: 1, endLine: line, endColumn: 2 } });
  return edits && applyLineEdits(source, edits)?.split(lineEnd);
}

const js = { tool: 'eslint', rule: 'no-var', language: 'javascript' };
const python = { tool: 'Ruff', rule: 'E501', language: 'python' };

describe('a comment for a line', () => {
  it.each<[string, Case, string[]]>([
    ['ESLint, with the indentation of the line', { ...js, lines: ['{', '\tvar a;', '}'], line: 2 }, ['{', '\t// eslint-disable-next-line no-var', '\tvar a;', '}']],
    ['ESLint, into the list that is there, before its reason', { ...js, lines: ['// eslint-disable-next-line a, b -- why', 'var c;'], line: 2 }, ['// eslint-disable-next-line a, b, no-var -- why', 'var c;']],
    ['ESLint, into the list in braces', { ...js, language: 'javascriptreact', lines: ['<a>', '  {/* eslint-disable-next-line a */}', '  {b}'], line: 3 }, ['<a>', '  {/* eslint-disable-next-line a, no-var */}', '  {b}']],
    ['Ruff', { ...python, lines: ['import os'], line: 1 }, ['import os  # noqa: E501']],
    ['Ruff, into a list in another hand', { ...python, lines: ['import os #noqa:F401,E402 # and more'], line: 1 }, ['import os #noqa:F401,E402, E501 # and more']],
    ['Ruff, where a string has the same words', { ...python, lines: ['a = "# noqa: F401"'], line: 1 }, ['a = "# noqa: F401"  # noqa: E501']],
    ['mypy, before another comment', { ...python, tool: 'Mypy', rule: 'arg-type', lines: ['a(1)  # noqa: E501'], line: 1 }, ['a(1)  # type: ignore[arg-type]  # noqa: E501']],
    ['Pyright', { ...python, tool: 'Pylance', rule: 'reportCallIssue', lines: ['a(1)  # pyright: ignore[reportAny]'], line: 1 }, ['a(1)  # pyright: ignore[reportAny, reportCallIssue]']],
    ['Pylint, from its extension\'s code', { ...python, tool: 'Pylint', rule: 'W0611:unused-import', lines: ['import os'], line: 1 }, ['import os  # pylint: disable=unused-import']],
    ['ShellCheck, from its extension\'s code', { tool: 'shellcheck', rule: '2086', language: 'shellscript', lines: ['a', '  echo $b'], line: 2 }, ['a', '  # shellcheck disable=SC2086', '  echo $b']],
    ['Stylelint', { tool: 'Stylelint', rule: 'color-no-invalid-hex', language: 'scss', lines: ['a {', '  color: #xyz;', '}'], line: 2 }, ['a {', '  /* stylelint-disable-next-line color-no-invalid-hex */', '  color: #xyz;', '}']],
    ['markdownlint, in the middle of a paragraph', { tool: 'markdownlint', rule: 'MD013/line-length', language: 'markdown', lines: ['one', 'two'], line: 2 }, ['one', 'two <!-- markdownlint-disable-line MD013 -->']],
    ['rustc', { tool: 'rustc', rule: 'unused_variables', language: 'rust', lines: ['fn main() {', '    let a = 1;', '}'], line: 2 }, ['fn main() {', '    #[allow(unused_variables)]', '    let a = 1;', '}']],
    ['golangci-lint, before another comment', { tool: 'golangci-lint', rule: 'errcheck', language: 'go', lines: ['\tf() // why'], line: 1 }, ['\tf() //nolint:errcheck // why']],
    ['golangci-lint, into the list that is there', { tool: 'golangci-lint', rule: 'errcheck', language: 'go', lines: ['\tf() //nolint:gosec // why'], line: 1 }, ['\tf() //nolint:gosec,errcheck // why']],
    ['hadolint', { tool: 'hadolint', rule: 'DL3008', language: 'dockerfile', lines: ['FROM a', '# hadolint ignore=DL3009', 'RUN b'], line: 3 }, ['FROM a', '# hadolint ignore=DL3009,DL3008', 'RUN b']],
    ['clang-tidy', { tool: 'clang-tidy', rule: 'modernize-use-nullptr', language: 'cpp', lines: ['int *a = 0;'], line: 1 }, ['// NOLINTNEXTLINE(modernize-use-nullptr)', 'int *a = 0;']],
    ['Biome, above a comment that is about the next line', { tool: 'biome', rule: 'lint/suspicious/noDebugger', language: 'typescript', lines: ['// eslint-disable-next-line a', 'debugger;'], line: 2 }, ['// biome-ignore lint/suspicious/noDebugger: <explanation>', '// eslint-disable-next-line a', 'debugger;']],
  ])('%s', (_name, given, expected) => {
    expect(silenced('line', given)).toEqual(expected);
  });

  it('has the line ends of the source', () => {
    const given = { ...js, lines: ['a();', 'var b;'], line: 2 };
    const source = given.lines.join('\r\n');
    const [edit] = suppression('line', { source, language: 'javascript', diagnostic: { tool: 'eslint', rule: 'no-var', message: '', line: 2, column: 1, endLine: 2, endColumn: 2 } })!;
    expect(edit!.newText).toBe('// eslint-disable-next-line no-var\r\n');
    expect(silenced('line', { ...python, lines: ['a', 'b', ''], line: 2 }, '\r\n')).toEqual(['a', 'b  # noqa: E501', '']);
  });

  it.each<[string, Case]>([
    ['a template literal', { ...js, lines: ['const a = `', '  var b;', '`;'], line: 2 }],
    ['a block comment', { ...js, lines: ['/*', ' var b;', '*/'], line: 2 }],
    ['text of JSX, told from the words', { ...js, language: 'javascriptreact', lines: ['<p>', '  {name}', '  Welcome to our shop, friend.', '</p>'], line: 3 }],
    ['a Python line that goes on', { ...python, lines: ['a = 1 + \\', '  2'], line: 1 }],
    ['a Python string of several lines', { ...python, lines: ['a = """', 'b', '"""'], line: 2 }],
    ['a here-document', { tool: 'shellcheck', rule: 'SC2086', language: 'shellscript', lines: ['cat <<EOF', '$a', 'EOF'], line: 2 }],
    ['the middle of a pipe', { tool: 'shellcheck', rule: 'SC2086', language: 'shellscript', lines: ['cat a |', '  grep $b'], line: 2 }],
    ['the middle of a command', { tool: 'shellcheck', rule: 'SC2086', language: 'shellscript', lines: ['cat a \\', '  $b'], line: 2 }],
    ['a pattern of `case`', { tool: 'shellcheck', rule: 'SC2221', language: 'shellscript', lines: ['case $a in', '  x*) b ;;', 'esac'], line: 2 }],
    ['a pattern of `case` in quotes', { tool: 'shellcheck', rule: 'SC2221', language: 'shellscript', lines: ['case $a in', '  # why', '  "x y") b ;;', 'esac'], line: 3 }],
    ['what stands between a function and its body', { tool: 'shellcheck', rule: 'SC2120', language: 'shellscript', lines: ['f()', '{', '}'], line: 2 }],
    ['the end of a list of types', { ...js, language: 'typescriptreact', lines: ['type A = Pick<', '  B<C>', '>;'], line: 3 }],
    ['the middle of a RUN', { tool: 'hadolint', rule: 'DL3008', language: 'dockerfile', lines: ['RUN a \\', '  && b'], line: 2 }],
    ['the value of a block in Rust', { tool: 'clippy', rule: 'needless_borrow', language: 'rust', lines: ['fn f() -> &str {', '    g(&h)', '}'], line: 2 }],
    ['code in Markdown', { tool: 'markdownlint', rule: 'MD010', language: 'markdown', lines: ['```', '\ta', '```'], line: 2 }],
    ['a table in Markdown', { tool: 'markdownlint', rule: 'MD013', language: 'markdown', lines: ['| a |', '|---|', '| b |'], line: 3 }],
    ['a line that is not there', { ...js, lines: ['var a;'], line: 7 }],
    ['a language whose comments are not known', { ...js, language: 'vue', lines: ['var a;'], line: 1 }],
    ['an unknown tool', { ...js, tool: 'constructor', lines: ['var a;'], line: 1 }],
    ['a diagnostic without a rule', { ...js, rule: '', lines: ['var a;'], line: 1 }],
    ['an error of the compiler in Rust', { tool: 'rustc', rule: 'E0308', language: 'rust', lines: ['let a: i32 = "";'], line: 1 }],
  ])('is not written into %s', (_name, given) => {
    expect(silenced('line', given)).toBeUndefined();
  });

  it('stands in braces among the children of JSX only', () => {
    const page = ['const a = (', '  // why', '  <p', '    {...b}', '  >', '    {c}', '    <i />', '  </p>', ');'];
    const before = (line: number) => silenced('line', { ...js, language: 'javascriptreact', lines: page, line })?.[line - 1]?.trim();
    const [plain, braces] = ['// eslint-disable-next-line no-var', '{/* eslint-disable-next-line no-var */}'];
    expect([3, 4, 6, 7].map(before)).toEqual([plain, plain, braces, braces]);
  });

  it('finds code again after strings, comments and regular expressions', () => {
    const lines = ['const a = /`/ + "`" + \'\\\'`\'; // `', 'const b = `${`c` + { d: "}" }.d}`;', 'var e;'];
    expect(silenced('line', { ...js, lines, line: 3 })).toEqual([...lines.slice(0, 2), '// eslint-disable-next-line no-var', lines[2]]);
    const shell = ['cat <<-\'END\'', '  `', '\tEND', 'echo ${#a} $((1 << 2)) <<<x', 'echo $b'];
    expect(silenced('line', { tool: 'shellcheck', rule: 'SC2086', language: 'shellscript', lines: shell, line: 5 })?.[4]).toBe('# shellcheck disable=SC2086');
    const rust = ['fn f<\'a>(b: &\'a str) -> char {', '    let c = r#"', '"; "#;', '    let d = \'"\';', '    let e = 1;'];
    expect(silenced('line', { tool: 'rustc', rule: 'unused_variables', language: 'rust', lines: rust, line: 5 })?.[4]).toBe('    #[allow(unused_variables)]');
  });
});

describe('a comment for a file', () => {
  it.each<[string, Case, number, string]>([
    ['ESLint, after the interpreter and the licence', { ...js, lines: ['#!/usr/bin/env node', '/*', ' * Licence', ' */', 'var a;'], line: 5 }, 5, '/* eslint-disable no-var */'],
    ['TypeScript', { tool: 'ts', rule: '2304', language: 'typescript', lines: ['a;'], line: 1 }, 1, '// @ts-nocheck'],
    ['Ruff', { ...python, lines: ['#!/usr/bin/env python', '# -*- coding: utf-8 -*-', '"""About."""'], line: 3 }, 3, '# ruff: noqa: E501'],
    ['mypy', { ...python, tool: 'mypy', rule: 'arg-type', lines: ['a(1)'], line: 1 }, 1, '# mypy: disable-error-code="arg-type"'],
    ['Pyright', { ...python, tool: 'Pyright', rule: 'reportCallIssue', lines: ['a(1)'], line: 1 }, 1, '# pyright: reportCallIssue=false'],
    ['ShellCheck', { tool: 'shellcheck', rule: 'SC2086', language: 'shellscript', lines: ['#!/bin/sh', '# About', 'a $b'], line: 3 }, 2, '# shellcheck disable=SC2086'],
    ['Stylelint, after the character set', { tool: 'stylelint', rule: 'block-no-empty', language: 'css', lines: ['@charset "utf-8";', 'a {}'], line: 2 }, 2, '/* stylelint-disable block-no-empty */'],
    ['markdownlint, after the front matter', { tool: 'markdownlint', rule: 'MD013', language: 'markdown', lines: ['---', 'a: b', '---', 'c'], line: 4 }, 4, '<!-- markdownlint-disable-file MD013 -->'],
    ['Clippy, before the documentation of an item', { tool: 'clippy', rule: 'needless_return', language: 'rust', lines: ['// Licence', '//! About', '/// Item', 'fn a() {}'], line: 4 }, 3, '#![allow(clippy::needless_return)]'],
    ['golangci-lint, right above the package', { tool: 'golangci-lint', rule: 'errcheck', language: 'go', lines: ['// Licence', '', '// Package a', 'package a'], line: 4 }, 4, '//nolint:errcheck'],
    ['hadolint, after what the builder reads', { tool: 'hadolint', rule: 'DL3008', language: 'dockerfile', lines: ['# syntax=docker/dockerfile:1', 'FROM a'], line: 2 }, 2, '# hadolint global ignore=DL3008'],
  ])('%s', (_name, given, at, comment) => {
    expect(silenced('file', given)).toEqual([...given.lines.slice(0, at - 1), comment, ...given.lines.slice(at - 1)]);
  });

  it('encloses it for clang-tidy', () => {
    const given = { tool: 'clang-tidy', rule: 'misc-a', language: 'cpp', line: 2 };
    expect(silenced('file', { ...given, lines: ['// Licence', 'int a;', ''] })).toEqual(['// Licence', '// NOLINTBEGIN(misc-a)', 'int a;', '// NOLINTEND(misc-a)', '']);
    expect(silenced('file', { ...given, lines: ['int a;', 'int b;'] })).toEqual(['// NOLINTBEGIN(misc-a)', 'int a;', 'int b;', '// NOLINTEND(misc-a)']);
  });
});

describe('silencedName', () => {
  it('lets no name end the comment that it is put into', () => {
    for (const rule of ['a */ alert() /*', 'a\nb', 'a --> b', '../a/', 'x y', '*/']) {
      for (const tool of ['eslint', 'stylelint', 'mypy', 'markdownlint', 'clang-tidy']) expect(silencedName({ tool, rule }), `${tool} ${rule}`).toBeUndefined();
    }
    expect(silencedName({ tool: 'ESLint', rule: '@typescript-eslint/no-explicit-any' })).toBe('@typescript-eslint/no-explicit-any');
  });
});
