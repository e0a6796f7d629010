import { describe, expect, it } from 'vitest';
import { ruleText, sentences } from '../../../src/workers/explain/rule-text.ts';

// As `ruff rule T201` gives it, shortened.
const ruff = `## What it does
Checks for \`print\` statements.

## Why is this bad?
\`print\` statements used for debugging should be omitted from production
code. They can lead the accidental inclusion of sensitive information in
logs, and are not configurable by clients, unlike \`logging\` statements.

## Example
\`\`\`python
def sum_less_than_four(a, b):
    print(f"Calling sum_less_than_four")
\`\`\`
`;

describe('ruleText', () => {
  it('takes what a rule does and why from their sections, without the example', () => {
    const { what, why } = ruleText(ruff);
    expect(what).toBe('Checks for `print` statements.');
    expect(why).toMatch(/^`print` statements used for debugging should be omitted from production code\. They can/);
    expect(`${what} ${why}`).not.toContain('sum_less');
  });

  it('has the first sentence for what a rule does, and the whole for want of a section with the reason', () => {
    expect(ruleText('It is better to specify an encoding. Using the system default implicitly can create problems, e.g. on Windows. See the PEP.')).toEqual({
      what: 'It is better to specify an encoding.',
      why: '',
      advice: '',
      opening: 'It is better to specify an encoding. Using the system default implicitly can create problems, e.g. on Windows. See the PEP.',
    });
  });

  it('keeps what leads to a quotation, which is no code', () => {
    const page = '## What it does\nReports the following calls when their first arguments are not raw strings:\n\n- `compile`\n\n## Why is this bad?\nThe suffix is recommended by [PEP 8]:\n\n> Because exceptions should be classes, the convention applies here.\n';
    expect(ruleText(page)).toMatchObject({ what: 'Reports the following calls when their first arguments are not raw strings.', why: 'The suffix is recommended by PEP 8: Because exceptions should be classes, the convention applies here.' });
  });

  it('leaves the list of messages out', () => {
    expect(ruleText('Require symbol descriptions\n\n## Messages\n\n- Expected Symbol to have a description.')).toEqual({ what: 'Require symbol descriptions', why: '', advice: '', opening: 'Require symbol descriptions' });
  });

  it('is short whatever is long, and empty where nothing is said', () => {
    const long = ruleText(`## What it does\n${'word '.repeat(2000)}\n## Why is this bad?\n${'It is a long sentence about something. '.repeat(200)}`);
    expect(long.what.length).toBeLessThan(400);
    expect(long.why.length).toBeLessThan(650);
    expect(ruleText('')).toEqual({ what: '', why: '', advice: '', opening: '' });
    expect(ruleText('```\nonly code\n')).toEqual({ what: '', why: '', advice: '', opening: '' });
  });

  it('keeps the text of links and drops images, tables and HTML', () => {
    expect(ruleText('See [the guide](https://x.test/a) or [PEP 8][pep]. <b>Do</b> it.\n\n| a | b |\n|---|---|\n\n[pep]: https://peps.test').what).toBe('See the guide or PEP 8.');
  });
});

