import { describe, expect, it } from 'vitest';
import { fillTemplate, type Parts } from '../../../src/workers/pull-request/template.ts';

const parts: Parts = {
  summary: '- SUMMARY',
  changes: '- CHANGES',
  why: 'REASON',
  tests: 'TESTS',
  breaking: '- BREAKS',
  migration: '- MIGRATES',
  changelog: '- NOTE',
  issues: { closes: ['Fixes #1'], mentions: ['ABC-7'] },
};
const MAIN = ['- SUMMARY', '', '**Changes**', '', '- CHANGES'];
const BREAKING = ['**Breaking changes**', '', '- BREAKS'];
const MIGRATION = ['**Migration**', '', '- MIGRATES'];
const REST = [...MAIN, '', ...BREAKING, '', ...MIGRATION];
const ISSUES = ['Fixes #1', '', 'Refs ABC-7'];

/** Forms that templates of well-known projects have, in other words: what a line that is a list says is written there, all else is the template's. */
const FORMS: Record<string, (string | { was: string[]; is: string[] })[]> = {
  'a table of questions and a notice in a comment': [
    ...['| Question | Answer', '| --- | ---', '| Bug fix? | yes/no', { was: ['| Tickets | Fix #... <!-- a number -->'], is: ['| Tickets | Fixes #1, ABC-7 <!-- a number -->'] }, '| Licence | MIT', '<!--', 'Instead of this: a text', '-->'],
    { was: [], is: ['', ...REST] },
    '',
  ],
  'bold labels with a prompt at the end of one, and a block for the note': [
    ...['<!-- Hello', '1. Read -->', '', '**What this does / why it is needed**:', ''],
    { was: [], is: [...REST, '', 'Refs ABC-7', ''] },
    { was: ['**Issue this fixes** *(optional, in the form `fixes #<number>(, fixes #<number>)`)*: fixes #'], is: ['**Issue this fixes** *(optional, in the form `fixes #<number>(, fixes #<number>)`)*: fixes #1'] },
    ...['', '**Notes for your reviewer**:', '', '**Release note**:', '```release-note', { was: [], is: ['NOTE'] }, '```', ''],
  ],
  'half sentences to be completed': [
    ...['### Motivation / Background', '', '<!-- Why? -->', '', { was: ['This is needed because [REPLACE ME]'], is: ['REASON'] }, '', '### Detail', ''],
    { was: ['This changes [REPLACE ME]'], is: [...REST, '', ...ISSUES] },
    ...['', '### Additional information', '', '<!-- Benchmarks -->', '', '### Checklist', '', '* [ ] One change only', ''],
  ],
  'a section for what breaks before all others, and bullets that ask for issues': [
    ...['## Breaking change', '<!-- For users', 'to read -->', '', { was: [''], is: ['- BREAKS', ''] }, '## Proposed change', '<!-- Big picture -->', '', { was: [''], is: [...MAIN, '', ...MIGRATION, ''] }, '## Type of change', '- [ ] Breaking change', '', '## Additional information', ''],
    ...[{ was: ['- This fixes or closes issue: fixes #'], is: ['- This fixes or closes issue: fixes #1'] }, { was: ['- This is related to issue: '], is: ['- This is related to issue: ABC-7'] }, '- Link to documentation pull request: ', '', '[guide]: https://example.com/guide', ''],
  ],
  'comments, then a line and a guide below it': [...['<!--', 'closes: #ISSUE', '-->', '', '<!-- Leave an empty line -->'], { was: [], is: ['', ...REST, '', ...ISSUES, ''] }, '---', '**^ Describe it above**', 'Read the **[guide](https://example.com)**.', ''],
  'paragraphs in italics without a heading': [{ was: ['*A more detailed description of your change,', 'if needed.*'], is: [...REST, '', ...ISSUES] }, '', { was: ['*Summary of how you tested it.*'], is: ['TESTS'] }, '', '### For the committer', '- [ ] Check it', ''],
  'behaviour now and then, and boxes in code': [
    ...['## PR type', 'What kind of change is it?', '```', '[ ] Bug fix', '```', '', '## What is the current behavior?', '<!-- Or a link -->', '', { was: ['Issue Number: N/A'], is: ['Issue Number: Fixes #1, ABC-7'] }, '', '## What is the new behavior?', ''],
    { was: [], is: [...MAIN, '', ...MIGRATION, ''] },
    ...['## Does it introduce a breaking change?', '```', '[ ] Yes', '[ ] No', '```', '', '<!-- If so, say how -->', ''],
    { was: [], is: ['- BREAKS', ''] },
    ...['## Other information', ''],
  ],
  'bullets below a line that is no heading': ['What this changes', '', { was: ['-', '-'], is: [...REST, '', 'Refs ABC-7'] }, '', '---', '', { was: ['Fixes #'], is: ['Fixes #1'] }, ''],
  'commands for the forge at the end': [...['## What does this MR do and why?', '', { was: ['_Describe it in detail._'], is: [...REST, '', ...ISSUES] }, '', '<!-- Keep it up to date -->', '', '## Screenshots', '', '_Needed for UI changes._', '', '/assign me', '']],
};

describe('templates of the forms that well-known projects use', () => {
  it.each(Object.entries(FORMS))('fills %s', (_, lines) => {
    const template = lines.flatMap((line) => (typeof line === 'string' ? [line] : line.was)).join('\n');
    expect(fillTemplate(template, parts)).toBe(lines.flatMap((line) => (typeof line === 'string' ? [line] : line.is)).join('\n'));
  });
});
