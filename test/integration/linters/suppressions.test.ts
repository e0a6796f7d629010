import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { type Reach, suppression } from '../../../src/workers/explain/suppressions.ts';
import { usePythonTools } from '../../support/python-tools.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const linters = createLinters();
const signal = new AbortController().signal;
let folder: string;

beforeAll(async () => {
  await usePythonTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman stille ')));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(
    join(folder, 'eslint.config.mjs'),
    `export default [{ files: ['**/*.js', '**/*.jsx'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } }, linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: { 'no-var': 'error', eqeqeq: 'error', 'no-undef': 'error' } }];\n`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the tool reports of the rule before and after we silenced its finding on that line. */
async function silenced(name: string, language: string, source: string, { tool, rule, line, reach = 'line' }: { tool: string; rule: string; line: number; reach?: Reach }): Promise<{ before: number; after: number; text: string }> {
  const target: LintTarget = { file: join(folder, name), source, language };
  await writeFile(target.file, source);
  const before = (await linters.lint(target, { tool, signal })).map(({ diagnostic }) => diagnostic);
  const reported = before.find((diagnostic) => diagnostic.rule === rule && diagnostic.line === line);
  expect(reported, `${tool} does not report ${rule} on line ${line}: ${JSON.stringify(before)}`).toBeDefined();
  const edits = suppression(reach, { source, language, diagnostic: reported! });
  expect(edits).toBeDefined();
  const text = applyLineEdits(source, edits!)!;
  const after = (await linters.lint({ ...target, source: text }, { tool, signal })).map(({ diagnostic }) => diagnostic);
  // A comment that breaks the file, or that the tool calls useless, is as bad as none.
  const others = (diagnostics: Diagnostic[]) => diagnostics.filter((diagnostic) => diagnostic.rule !== rule).length;
  expect(others(after)).toBeLessThanOrEqual(others(before));
  const count = (diagnostics: Diagnostic[]) => diagnostics.filter((diagnostic) => diagnostic.rule === rule).length;
  return { before: count(before), after: count(after), text };
}

describe('a comment of ours silences', () => {
  const script = '#!/usr/bin/env node\n// Licence.\n\nfunction f(a) {\n  var b = 1;\n  return a == b;\n}\nvar c = f(2);\nf(c);\n';

  it('ESLint on the next line, and twice on one line', async () => {
    expect(await silenced('a.js', 'javascript', script, { tool: 'eslint', rule: 'no-var', line: 5 })).toMatchObject({ before: 2, after: 1 });
    const both = script.replace('var b = 1;\n  return a == b;', 'var b = a == 1;\n  return b;');
    const first = await silenced('b.js', 'javascript', both, { tool: 'eslint', rule: 'no-var', line: 5 });
    expect(await silenced('b.js', 'javascript', first.text, { tool: 'eslint', rule: 'eqeqeq', line: 6 })).toMatchObject({ before: 1, after: 0, text: expect.stringContaining('// eslint-disable-next-line no-var, eqeqeq\n') });
  });

  it('ESLint in the whole file, with its interpreter\'s line left first', async () => {
    const { before, after, text } = await silenced('c.js', 'javascript', script, { tool: 'eslint', rule: 'no-var', line: 8, reach: 'file' });
    expect([before, after]).toEqual([2, 0]);
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n\/\/ Licence\.\n\/\* eslint-disable no-var \*\/\n/);
  });

  it('ESLint among the children of JSX, in an attribute and at its root', async () => {
    const page = ['export const a = () => (', '  <a>', '    <b x={one == 1} />', '    {two == 2}', '  </a>', ');', 'export const c = () => (', '  <p x={three == 3}>', '    x', '  </p>', ');', 'export const d = (', '  <p', '    {...(four == 4)}', '  />', ');', ''].join('\n');
    for (const line of [3, 4, 8, 14]) expect(await silenced(`d${line}.jsx`, 'javascriptreact', page, { tool: 'eslint', rule: 'eqeqeq', line }), `line ${line}`).toMatchObject({ before: 4, after: 3 });
  });

  const python = '#!/usr/bin/env python\n"""About it."""\nimport os\nimport sys  # noqa: E999\nTEXT = """\n  x\n""" + l\n';

  it('Ruff at the end of the line, beside a comment that is there, and in the file', async () => {
    expect(await silenced('a.py', 'python', python, { tool: 'ruff', rule: 'F401', line: 3 })).toMatchObject({ before: 2, after: 1, text: expect.stringContaining('import os  # noqa: F401\n') });
    expect(await silenced('a.py', 'python', python, { tool: 'ruff', rule: 'F401', line: 4 })).toMatchObject({ before: 2, after: 1, text: expect.stringContaining('# noqa: E999, F401\n') });
    expect(await silenced('a.py', 'python', python, { tool: 'ruff', rule: 'F401', line: 4, reach: 'file' })).toMatchObject({ before: 2, after: 0 });
  });

  it('Pylint at the end of the line, in the list that is there, and in the file', async () => {
    const once = await silenced('b.py', 'python', python, { tool: 'pylint', rule: 'unused-import', line: 3 });
    expect(once).toMatchObject({ before: 2, after: 1 });
    const other = python.replace('import os', 'import os, re  # pylint: disable=unused-import');
    expect(await silenced('b.py', 'python', other, { tool: 'pylint', rule: 'multiple-imports', line: 3 })).toMatchObject({ after: 0, text: expect.stringContaining('# pylint: disable=unused-import,multiple-imports\n') });
    expect(await silenced('b.py', 'python', python, { tool: 'pylint', rule: 'unused-import', line: 3, reach: 'file' })).toMatchObject({ after: 0 });
  });

  it('ShellCheck before the command, in the list that is there, and in the file', async () => {
    const shell = '#!/bin/sh\nset -e\nif true; then\n  echo $1\n  cat $2 `ls`\nfi\n';
    const once = await silenced('a.sh', 'shellscript', shell, { tool: 'shellcheck', rule: 'SC2086', line: 5 });
    expect(once).toMatchObject({ before: 2, after: 1, text: expect.stringContaining('  # shellcheck disable=SC2086\n  cat') });
    expect(await silenced('a.sh', 'shellscript', once.text, { tool: 'shellcheck', rule: 'SC2006', line: 6 })).toMatchObject({ after: 0, text: expect.stringContaining('disable=SC2086,SC2006\n') });
    expect(await silenced('a.sh', 'shellscript', shell, { tool: 'shellcheck', rule: 'SC2086', line: 4, reach: 'file' })).toMatchObject({ before: 2, after: 0 });
  });
});

describe('TypeScript', () => {
  const options: ts.CompilerOptions = { noEmit: true, jsx: ts.JsxEmit.Preserve, noLib: true, types: [] };

  /** Numbers of the compiler's complaints about the file. */
  async function complaints(name: string, source: string): Promise<number[]> {
    const file = join(folder, name);
    await writeFile(file, source);
    const program = ts.createProgram([file], options);
    const own = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(own), ...program.getSemanticDiagnostics(own)].map(({ code }) => code);
  }

  it('is silenced on a line, above a comment for another tool, among the children of JSX and in the file', async () => {
    const source = ['declare global { namespace JSX { interface IntrinsicElements { p: { n?: number; children?: unknown } } } }', 'const one: number = "1";', '// eslint-disable-next-line no-var', 'var two: number = "2";', 'export const three = (', '  <p>', '    <p n="3" />', '  </p>', ');', 'export { one, two };', ''].join('\n');
    expect(await complaints('a.tsx', source)).toEqual([2322, 2322, 2322]);
    for (const line of [2, 4, 7]) {
      const diagnostic: Diagnostic = { tool: 'ts', rule: '2322', message: '', line, column: 1, endLine: line, endColumn: 2 };
      const text = applyLineEdits(source, suppression('line', { source, language: 'typescriptreact', diagnostic })!)!;
      expect(await complaints('a.tsx', text), `line ${line}`).toEqual([2322, 2322]);
      if (line === 4) expect(text).toContain('// @ts-expect-error\n// eslint-disable-next-line no-var\nvar two');
      if (line !== 2) continue;
      const whole = applyLineEdits(source, suppression('file', { source, language: 'typescriptreact', diagnostic })!)!;
      expect(await complaints('a.tsx', whole)).toEqual([]);
    }
  });
});
