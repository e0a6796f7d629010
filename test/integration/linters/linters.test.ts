import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { LintTarget } from '../../../src/core/diagnostic.ts';
import { createEslint } from '../../../src/sources/linters/eslint.ts';
import { createEslintHost } from '../../../src/sources/linters/eslint-host.ts';
import { createLinters, linterVersions } from '../../../src/sources/linters/linters.ts';
import { createExplainWorker } from '../../../src/workers/explain/worker.ts';
import { usePythonTools } from '../../support/python-tools.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const linters = createLinters();
const signal = new AbortController().signal;
let folder: string;
let programs: string;

beforeAll(async () => {
  programs = await usePythonTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman größe ')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file on disk, with others beside it. */
async function project(name: string, files: Record<string, string>, file: string, language: string): Promise<LintTarget> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
  return { file: join(folder, name, file), source: files[file]!, language };
}

/** Lets the project use this repository's packages. */
async function withPackages(name: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(folder, name, 'node_modules'), 'junction');
}

async function fixed(target: LintTarget, tool: string, rule: string): Promise<{ after: string; left: number }> {
  const [found] = await linters.lint(target, { tool, rule, signal });
  const after = applyLineEdits(target.source, found!.fixes[0]!.edits)!;
  return { after, left: (await linters.lint({ ...target, source: after }, { tool, rule, signal })).length };
}

describe('ESLint', () => {
  it('uses the configuration above the file, wherever we run, and the source given in place of the one on disk', async () => {
    await withPackages('projekt eins ü');
    const target = await project('projekt eins ü', {
      'eslint.config.js': 'export default [{ rules: { "no-var": "error", "no-console": "off" } }];',
      'package.json': '{ "type": "module" }',
      'src/häufig benutzt.js': 'console.log(1);\n',
    }, 'src/häufig benutzt.js', 'javascript');
    const found = await linters.lint({ ...target, source: 'var 𝒳ä = 1; var b = 2;\r\nconsole.log(b);\r\n' }, { signal });
    expect(found.map(({ diagnostic }) => [diagnostic.rule, diagnostic.line, diagnostic.column])).toEqual([['no-var', 1, 1], ['no-var', 1, 14]]);
    expect(found[0]!.fixes[0]?.edits).toEqual([{ startLine: 1, endLine: 1, newText: 'let 𝒳ä = 1; var b = 2;\r\n' }]);
    const [off] = await linters.lint(target, { tool: 'eslint', rule: 'no-console', signal });
    expect(off!.diagnostic.rule).toBe('no-console');
  });

  it('asks one rule of typescript-eslint or unicorn about a file without a project, and knows what the rule is about', async () => {
    const target: LintTarget = { file: 'lib/utils.ts', source: 'export const n: number = 5;\nexport const list = [...Array.from(new Set([n]))];\n', language: 'typescript', toolsDir: repository };
    expect(await fixed(target, 'eslint', '@typescript-eslint/no-inferrable-types')).toEqual({ after: target.source.replace(': number', ''), left: 0 });
    const [spread] = await linters.lint(target, { tool: 'eslint', rule: 'unicorn/prefer-spread', signal });
    const text = await linters.documentation(target, spread!.diagnostic, signal);
    expect(text?.text).toMatch(/^Prefer the spread operator/);
    expect(text?.url).toContain('prefer-spread');
    const silent = await linters.documentation(target, { ...spread!.diagnostic, rule: 'eqeqeq' }, signal);
    expect(silent?.url).toBe('https://eslint.org/docs/latest/rules/eqeqeq');
  });

  it('reports what it cannot parse with an empty rule', async () => {
    const found = await linters.lint({ file: 'a.js', source: 'let = ;', language: 'javascript', toolsDir: repository }, { tool: 'eslint', rule: 'eqeqeq', signal });
    expect(found.map(({ diagnostic }) => diagnostic.rule)).toEqual(['']);
  });

  it('names itself and the way to install it where it is missing', async () => {
    const target = await project('ohne alles', { 'a.js': 'var a;\n' }, 'a.js', 'javascript');
    await expect(linters.lint(target, { signal })).rejects.toThrow(/eslint was not found.*npm install --save-dev eslint/);
    expect(await linters.documentation(target, { tool: 'eslint', rule: 'no-var', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 }, signal)).toBeUndefined();
  });

  it('says what a broken configuration complains of', async () => {
    await withPackages('kaputt');
    const target = await project('kaputt', { 'eslint.config.mjs': 'throw new Error("of no use");', 'a.js': 'var a;\n' }, 'a.js', 'javascript');
    await expect(linters.lint(target, { signal })).rejects.toThrow(/ESLint failed\. of no use/);
  });

  it('is stopped when a configuration hangs or somebody cancels, and works again afterwards', async () => {
    await withPackages('hängt');
    const stuck = await project('hängt', { 'eslint.config.mjs': 'for (;;);', 'a.js': 'var a;\n' }, 'a.js', 'javascript');
    const eslint = createEslint(createEslintHost(3000));
    await expect(eslint.lint!(stuck, undefined, signal)).rejects.toThrow('gave no answer within 3 seconds');
    const patient = createEslint();
    const cancelled = patient.lint!(stuck, undefined, AbortSignal.timeout(500));
    await expect(cancelled).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    const target: LintTarget = { file: 'a.js', source: 'var a = 1;\n', language: 'javascript', toolsDir: repository };
    expect(await patient.lint!(target, 'no-var', signal)).toHaveLength(1);
  });

  it('runs nothing of a malicious project when tools are forbidden', async () => {
    await withPackages('böse');
    const mark = join(folder, 'böse', 'was here');
    const code = `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "");\nmodule.exports = [];`;
    const target = await project('böse', { 'eslint.config.cjs': code, 'a.js': 'var a;\n' }, 'a.js', 'javascript');
    const worker = createExplainWorker({ linters, syntax: undefined });
    const diagnostic = { tool: 'eslint', rule: 'no-var', message: 'Unexpected var.', line: 1, column: 1, endLine: 1, endColumn: 7 };
    const facts = await worker.gather({ ...target, diagnostic, runTools: false }, signal);
    expect([facts.reported ?? null, facts.documentation, existsSync(mark)]).toEqual([null, null, false]);
    // The same project does run where tools are allowed: the mark would have shown it.
    await worker.gather({ ...target, diagnostic }, signal);
    expect(existsSync(mark)).toBe(true);
  });
});

