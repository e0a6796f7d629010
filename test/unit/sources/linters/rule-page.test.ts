import { describe, expect, it } from 'vitest';
import { rulePage } from '../../../../src/sources/linters/rule-page.ts';

describe('rulePage', () => {
  it('puts the description first and leaves out the generated header', () => {
    const page = [
      '# jest/no-focused-tests', '', '📝 Disallow focused tests.', '', '💼 This rule is enabled in the ✅ `recommended`', '[config](https://github.com/a/b).', '',
      '🔧 This rule is automatically fixable.', '', '<!-- end auto-generated rule header -->', '', '<!-- prettier-ignore -->', 'Jest can focus tests.', '', '## Rule details', '', 'See [options](../../README.md#o) and [MDN](https://mdn.dev/a).', '',
    ].join('\r\n');
    expect(rulePage(page)).toBe('Disallow focused tests.\n\nJest can focus tests.\n\n## Rule details\n\nSee options and [MDN](https://mdn.dev/a).');
  });

  it('takes what only the site of typescript-eslint needs out of the prose and leaves the code alone', () => {
    const page = [
      '---', 'description: \'Require it.\'', '---', '', 'import Tabs from \'@theme/Tabs\';', '', '> 🛑 This file is source code! 🛑', '>', '> See **https://example.org** for documentation.', '',
      'A floating Promise is lost.', '', ':::danger Deprecated', 'Use another.', ':::', '', '{/* insert option description */}', '', '<Tabs>', '<TabItem value="❌ Incorrect">', '',
      '```ts option=\'{ "a": 1 }\' showPlaygroundButton', 'import Tabs from \'@theme/Tabs\';', '<Tabs>', '<!-- kept -->', '[a](./b)', '```', '', '</TabItem>', '</Tabs>',
    ].join('\n');
    expect(rulePage(page, 'Require it.')).toBe([
      'Require it.', '', 'A floating Promise is lost.', '', '**Deprecated**', 'Use another.', '', '**❌ Incorrect**', '',
      '```ts', 'import Tabs from \'@theme/Tabs\';', '<Tabs>', '<!-- kept -->', '[a](./b)', '```',
    ].join('\n'));
  });

  it('says a description once', () => {
    expect(rulePage('# a/b\n\nDisallow `x`.\n\nIt hurts.\n', 'disallow `x`')).toBe('disallow `x`\n\nIt hurts.');
    expect(rulePage('', 'disallow `x`')).toBe('disallow `x`');
    expect(rulePage('')).toBe('');
  });

  it.each([
    ['links that never end', '['.repeat(60_000)],
    ['tags that never end', `<A ${'value="'.repeat(9000)}`],
    ['spaces', `a${' '.repeat(60_000)}b`],
    ['an admonition of spaces', `:::${' '.repeat(60_000)}]x`],
    ['images that never end', '![]('.repeat(15_000)],
    ['a comment that never ends', `text <!--${'<!--'.repeat(15_000)}`],
    ['emphasis of quotes', `import ${'\'a'.repeat(20_000)}`],
    ['a code block that never ends', `\`\`\`js\n${'x\n'.repeat(20_000)}`],
  ])('gets through a page of %s', (_name, page) => {
    // A page that takes more than the test's time limit fails it.
    expect(rulePage(page, 'What it is about.')).toMatch(/^What it is about\./);
  });
});
