import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters, linterVersions } from '../../../src/sources/linters/linters.ts';
import { nodeTools, projectWith } from '../../support/node-tools.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const linters = createLinters();
const signal = new AbortController().signal;
const source = 'const ä𝒳 = f(); if (ä𝒳 == 1) {\r\n  debugger;\r\n}\r\n';
const rule = 'lint/suspicious/noDoubleEquals';
let folder: string;
let tools: string;

beforeAll(async () => {
  tools = await nodeTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman biom ü ')));
  await projectWith(tools, join(folder, 'projekt'), {
    'common.json': '{ "linter": { "rules": { "suspicious": { "noDebugger": "off" } } } }',
    'biome.jsonc': '// Bemerkung\n{ "vcs": { "enabled": true, "clientKind": "git", "useIgnoreFile": true }, "extends": ["./common.json"], "files": { "includes": ["src/**"] }, "overrides": [{ "includes": ["src/alt/**"], "linter": { "enabled": false } }] }',
    'src/größe.js': 'f();\n',
    'src/alt/a.js': 'f();\n',
    'anderswo.js': 'f();\n',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const target = (file = 'src/größe.js', text = source): LintTarget => ({ file: join(folder, 'projekt', file), source: text, language: 'javascript' });
const rules = async (file: string) => (await linters.lint(target(file), { tool: 'biome', signal })).map(({ diagnostic }) => diagnostic.rule);
const about = (name: string): Diagnostic => ({ tool: 'biome', rule: name, message: '', line: 1, column: 1, endLine: 1, endColumn: 2 });

describe('Biome', () => {
  it('judges the source in place of the one on disk by the project\'s configuration, with what that extends and overrides', async () => {
    const [found, ...others] = await linters.lint(target(), { tool: 'Biome', signal });
    expect(others).toEqual([]);
    expect([found!.diagnostic.rule, source.slice(found!.diagnostic.column - 1, found!.diagnostic.endColumn - 1)]).toEqual([rule, '==']);
    expect(await rules('src/alt/a.js')).toEqual([]);
    expect(await rules('anderswo.js')).toEqual([]);
  });

  it('reads a configuration inside another one together with that', async () => {
    await projectWith(tools, join(folder, 'mehrere'), {
      'biome.json': '{ "linter": { "rules": { "suspicious": { "noDebugger": "off", "noEmptyBlockStatements": "error" } } } }',
      'teil/biome.json': '{ "root": false, "extends": "//", "linter": { "rules": { "suspicious": { "noDoubleEquals": "off" } } } }',
      'teil/src/a.js': source,
    });
    const text = `${source}if (f()) {}\r\n`;
    const found = await linters.lint({ file: join(folder, 'mehrere', 'teil', 'src', 'a.js'), source: text, language: 'javascript' }, { tool: 'biome', signal });
    expect(found.map(({ diagnostic }) => diagnostic.rule)).toEqual(['lint/suspicious/noEmptyBlockStatements']);
  });

  it('fixes, and one rule alone is quiet about the fixed source', async () => {
    const [found] = await linters.lint(target(), { tool: 'biome', rule, signal });
    const after = applyLineEdits(source, found!.fixes[0]!.edits)!;
    expect(after).toBe(source.replace('==', '==='));
    expect(await linters.lint(target(undefined, after), { tool: 'biome', rule, signal })).toEqual([]);
  });

  it('switches on a rule that is off, by its whole or its short name, and says when there is none', async () => {
    for (const name of ['lint/suspicious/noDebugger', 'suspicious/noDebugger', 'noDebugger']) expect(await linters.lint(target(), { tool: 'biome', rule: name, signal })).toHaveLength(1);
    await expect(linters.lint(target(), { tool: 'biome', rule: 'lint/style/noSuchRule', signal })).rejects.toThrow(/biome failed\..*noSuchRule/);
  });

  it('reports what it cannot parse with an empty rule', async () => {
    const found = await linters.lint(target(undefined, 'let = ;'), { tool: 'biome', rule, signal });
    expect(new Set(found.map(({ diagnostic }) => diagnostic.rule))).toEqual(new Set(['']));
  });

  it('says what a broken configuration complains of', async () => {
    await projectWith(tools, join(folder, 'kaputt'), { 'biome.json': '{ "linter": { "rules": { "style": { "nope": "on" } } } }', 'a.js': source });
    await expect(linters.lint({ file: join(folder, 'kaputt', 'a.js'), source, language: 'javascript' }, { tool: 'biome', signal })).rejects.toThrow(/biome failed\..*configuration/);
  });

  it('judges and explains for a file without a project', async () => {
    const alone: LintTarget = { file: 'a.ts', source: 'export const a: Function = f;\n', language: 'typescript', toolsDir: tools };
    expect((await linters.lint(alone, { tool: 'biome', signal })).map(({ diagnostic }) => diagnostic.rule)).toContain('lint/complexity/noBannedTypes');
    const text = await linters.documentation(alone, about('lint/complexity/noBannedTypes'), signal);
    expect(text).toMatchObject({ text: expect.stringMatching(/^Disallow primitive type aliases and misleading types\b/), url: 'https://biomejs.dev/linter/rules/no-banned-types', version: '2.5.0' });
    expect(text!.text).toContain('## Examples');
    expect(await linters.documentation(alone, about('lint/complexity/noSuchRule'), signal)).toBeUndefined();
    expect(await linters.documentation({ ...alone, toolsDir: folder }, about('noBannedTypes'), signal)).toBeUndefined();
  });

  it('is not missed where a project has ESLint only, and ESLint is not where it has Biome only', async () => {
    const files = { 'a.js': 'var a = b == 1;\n' };
    const at = (project: string): LintTarget => ({ file: join(folder, project, 'a.js'), source: files['a.js'], language: 'javascript' });
    await projectWith(repository, join(folder, 'nur eslint'), { ...files, 'eslint.config.mjs': 'export default [{ rules: { "no-var": 2 } }];' });
    expect((await linters.lint(at('nur eslint'), { signal })).map(({ diagnostic }) => diagnostic.tool)).toEqual(['eslint']);
    await projectWith(tools, join(folder, 'nur biome'), { ...files, 'biome.json': '{}' });
    expect((await linters.lint(at('nur biome'), { signal })).some(({ diagnostic }) => diagnostic.rule === rule)).toBe(true);
    await projectWith(undefined, join(folder, 'nichts'), files);
    await expect(linters.lint(at('nichts'), { signal })).rejects.toThrow('eslint was not found');
  });

  it('is listed with its version beside the others', async () => {
    const versions = Object.fromEntries((await linterVersions(tools, signal)).map(({ tool, version }) => [tool, version]));
    expect(versions).toMatchObject({ biome: '2.5.0', stylelint: '16.26.1', markdownlint: '0.40.0' });
  });
});