describe('Ruff', () => {
  const source = 'import os\r\n\r\nläßt = "ä𝒳"; leer = läßt == None\r\nprint(läßt)\r\n';

  it('finds and fixes, with CRLF and characters of any width', async () => {
    const target: LintTarget = { file: 'größe.py', source, language: 'python' };
    const [found] = await linters.lint(target, { tool: 'ruff', rule: 'E711', signal });
    expect(source.split('\r\n')[2]!.slice(found!.diagnostic.column - 1, found!.diagnostic.endColumn - 1)).toBe('None');
    expect(await fixed(target, 'ruff', 'E711')).toEqual({ after: source.replace('== None', 'is None'), left: 0 });
    expect(await fixed(target, 'ruff', 'F401')).toEqual({ after: source.slice('import os\r\n'.length), left: 0 });
  });

  it('follows the configuration beside the file and explains its rules', async () => {
    const target = await project('schlange ü', { 'ruff.toml': 'lint.select = ["T201"]\n', 'paket/a.py': 'import os\nprint(1)\n' }, 'paket/a.py', 'python');
    const found = await linters.lint(target, { tool: 'ruff', signal });
    expect(found.map(({ diagnostic }) => diagnostic.rule)).toEqual(['T201']);
    const text = await linters.documentation(target, found[0]!.diagnostic, signal);
    expect(text?.text).toContain('## Why is this bad?');
    expect(text?.url).toBe('https://docs.astral.sh/ruff/rules/print');
    expect(await linters.lint(target, { tool: 'ruff', rule: 'F401', signal })).toHaveLength(1);
  });

  it('reports what it cannot parse with an empty rule, and says nothing of a rule that it does not know', async () => {
    const target: LintTarget = { file: 'a.py', source: 'def (:\n', language: 'python' };
    expect((await linters.lint(target, { tool: 'ruff', rule: 'E711', signal })).some(({ diagnostic }) => diagnostic.rule === '')).toBe(true);
    expect(await linters.documentation(target, { tool: 'ruff', rule: 'NOPE999', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 }, signal)).toBeUndefined();
  });
});

