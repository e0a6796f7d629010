import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic, LintTarget } from '../../../src/core/diagnostic.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { nodeTools } from '../../support/node-tools.ts';

const linters = createLinters();
const signal = new AbortController().signal;
const diagnostic: Diagnostic = { tool: 'markdownlint', rule: 'MD009/no-trailing-spaces', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 };
let target: LintTarget;

beforeAll(async () => {
  target = { file: 'lies mich.md', source: 'a   \n', language: 'markdown', toolsDir: await nodeTools() };
});

describe('markdownlint', () => {
  it('has the page of the project\'s version, by either of the names that editors show', async () => {
    const text = await linters.documentation(target, diagnostic, signal);
    expect(text?.text).toMatch(/^Trailing spaces\.\n\nThis rule is triggered on any lines that end with unexpected whitespace\./);
    expect(text).toMatchObject({ url: 'https://github.com/DavidAnson/markdownlint/blob/v0.40.0/doc/md009.md', version: '0.40.0' });
    expect(await linters.documentation(target, { ...diagnostic, tool: 'markdownlint-cli2', rule: 'MD009' }, signal)).toEqual(text);
  });

  it('has a link where the project has no package, and nothing for a rule that it cannot know', async () => {
    const alone = { ...target, toolsDir: undefined };
    expect(await linters.documentation(alone, diagnostic, signal)).toEqual({ text: '', url: 'https://github.com/DavidAnson/markdownlint/blob/main/doc/md009.md', version: null });
    for (const rule of ['custom-rule', 'MD009/../../x', '../md009']) expect((await linters.documentation(target, { ...diagnostic, rule }, signal))?.text ?? '').toMatch(/^(?:$|Trailing spaces\.)/);
  });

  it('is not run', () => {
    expect(linters.canLint('markdownlint')).toBe(false);
  });
});
