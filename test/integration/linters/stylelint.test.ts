import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { nodeTools, projectWith } from '../../support/node-tools.ts';

const linters = createLinters();
const signal = new AbortController().signal;
const configuration = 'console.log("noise");\nexport default { plugins: ["stylelint-order"], rules: { "color-named": "never", "length-zero-no-unit": true, "order/order": ["declarations", "rules"] } };';
const source = '/* ä𝒳 */ a { top: 0px; color: pink; }\r\n';
let folder: string;
let tools: string;

beforeAll(async () => {
  // Among its own tests Stylelint looks for no configuration above the working folder.
  vi.stubEnv('NODE_ENV', 'production');
  tools = await nodeTools();
  folder = await realpath(await mkdtemp(join(tmpdir(), 'journeyman stil ü ')));
  await projectWith(tools, join(folder, 'projekt'), { 'stylelint.config.mjs': configuration, 'src/größe.css': 'a { top: 1px; }\n' });
});
afterAll(() => vi.unstubAllEnvs());
afterAll(() => rm(folder, { recursive: true, force: true }));

const target = (text = source): LintTarget => ({ file: join(folder, 'projekt', 'src', 'größe.css'), source: text, language: 'css' });
const about = (rule: string): Diagnostic => ({ tool: 'stylelint', rule, message: '', line: 1, column: 1, endLine: 1, endColumn: 2 });

describe('Stylelint', () => {
  it('judges the source in place of the one on disk by the project\'s configuration', async () => {
    const found = await linters.lint(target(), { signal });
    expect(found.map(({ diagnostic }) => [diagnostic.rule, source.slice(diagnostic.column - 1, diagnostic.endColumn - 1)])).toEqual([['color-named', 'pink'], ['length-zero-no-unit', 'px']]);
  });

  it('fixes, and one rule alone is quiet about the fixed source', async () => {
    const ask = { tool: 'stylelint', rule: 'length-zero-no-unit', signal };
    const [found, ...others] = await linters.lint(target(), ask);
    expect(others).toEqual([]);
    const after = applyLineEdits(source, found!.fixes[0]!.edits)!;
    expect(after).toBe(source.replace('0px', '0'));
    expect(await linters.lint(target(after), ask)).toEqual([]);
  });

  it('switches on a rule that is off and keeps the options of one that is on', async () => {
    expect(await linters.lint(target('a { color: #12 }\n'), { tool: 'stylelint', rule: 'color-no-invalid-hex', signal })).toHaveLength(1);
    expect(await linters.lint(target(), { tool: 'stylelint', rule: 'color-named', signal })).toHaveLength(1);
    await expect(linters.lint(target(), { tool: 'stylelint', rule: 'selector-class-pattern', signal })).rejects.toThrow(/stylelint failed\. The rule selector-class-pattern needs options/);
    await expect(linters.lint(target(), { tool: 'stylelint', rule: 'no-such-rule', signal })).rejects.toThrow('Unknown rule no-such-rule');
  });

  it('leaves out what the project ignores', async () => {
    await projectWith(tools, join(folder, 'ignoriert'), { '.stylelintignore': 'dist/**\n', '.stylelintrc.json': '{ "rules": { "length-zero-no-unit": true } }', 'dist/a.css': source, 'src/a.css': source });
    const found = async (file: string) => linters.lint({ file: join(folder, 'ignoriert', file), source, language: 'css' }, { tool: 'stylelint', signal });
    expect([(await found('dist/a.css')).length, (await found('src/a.css')).length]).toEqual([0, 1]);
  });

  it('reports what it cannot parse with an empty rule', async () => {
    expect((await linters.lint(target('a { color'), { tool: 'stylelint', rule: 'color-named', signal })).map(({ diagnostic }) => diagnostic.rule)).toEqual(['']);
  });

  it('asks one rule about a file without a project, and all of them only by a configuration', async () => {
    const alone: LintTarget = { file: 'a.css', source, language: 'css', toolsDir: tools };
    expect(await linters.lint(alone, { tool: 'stylelint', rule: 'length-zero-no-unit', signal })).toHaveLength(1);
    await expect(linters.lint(alone, { tool: 'stylelint', signal })).rejects.toThrow('stylelint has no configuration');
    await projectWith(undefined, join(folder, 'leer'), { 'a.css': source });
    await expect(linters.lint({ file: join(folder, 'leer', 'a.css'), source, language: 'css' }, { signal })).rejects.toThrow('stylelint was not found');
  });

  it('has a link for its own rules and the page of a plugin\'s', async () => {
    expect(await linters.documentation(target(), about('color-named'), signal)).toEqual({ text: '', url: 'https://stylelint.io/user-guide/rules/color-named', version: '16.26.1' });
    expect(await linters.documentation(target(), about('no-such-rule'), signal)).toBeUndefined();
    const order = await linters.documentation(target(), about('order/order'), signal);
    expect(order).toMatchObject({ text: expect.stringMatching(/^Specify the order of content within declaration blocks\./), url: null, version: '7.0.0' });
    expect(await linters.documentation(target(), about('order/../../README'), signal)).toBeUndefined();
  });

  it('runs nothing of a project to say what it is', async () => {
    const mark = join(folder, 'böse', 'was here');
    await projectWith(tools, join(folder, 'böse'), { 'stylelint.config.cjs': `require("node:fs").writeFileSync(${JSON.stringify(mark)}, ""); module.exports = { rules: {} };`, 'a.css': source });
    const here: LintTarget = { file: join(folder, 'böse', 'a.css'), source, language: 'css' };
    expect((await linters.documentation(here, about('color-named'), signal))?.url).toContain('color-named');
    expect(existsSync(mark)).toBe(false);
    // The same project does run when it is asked to judge: the mark would have shown it.
    await linters.lint(here, { signal });
    expect(existsSync(mark)).toBe(true);
  });

  it('is stopped when somebody cancels', async () => {
    await projectWith(tools, join(folder, 'hängt'), { 'stylelint.config.cjs': 'for (;;);', 'a.css': source });
    const stuck = linters.lint({ file: join(folder, 'hängt', 'a.css'), source, language: 'css' }, { tool: 'stylelint', signal: AbortSignal.timeout(1000) });
    await expect(stuck).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  });
});