describe('Pylint', () => {
  const source = 'import os\nTEXT = "ä𝒳"; EMPTY = TEXT == None\n';

  it('finds one rule and explains it', async () => {
    const target: LintTarget = { file: 'größe.py', source, language: 'python' };
    const [found] = await linters.lint(target, { tool: 'Pylint', rule: 'C0121:singleton-comparison', signal });
    expect(source.split('\n')[1]!.slice(found!.diagnostic.column - 1, found!.diagnostic.endColumn - 1)).toBe('TEXT == None');
    const text = await linters.documentation(target, { ...found!.diagnostic, rule: 'unused-import' }, signal);
    expect(text).toEqual({ text: 'Reported when an imported module or variable is not used.', url: 'https://pylint.readthedocs.io/en/stable/user_guide/messages/warning/unused-import.html', version: expect.stringMatching(/^\d/) as string });
  });

  it('follows the configuration above the file', async () => {
    const target = await project('pylint ü', { '.pylintrc': '[MESSAGES CONTROL]\ndisable=all\nenable=unused-import\n', 'paket/pyproject.toml': '[project]\nname = "paket"\n', 'paket/a.py': source }, 'paket/a.py', 'python');
    expect((await linters.lint(target, { tool: 'pylint', signal })).map(({ diagnostic }) => diagnostic.rule)).toEqual(['unused-import']);
  });
});

describe('ShellCheck', () => {
  it('finds and fixes, and links to its page', async () => {
    const target: LintTarget = { file: 'größe.sh', source: '#!/bin/sh\n\techo "ä𝒳" $1\n', language: 'shellscript' };
    expect(await fixed(target, 'shellcheck', 'SC2086')).toEqual({ after: '#!/bin/sh\n\techo "ä𝒳" "$1"\n', left: 0 });
    const [found] = await linters.lint(target, { signal });
    expect(await linters.documentation(target, found!.diagnostic, signal)).toEqual({ text: '', url: 'https://www.shellcheck.net/wiki/SC2086', version: expect.stringMatching(/^\d/) as string });
    expect((await linters.lint({ ...target, source: 'if true; then\n' }, { tool: 'shellcheck', rule: 'SC2086', signal })).every(({ diagnostic }) => diagnostic.rule === '')).toBe(true);
  });

  it('knows the dialect by the file\'s name', async () => {
    const source = 'read -r -a words <<< "$1"\necho "${words[0]}"\n';
    expect(await linters.lint({ file: 'a.bash', source, language: 'shellscript' }, { tool: 'shellcheck', rule: 'SC2148', signal })).toEqual([]);
    expect(await linters.lint({ file: 'a.sh', source, language: 'shellscript' }, { tool: 'shellcheck', rule: 'SC2148', signal })).toHaveLength(1);
  });
});

describe('linterVersions', () => {
  it('says which linters were found, where and in which version', async () => {
    const all = await linterVersions(repository, signal);
    const names = ['eslint', 'ruff', 'pylint', 'mypy', 'shellcheck', 'hadolint'];
    expect(all.map(({ tool }) => tool)).toEqual(expect.arrayContaining(names));
    for (const { version } of all.filter(({ tool }) => names.includes(tool))) expect(version).toMatch(/^\d+\.\d+/);
    expect(all.find(({ tool }) => tool === 'ruff')!.path).toContain(programs);
  });

  it('has null for what is missing and the way to get it, and is silent on a missing one that only documents its rules', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      const all = await linterVersions(folder, signal);
      expect(all.every(({ version, path: found }) => version === null && found === null)).toBe(true);
      expect(all.find(({ tool }) => tool === 'ruff')!.installation).toContain('pip install ruff');
      expect(all.map(({ tool }) => tool)).not.toContain('rustc');
    } finally {
      process.env['PATH'] = path;
    }
  });
});
