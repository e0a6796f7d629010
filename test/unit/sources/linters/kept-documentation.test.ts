import { describe, expect, it } from 'vitest';
import type { Diagnostic, Linters, RuleDocumentation } from '../../../../src/core/diagnostic.ts';
import type { RuleTexts } from '../../../../src/core/rule-texts.ts';
import { keepDocumentation, keptLinters } from '../../../../src/sources/linters/kept-documentation.ts';

const diagnostic: Diagnostic = { tool: 'eslint', rule: 'no-var', message: 'm', line: 1, column: 1, endLine: 1, endColumn: 2 };
const target = { file: 'a.js', source: '', language: 'javascript' };
const signal = new AbortController().signal;

function setUp() {
  const said: { documentation: RuleDocumentation | undefined } = { documentation: { text: 'Disallows it.', url: null, version: '1' } };
  const kept = new Map<string, RuleDocumentation>();
  const written: string[] = [];
  const texts: RuleTexts = {
    get: async (...place) => kept.get(JSON.stringify(place)),
    put: async (tool, rule, folder, documentation) => {
      written.push(documentation.text);
      kept.set(JSON.stringify([tool, rule, folder]), documentation);
    },
  };
  const linters: Linters = { lint: () => Promise.reject(new Error('was run')), documentation: async () => said.documentation, canLint: () => true,  siblingFixes: async () => [], };
  return { said, written, asking: keepDocumentation(linters, texts), knowing: keptLinters(texts) };
}

describe('documentation that is kept', () => {
  it('is what the linter said last, written down when it is new', async () => {
    const { said, written, asking, knowing } = setUp();
    expect(await knowing.documentation(target, diagnostic, signal)).toBeUndefined();
    for (let time = 0; time < 3; time++) expect((await asking.documentation(target, diagnostic, signal))?.text).toBe('Disallows it.');
    expect(await knowing.documentation(target, diagnostic, signal)).toEqual(said.documentation);
    said.documentation = { text: 'Disallows it still.', url: null, version: '2' };
    await asking.documentation(target, diagnostic, signal);
    expect(written).toEqual(['Disallows it.', 'Disallows it still.']);
    expect((await knowing.documentation(target, diagnostic, signal))?.version).toBe('2');
  });

  it('is that of a tool, a rule and a project', async () => {
    const { asking, knowing } = setUp();
    await asking.documentation(target, diagnostic, signal);
    expect(await knowing.documentation(target, { ...diagnostic, rule: 'other' }, signal)).toBeUndefined();
    expect(await knowing.documentation(target, { ...diagnostic, tool: 'ruff' }, signal)).toBeUndefined();
    expect(await knowing.documentation({ ...target, file: '/elsewhere/a.js' }, diagnostic, signal)).toBeUndefined();
    expect(await knowing.documentation({ ...target, toolsDir: '/tools' }, diagnostic, signal)).toBeUndefined();
  });

  it('stays where the linter says nothing any more, and needs no linter to be run', async () => {
    const { said, asking, knowing } = setUp();
    await asking.documentation(target, diagnostic, signal);
    said.documentation = undefined;
    expect(await asking.documentation(target, diagnostic, signal)).toBeUndefined();
    expect((await knowing.documentation(target, diagnostic, signal))?.text).toBe('Disallows it.');
    expect(knowing.canLint('eslint')).toBe(false);
    expect(await knowing.lint(target, { signal })).toEqual([]);
  });
});
