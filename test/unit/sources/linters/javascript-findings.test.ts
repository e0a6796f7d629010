import { describe, expect, it } from 'vitest';
import { applyLineEdits } from '../../../../src/core/line-edits.ts';
import { biomeDescription, biomeFindings } from '../../../../src/sources/linters/biome.ts';
import { eslintDocumentation, eslintFindings } from '../../../../src/sources/linters/eslint.ts';
import { markdownlint, markdownlintText } from '../../../../src/sources/linters/markdownlint.ts';
import { stylelintFindings } from '../../../../src/sources/linters/stylelint.ts';

const printed = (value: unknown) => ({ code: 1, stdout: JSON.stringify(value), stderr: '' });

describe('ESLint\'s suggestions', () => {
  const message = { ruleId: 'eqeqeq', message: 'Expected \'===\'.', line: 1, column: 3, endLine: 1, endColumn: 5 };
  const suggest = (desc: string, text: string) => ({ desc, fix: { range: [2, 4] as [number, number], text } });

  it('come after the rule\'s own fix, with what they say, also behind a byte order mark', () => {
    const source = '\uFEFFa == b;\n';
    const [found] = eslintFindings(source, [{ ...message, fix: { range: [2, 4], text: '===' }, suggestions: [suggest('Use  \'Object.is\'\nhere', 'is'), suggest('Keep it', '==')] }]);
    expect(found!.fixes.map(({ title, edits }) => [title, applyLineEdits(source, edits)])).toEqual([['', '\uFEFFa === b;\n'], ['Use \'Object.is\' here', '\uFEFFa is b;\n']]);
  });

  it('are bounded in number and length, and dropped where they do not fit the source', () => {
    const many = Array.from({ length: 50 }, (_, at) => suggest('x'.repeat(1000), `${at}`));
    const fixes = eslintFindings('a == b;\n', [{ ...message, suggestions: [{ desc: 'far out', fix: { range: [2, 999], text: '' } }, ...many] }])[0]!.fixes;
    expect(fixes.length).toBe(9);
    expect(fixes[0]!.title).toHaveLength(200);
  });
});

describe('ESLint\'s documentation', () => {
  const meta = { description: 'Disallow it', url: 'https://example.org/no-it', messages: ['Do not.'] };

  it('is the plugin\'s page, description first', () => {
    expect(eslintDocumentation(meta, '1.2.3', '# no-it\n\n💼 This rule is on.\n\nIt hurts.\n')).toEqual({ text: 'Disallow it\n\nIt hurts.', url: meta.url, version: '1.2.3' });
    expect(eslintDocumentation(undefined, '1.2.3', '# no-it\n\nIt hurts.\n')?.text).toBe('It hurts.');
  });

  it('is the rule\'s messages where the page is empty or says nothing else', () => {
    for (const page of ['# no-it\n', '# no-it\n\nDisallow it.\n', undefined]) expect(eslintDocumentation(meta, null, page)?.text).toBe('Disallow it\n\n## Messages\n\n- Do not.');
  });
});

describe('what Stylelint answers', () => {
  const warning = { line: 1, column: 10, endLine: 1, endColumn: 12, rule: 'length-zero-no-unit', text: 'Unexpected unit (length-zero-no-unit)', fix: { range: [9, 11] as [number, number], text: '' } };

  it('becomes findings with fixes, also behind a byte order mark', () => {
    const source = '\uFEFFa { top:0px }\n';
    const [found] = stylelintFindings(source, [warning]);
    expect(found!.diagnostic).toEqual({ tool: 'stylelint', rule: 'length-zero-no-unit', message: 'Unexpected unit', line: 1, column: 10, endLine: 1, endColumn: 12 });
    expect(applyLineEdits(source, found!.fixes[0]!.edits)).toBe('\uFEFFa { top:0 }\n');
  });

  it('names what cannot be parsed by an empty rule and makes up for a missing end', () => {
    const [found] = stylelintFindings('a {', [{ line: 1, column: 1, rule: 'CssSyntaxError', text: 'Unclosed block (CssSyntaxError)' }]);
    expect(found).toEqual({ diagnostic: { tool: 'stylelint', rule: '', message: 'Unclosed block', line: 1, column: 1, endLine: 1, endColumn: 2 }, fixes: [] });
  });
});

