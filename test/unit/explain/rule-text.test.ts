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
      opening: 'It is better to specify an encoding. Using the system default implicitly can create problems, e.g. on Windows. See the PEP.',
    });
  });

  it('leaves the list of messages out', () => {
    expect(ruleText('Require symbol descriptions\n\n## Messages\n\n- Expected Symbol to have a description.')).toEqual({ what: 'Require symbol descriptions', why: '', opening: 'Require symbol descriptions' });
  });

  it('is short whatever is long, and empty where nothing is said', () => {
    const long = ruleText(`## What it does\n${'word '.repeat(2000)}\n## Why is this bad?\n${'It is a long sentence about something. '.repeat(200)}`);
    expect(long.what.length).toBeLessThan(400);
    expect(long.why.length).toBeLessThan(650);
    expect(ruleText('')).toEqual({ what: '', why: '', opening: '' });
    expect(ruleText('```\nonly code\n')).toEqual({ what: '', why: '', opening: '' });
  });

  it('keeps the text of links and drops images, tables and HTML', () => {
    expect(ruleText('See [the guide](https://x.test/a) or [PEP 8][pep]. <b>Do</b> it.\n\n| a | b |\n|---|---|\n\n[pep]: https://peps.test').what).toBe('See the guide or PEP 8.');
  });
});

describe('sentences', () => {
  it('does not end one at a name or an abbreviation', () => {
    expect(sentences('Use os.path.join, e.g. Like this. `x.y` is fine! Done')).toEqual(['Use os.path.join, e.g. Like this.', '`x.y` is fine!', 'Done']);
  });
});