// The pages below are those of the packages, shortened.
describe('ruleText of a package\'s page', () => {
  it('reads typescript-eslint\'s: the description of the header, and the reason from the text before the first section', () => {
    const page = `---
description: 'Require Promise-like statements to be handled appropriately.'
---

import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';

> 🛑 This file is source code, not the primary documentation location! 🛑
>
> See **https://typescript-eslint.io/rules/no-floating-promises** for documentation.

A "floating" Promise is one that is created without any code set up to handle any errors it might throw.
Floating Promises can cause several issues, such as improperly sequenced operations, ignored Promise rejections, and more.

Valid ways of handling a Promise-valued statement include:

- \`await\`ing it
- \`return\`ing it

## Examples

<Tabs>
<TabItem value="❌ Incorrect">
`;
    const { what, why, opening } = ruleText(page);
    expect(what).toBe('Require Promise-like statements to be handled appropriately.');
    expect(why).toMatch(/^A "floating" Promise is one that .* Floating Promises can cause several issues, .* and more\.$/);
    expect(`${what}${why}${opening}`).not.toMatch(/source code|import |Valid ways|await/);
  });

  it('reads unicorn\'s: no badges, no remark on the settings', () => {
    const page = `# prefer-class-fields

📝 Prefer class field declarations over \`this\` assignments in constructors.

💼 This rule is enabled in the following [configs](https://github.com/x#y): ✅ \`recommended\`.

🔧 This rule is automatically fixable by the [\`--fix\` CLI option](https://eslint.org).

<!-- end auto-generated rule header -->

Class fields keep property initialization next to the declaration and avoid boilerplate in constructors.

## Examples

\`\`\`js
# not a heading
\`\`\`
`;
    expect(ruleText(page)).toMatchObject({
      what: 'Prefer class field declarations over `this` assignments in constructors.',
      why: 'Class fields keep property initialization next to the declaration and avoid boilerplate in constructors.',
    });
  });

  it('reads markdownlint\'s: the sentence that leads to an example is whole without it, and the rationale is the reason', () => {
    const page = `# \`MD001\` - Heading levels should only increment by one level at a time

Tags: \`headings\`

This rule is triggered when you skip heading levels in a Markdown document, for
example:

\`\`\`markdown
# Heading 1
### Heading 3
\`\`\`

Rationale: Headings represent the structure of a document and can be confusing
when skipped. More information: <https://www.w3.org/WAI/>.
`;
    expect(ruleText(page)).toEqual({
      what: 'This rule is triggered when you skip heading levels in a Markdown document.',
      why: 'Headings represent the structure of a document and can be confusing when skipped.',
      advice: '',
      opening: 'This rule is triggered when you skip heading levels in a Markdown document.',
    });
  });

  it('reads Stylelint\'s: nothing of its options, its messages and the list that follows a colon', () => {
    const page = `# unit-no-unknown

Disallow unknown units.

\`\`\`css
a { width: 100pixels; }
\`\`\`

This rule considers units defined in the CSS Specifications to be known.

This rule supports 1 [message argument](../../../docs/user-guide/configure.md#message): the unknown unit.

> [!NOTE]
> We recommend only using this rule for CSS-like languages.

The following patterns are _not_ considered problems:

- \`a {}\`

## Options

### \`true\`
`;
    expect(ruleText(page)).toEqual({ what: 'Disallow unknown units.', why: '', advice: '', opening: 'Disallow unknown units.' });
  });

  it('reads Clippy\'s and Biome\'s', () => {
    const clippy = '### What it does\nChecks for return statements at the end of a block.\n\n### Why is this bad?\nRemoving the `return` and semicolon will make the code\nmore rustic.\n\n### Example\n```rust\nfn foo() {}\n```\nsimplify to\n';
    expect(ruleText(clippy)).toMatchObject({ what: 'Checks for return statements at the end of a block.', why: 'Removing the `return` and semicolon will make the code more rustic.' });
    const biome = '# noDoubleEquals\n\nNo fix available.\n\nDefault severity: error\nThis rule is recommended.\n\nRequire the use of `===` and `!==`.\n\nDouble operators will trigger implicit type coercion\nand are thus not preferred.\n\n## Examples\n\n### Invalid\n';
    expect(ruleText(biome)).toMatchObject({ what: 'Require the use of `===` and `!==`.', why: 'Double operators will trigger implicit type coercion and are thus not preferred.' });
  });

  it('takes of rustc\'s explanation what stands before its example, as the rest is about that', () => {
    const rustc = 'A variable was used after its contents have been moved elsewhere.\n\nErroneous code example:\n\n```compile_fail,E0382\nlet y = x;\n```\n\nSince `MyStruct` is not marked `Copy`, the data gets moved out of `x`.\n';
    expect(ruleText(rustc)).toEqual({ what: 'A variable was used after its contents have been moved elsewhere.', why: '', advice: '', opening: 'A variable was used after its contents have been moved elsewhere.' });
  });

  it('takes the advice from its section, and no answer to a frequent question for a reason', () => {
    const page = 'Disallow shadowing.\n\n## Why does the rule report on enums?\n\nThat is intentional. It can be confusing.\n\n## How to fix violations\n\nRename the inner variable. For example:\n\n```js\nx\n```\n';
    expect(ruleText(page)).toEqual({ what: 'Disallow shadowing.', why: '', advice: 'Rename the inner variable.', opening: 'Disallow shadowing.' });
  });

  it('is quick with a page made to be slow', () => {
    const hostile = ['\n'.repeat(30_000), `${'['.repeat(30_000)}`, `${'<!--'.repeat(10_000)}`, `${'- [a]('.repeat(8000)}`, `${'> '.repeat(20_000)}`, `${'_a'.repeat(20_000)}`].join('\n\n');
    expect(ruleText(hostile).opening.length).toBeLessThan(1000);
  });
});

describe('sentences', () => {
  it('does not end one at a name or an abbreviation', () => {
    expect(sentences('Use os.path.join, e.g. Like this. `x.y` is fine! Done')).toEqual(['Use os.path.join, e.g. Like this.', '`x.y` is fine!', 'Done']);
  });
});