describe('what Biome prints', () => {
  const source = 'var ä𝒳 = 1; if (ä𝒳 == 1) { f() }\r\n';
  // As Biome 2.6 printed it: columns count characters.
  const double = {
    code: { url: 'https://biomejs.dev/linter/rules/no-double-equals', value: 'lint/suspicious/noDoubleEquals' },
    location: { path: 'a.js', range: { end: { column: 22, line: 1 }, start: { column: 20, line: 1 } } },
    message: 'Using == may be unsafe.',
    severity: 'ERROR',
    suggestions: [{ range: { end: { column: 22, line: 1 }, start: { column: 22, line: 1 } }, text: '=' }],
  };

  it('becomes findings in UTF-16 with fixes', () => {
    const [found] = biomeFindings(source, printed({ diagnostics: [double] }));
    expect(found!.diagnostic).toMatchObject({ rule: 'lint/suspicious/noDoubleEquals', column: 22, endColumn: 24 });
    expect(source.slice(21, 23)).toBe('==');
    expect(applyLineEdits(source, found!.fixes[0]!.edits)).toBe(source.replace('==', '==='));
  });

  it('names what cannot be parsed by an empty rule, and leaves out what is about no place', () => {
    const found = biomeFindings(source, printed({ diagnostics: [{ ...double, code: { value: 'parse' }, suggestions: undefined }, { message: 'too large', location: null }] }));
    expect(found.map(({ diagnostic, fixes }) => [diagnostic.rule, fixes])).toEqual([['', []]]);
  });

  it('says what went wrong where there is no report', () => {
    expect(() => biomeFindings(source, { code: 1, stdout: '', stderr: 'Error: couldn\'t parse `style/useNope`: The rule, group or domain doesn\'t exist.\n' })).toThrow('style/useNope');
  });

  it('has a description, of either form', () => {
    const now = 'Summary\n\n- Name: noDebugger\n- Fix: unsafe\n\nDescription\n\n Disallow the use of `debugger`\n\nExamples\n\nInvalid\n\n ```js,expect_diagnostic\n debugger;\n ```\n';
    expect(biomeDescription(now)).toBe('Disallow the use of `debugger`\n\n## Examples\n\n## Invalid\n\n```js\ndebugger;\n```');
    const before = '# noDebugger\n\nFix is Unsafe.\n\n# Description\nDisallow the use of `debugger`\n\n## Examples\n';
    expect(biomeDescription(before)).toBe('Disallow the use of `debugger`\n\n## Examples');
    expect(biomeDescription('Error')).toBeUndefined();
  });
});

describe('markdownlint\'s rules', () => {
  it('are known by their number, however they are written', () => {
    expect(['MD009/no-trailing-spaces', 'md009', 'no-trailing-spaces', 'MD0091'].map((rule) => markdownlint.ruleName(rule))).toEqual(['MD009', 'MD009', 'no-trailing-spaces', 'MD0091']);
  });

  it('say their title first and leave out lists of names and parameters', () => {
    const page = '# `MD009` - Trailing spaces\n\nTags: `whitespace`\n\nAliases: `no-trailing-spaces`\n\nParameters:\n\n- `br_spaces`: Spaces for line break (`integer`, default `2`)\n- `list_item_empty_lines`: Allow spaces for empty lines in list items\n  (`boolean`, default `false`)\n\nFixable: Some violations can be fixed by tooling\n\nThis rule is triggered on spaces.\n\nRationale: They have\nno purpose.\n';
    expect(markdownlintText(page)).toBe('Trailing spaces.\n\nThis rule is triggered on spaces.\n\nRationale: They have\nno purpose.');
  });
});
