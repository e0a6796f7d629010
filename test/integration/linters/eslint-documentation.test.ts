import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { nodeTools, projectWith } from '../../support/node-tools.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const linters = createLinters();
const signal = new AbortController().signal;
const diagnostic: Diagnostic = { tool: 'eslint', rule: 'cypress/no-pause', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 };
let folder: string;
let tools: string;

beforeAll(async () => {
  tools = await nodeTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman eslint ü ')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const target = (project: string, source: string): LintTarget => ({ file: join(folder, project, 'a.js'), source, language: 'javascript' });

describe('the documentation of an ESLint plugin\'s rule', () => {
  it('is the page that the plugin ships, in the version that the project has, whatever prefix it uses', async () => {
    await projectWith(tools, join(folder, 'projekt ü'), {
      'eslint.config.mjs': 'import plugin from "eslint-plugin-cypress";\nexport default [{ plugins: { cypress: plugin, mine: plugin }, rules: { "cypress/no-pause": 2 } }];',
      'a.js': 'cy.pause()\n',
    });
    const here = target('projekt ü', 'cy.pause()\n');
    const [found] = await linters.lint(here, { tool: 'eslint', signal });
    const text = await linters.documentation(here, found!.diagnostic, signal);
    expect(text?.text).toMatch(/^disallow using `cy\.pause\(\)` calls\s+It is recommended to remove/i);
    expect(text?.text).toContain('## Rule Details');
    expect(text?.text).not.toMatch(/auto-generated|📝|💼|# cypress/);
    expect(text).toMatchObject({ version: '5.2.0', url: expect.stringContaining('no-pause') });
    expect((await linters.documentation(here, { ...diagnostic, rule: 'mine/no-force' }, signal))?.text).toContain('## Rule Details');
  });

  it('is found for a file without a project in the folder of the tools', async () => {
    const text = await linters.documentation({ file: 'a.js', source: 'cy.pause()\n', language: 'javascript', toolsDir: tools }, diagnostic, signal);
    expect(text?.text).toContain('It is recommended to remove');
  });

  it('is that of the plugin that a shared configuration holds in a folder of its own', async () => {
    const inner = join(folder, 'verschachtelt', 'node_modules', 'eslint-config-geteilt');
    await mkdir(join(inner, 'node_modules'), { recursive: true });
    await symlink(join(repository, 'node_modules', 'eslint'), join(folder, 'verschachtelt', 'node_modules', 'eslint'), 'junction');
    await cp(join(tools, 'node_modules', 'eslint-plugin-cypress'), join(inner, 'node_modules', 'eslint-plugin-cypress'), { recursive: true });
    await cp(join(tools, 'node_modules', 'globals'), join(inner, 'node_modules', 'globals'), { recursive: true });
    await projectWith(undefined, inner, { 'package.json': '{ "name": "eslint-config-geteilt", "main": "index.js" }', 'index.js': 'module.exports = [{ plugins: { cypress: require("eslint-plugin-cypress") }, rules: { "cypress/no-pause": 2 } }];' });
    await projectWith(undefined, join(folder, 'verschachtelt'), { 'eslint.config.cjs': 'module.exports = require("eslint-config-geteilt");', 'a.js': 'cy.pause()\n' });
    expect((await linters.documentation(target('verschachtelt', 'cy.pause()\n'), diagnostic, signal))?.text).toContain('It is recommended to remove');
  });

  it('is the rule\'s own words where there is no page, with whose version they are', async () => {
    const bare: LintTarget = { file: 'a.js', source: 'const a = [...Array.from(new Set([1]))];\n', language: 'javascript', toolsDir: repository };
    const unicorn = await linters.documentation(bare, { ...diagnostic, rule: 'unicorn/prefer-spread' }, signal);
    expect(unicorn).toMatchObject({ text: expect.stringContaining('## Messages'), version: expect.stringMatching(/^6\d\./) });
    const core = await linters.documentation(bare, { ...diagnostic, rule: 'no-var' }, signal);
    expect(core).toMatchObject({ text: expect.stringContaining('## Messages'), version: expect.stringMatching(/^9\./) });
  });

  it('is there for a rule that cannot run on this file', async () => {
    const bare: LintTarget = { file: 'a.ts', source: 'f();\n', language: 'typescript', toolsDir: repository };
    const rule = '@typescript-eslint/no-floating-promises';
    await expect(linters.lint(bare, { tool: 'eslint', rule, signal })).rejects.toThrow('ESLint failed.');
    expect((await linters.documentation(bare, { ...diagnostic, rule }, signal))?.text).toMatch(/^Require Promise-like statements/);
  });

  it('is the page in a project with the old form of configuration too', async () => {
    vi.stubEnv('ESLINT_USE_FLAT_CONFIG', 'false');
    const old = createLinters();
    await projectWith(tools, join(folder, 'alt'), { '.eslintrc.json': '{ "root": true, "plugins": ["cypress"], "rules": { "cypress/no-pause": 2 } }', 'a.js': 'cy.pause()\n' });
    const here = target('alt', 'cy.pause()\n');
    const [found] = await old.lint(here, { tool: 'eslint', signal });
    expect((await old.documentation(here, found!.diagnostic, signal))?.text).toContain('It is recommended to remove');
    vi.unstubAllEnvs();
  });

  it('does not follow a rule\'s name out of the package', async () => {
    const here: LintTarget = { file: 'a.js', source: '', language: 'javascript', toolsDir: tools };
    expect(existsSync(join(tools, 'node_modules', 'eslint-plugin-cypress', 'README.md'))).toBe(true);
    for (const rule of ['cypress/..', 'cypress/../../README', 'cypress/../README', '@x/../cypress/no-pause']) {
      expect((await linters.documentation(here, { ...diagnostic, rule }, signal))?.text ?? '').not.toContain('Cypress');
    }
  });
});

describe('ESLint\'s suggestions', () => {
  it('are fixes with a title, after none of the rule\'s own', async () => {
    const source = '// ä𝒳\r\nif (!a in b) { c(); }\r\n';
    const [found] = await linters.lint({ file: 'a.js', source, language: 'javascript', toolsDir: repository }, { tool: 'eslint', rule: 'no-unsafe-negation', signal });
    expect(found!.fixes.map(({ title }) => title)).toEqual([expect.stringContaining('Negate'), expect.stringContaining('Wrap')]);
    expect(applyLineEdits(source, found!.fixes[0]!.edits)).toBe(source.replace('!a in b', '!(a in b)'));
  });
});
