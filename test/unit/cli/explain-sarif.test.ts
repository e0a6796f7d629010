import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { replacementOf, sarifOf } from '../../../src/cli/explain-sarif.ts';
import { readReport } from '../../../src/cli/reports/read-report.ts';
import { markdownText, plainText } from '../../../src/cli/sarif-text.ts';
import type { LineEdit } from '../../../src/core/diagnostic.ts';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import { explained, reported } from './explained.ts';

/** The standard's own schema. It is of draft 4, of whose words only its name and its version are other ones today. */
const schema = JSON.parse(readFileSync(new URL('../../fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8')) as Record<string, unknown>;
delete schema['id'];
delete schema['$schema'];
const formats = { uri: (text: string) => URL.canParse(text), 'uri-reference': (text: string) => URL.canParse(text, 'file:///') && !/[\s\\]/.test(text), 'date-time': true as const };
const validate = new Ajv({ strict: false, formats }).compile(schema);

const cwd = resolve('/work space');
const source = 'function f() {\n  var sum = 1;\n  return sum;\n}\nvar b;\n';
const fix = { edits: [{ startLine: 2, endLine: 2, newText: '  let sum = 1;\n' }], verified: true, diff: '', by: 'eslint' };
const first = reported(join(cwd, 'src', 'ü a#.js'), source, 2);
const second = reported(join(cwd, 'src', 'ü a#.js'), source, 5, 'no-var', { message: 'Unexpected var, too.' });
const log = sarifOf([explained([first, second], { fix }), explained([{ ...reported(resolve('/other/b.js'), 'x', 1, ''), severity: 0 }], { documentation: null }), { tool: 'ruff', rule: 'T201', items: [reported(join(cwd, 'c.py'), 'print()', 1, 'T201')], error: 'No.' }], { cwd, version: '1.2.3' });
const { results, tool } = log.runs[0]!;

describe('SARIF of explanations', () => {
  it('is valid by the standard\'s schema, with and without findings', () => {
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(sarifOf([], { cwd, version: '1.2.3' }))).toBe(true);
  });

  it('is judged by a schema that refuses what is wrong', () => {
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(validate({ ...log, runs: [{ ...log.runs[0]!, results: [{ ...results[0]!, level: 'loud' }] }] })).toBe(false);
    expect(validate({ ...log, runs: [{ ...log.runs[0]!, results: [{ ...results[0]!, locations: [{ physicalLocation: { artifactLocation: { uri: 'a b.js' } } }] }] }] })).toBe(false);
  });

  it('has a rule for each group and a result for each place, the problem at the one that was explained', () => {
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['eslint/no-var', 'eslint', 'ruff/T201']);
    expect(tool.driver.rules[0]).toMatchObject({ help: { text: 'Require let or const.' }, helpUri: 'https://eslint.org/docs/latest/rules/no-var' });
    expect(results.map(({ ruleIndex, level, message }) => [ruleIndex, level, message.text])).toEqual([
      [0, 'warning', '`var` declares sum for the whole function. Block scope is easier to follow.'],
      [0, 'warning', 'Unexpected var, too. Block scope is easier to follow.'],
      [1, 'error', '`var` declares sum for the whole function. Block scope is easier to follow.'],
      [2, 'warning', 'Unexpected var.'],
    ]);
    expect(results[0]!.properties).toMatchObject({ confidence: 0.8, reported: 'Unexpected var.' });
    expect(results[3]!.properties).toMatchObject({ error: 'No.' });
  });

  it('names files relative to the folder, others by their address', () => {
    expect(results[0]!.locations[0]!.physicalLocation.artifactLocation).toEqual({ uri: 'src/%C3%BC%20a%23.js', uriBaseId: 'ROOT' });
    expect(results[2]!.locations[0]!.physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/\/.*other\/b\.js$/);
  });

  it('has the confirmed fix at its place only', () => {
    expect(results.map((result) => 'fixes' in result)).toEqual([true, false, false, false]);
    expect(sarifOf([explained([first], { fix: { ...fix, verified: false } })], { cwd, version: '1' }).runs[0]!.results[0]).not.toHaveProperty('fixes');
  });

  it('can be read again', () => {
    expect(readReport(JSON.stringify(log)).findings.slice(0, 2)).toMatchObject([
      { path: expect.stringMatching(/^file:\/\/\/.*work%20space\/src\/%C3%BC%20a%23\.js$/), rule: 'eslint/no-var', line: 2, column: 3, endColumn: 6, unit: 'utf16', severity: 1 },
      { line: 5 },
    ]);
  });
});

describe('texts in SARIF', () => {
  it('have neither placeholders nor links', () => {
    expect(plainText('Use {0} or {name}; [click](http://evil.test) but a[0] and f(x)\u001b[2J')).toBe('Use {{0}} or {name}; \\[click](http://evil.test) but a[0] and f(x)[2J');
    expect(markdownText('[a](b) <img> *x* `code` 1. &amp;')).toBe('\\[a\\]\\(b\\) \\<img\\> \\*x\\* \\`code\\` 1\\. \\&amp;');
  });
});

/** What a reader of SARIF does with a replacement. */
function replaced(text: string, { deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }: ReturnType<typeof replacementOf> & { insertedContent?: { text: string } }): string {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n/g), (end) => end.index + end[0].length)];
  const offset = (line: number, column: number) => {
    expect(starts[line - 1]).toBeTypeOf('number');
    return starts[line - 1]! + column - 1;
  };
  return text.slice(0, offset(startLine, startColumn)) + (insertedContent?.text ?? '') + text.slice(offset(endLine, endColumn));
}

describe('an edit of whole lines as a replacement', () => {
  const edits: [string, LineEdit][] = [
    ['a\nb\nc\n', { startLine: 2, endLine: 2, newText: 'x\ny\n' }],
    ['a\nb\nc\n', { startLine: 2, endLine: 3, newText: '' }],
    ['a\nb\nc\n', { startLine: 1, endLine: 0, newText: 'x\n' }],
    ['a\nb\nc\n', { startLine: 4, endLine: 3, newText: 'x\n' }],
    ['a\nb\nc', { startLine: 3, endLine: 3, newText: 'x' }],
    ['a\nb\nc', { startLine: 3, endLine: 3, newText: '' }],
    ['a\nb\nc', { startLine: 1, endLine: 3, newText: 'x\n' }],
    ['a\nb\nc', { startLine: 4, endLine: 3, newText: 'x\n' }],
    ['a\r\nb\r\nc', { startLine: 4, endLine: 3, newText: 'x\r\n' }],
    ['a\r\nb\r\nc\r\n', { startLine: 2, endLine: 2, newText: 'x\r\n' }],
    ['', { startLine: 1, endLine: 0, newText: 'x\n' }],
  ];

  it.each(edits)('in %j gives the same as %j', (text, edit) => {
    expect(replaced(text, replacementOf(text, edit))).toBe(applyLineEdits(text, [edit]));
  });
});
