import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostic.ts';
import { editorValidators } from '../../../../src/sources/linters/editor-validators.ts';
import { createLinters } from '../../../../src/sources/linters/linters.ts';
import { ruleText } from '../../../../src/workers/explain/rule-text.ts';

const signal = new AbortController().signal;
const linters = createLinters([...editorValidators]);
const diagnostic = (tool: string, rule: string): Diagnostic => ({ tool, rule, message: '', line: 1, column: 1, endLine: 1, endColumn: 2 });

async function told(tool: string, rule: string) {
  const found = await linters.documentation({ file: 'a', source: '', language: tool }, diagnostic(tool, rule), signal);
  return found && ruleText(found.text);
}

describe('the editor\'s validators', () => {
  it('have a reason for a rule of CSS, under each of the names that the editor gives the source', async () => {
    for (const tool of ['css', 'less', 'scss', 'SCSS']) {
      expect(await told(tool, 'emptyRules')).toMatchObject({ what: 'Reports rules without declarations.', why: 'An empty rule has no effect; it is mostly a leftover or unfinished.', opening: expect.any(String) });
    }
  });

  it('know a syntax error by its name', async () => {
    expect((await told('css', 'css-rcurlyexpected'))?.what).toContain('cannot be parsed');
    expect((await told('scss', 'scss-fromexpected'))?.what).toContain('cannot be parsed');
  });

  it('have a reason for a code of JSON', async () => {
    expect((await told('json', '519'))?.why).toMatch(/^JSON has no comma after the last entry/);
    expect((await told('jsonc', '520'))?.what).toContain('twice');
  });

  it('say nothing of what they do not know', async () => {
    for (const [tool, rule] of [['css', 'nope'], ['css', 'constructor'], ['json', '9999'], ['html', '1'], ['json', '']] as const) expect(await told(tool, rule)).toBeUndefined();
  });

  it('are not asked to judge a source', () => {
    expect(linters.canLint('css')).toBe(false);
    expect(linters.canLint('json')).toBe(false);
  });
});
