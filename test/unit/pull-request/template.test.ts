import { describe, expect, it } from 'vitest';
import { fillTemplate, type Parts } from '../../../src/workers/pull-request/template.ts';

const parts: Parts = {
  summary: 'SUMMARY',
  changes: 'CHANGES',
  why: 'REASON',
  tests: 'TESTS',
  breaking: '- BREAKS',
  migration: '- MIGRATES',
  changelog: '- NOTE',
  issues: { closes: ['Fixes #1', 'Closes #2'], mentions: ['ABC-7'] },
};
const nothing: Parts = { summary: '', changes: '', why: '', tests: '', breaking: '', migration: '', changelog: '', issues: { closes: [], mentions: [] } };
const plain: Parts = { ...nothing, summary: 'SUMMARY', changes: 'CHANGES' };
const BOTH = 'SUMMARY\n\nCHANGES';
const fill = (template: string, given: Partial<Parts> = {}) => fillTemplate(template, { ...plain, ...given });
const all = (...lines: string[]) => fillTemplate(lines.join('\n'), parts);
/** Every line of the template is in the result, in its order. */
function expectKept(template: string, filled: string, gone: string[] = []): void {
  const rest = filled.split('\n');
  for (const line of template.split('\n').filter((each) => !gone.includes(each))) {
    const at = rest.indexOf(line);
    expect(at, `the line ${JSON.stringify(line)}`).toBeGreaterThanOrEqual(0);
    rest.splice(0, at + 1);
  }
}

describe('fillTemplate', () => {
  it('fills each part in under its heading and keeps headings, check boxes and comments', () => {
    const filled = all('## Description', '<!-- What and why -->', '', '## Changes', '', '## How was this tested?', '', '## Related issues', '', '## Breaking changes', '', '## Upgrade notes', '', '## Changelog', '', '## Checklist', '- [ ] Tests', '- [x] Docs', '');
    expect(filled).toBe(
      [
        ...['## Description', '<!-- What and why -->', '', 'SUMMARY', '', '## Changes', '', 'CHANGES', '', '## How was this tested?', '', 'TESTS', '', '## Related issues', '', 'Fixes #1, Closes #2', '', 'Refs ABC-7', ''],
        ...['## Breaking changes', '', '- BREAKS', '', '## Upgrade notes', '', '- MIGRATES', '', '## Changelog', '', '- NOTE', '', '## Checklist', '- [ ] Tests', '- [x] Docs', ''],
      ].join('\n'),
    );
  });

  it('leaves a section as it was where there is nothing to say to it', () => {
    const template = '## Description\n\nDescribe it.\n\n\n## Testing\n\n_Describe the tests._\n\n## Breaking change\n\nN/A\n\n## Why?\n\nTODO\n\nFixes #\n\n## Release notes\n\n```release-note\n```\n';
    expect(fillTemplate(template, nothing)).toBe(template);
    expect(fill(template)).toBe(template.replace('Describe it.\n\n\n', `${BOTH}\n\n`));
  });

  it('puts what no section asks for under the summary', () => {
    expect(all('### Summary', '', '### Notes', '')).toBe(`### Summary\n\n${BOTH}\n\n**Breaking changes**\n\n- BREAKS\n\n**Migration**\n\n- MIGRATES\n\nFixes #1, Closes #2\n\nRefs ABC-7\n\n### Notes\n`);
  });

  it('replaces placeholders of the section it fills, and nothing else', () => {
    const filled = fill('# What changed\n\nPlease describe the change.\n\n-\n\n[Add a brief text]\n\nOur policy stands here.\n\n_(or)_\n\n# Screenshots\n\nPlease add some.\n');
    expect(filled).toBe(`# What changed\n\n${BOTH}\n\nOur policy stands here.\n\n_(or)_\n\n# Screenshots\n\nPlease add some.\n`);
    for (const placeholder of ['TODO', 'N/A', 'tbd.', '...', 'Detail 1\nDetail 2', 'This changes [REPLACE ME]', '<your text>', '%{first_multiline_commit}', '> Describe it', 'A clear and concise description.', 'Bitte beschreibe die Änderung.', 'Décrivez les changements', 'Describe los cambios', '请描述你的改动', '変更内容を記述してください。']) {
      expect(fill(`## Description\n\n${placeholder}\n`), placeholder).toBe(`## Description\n\n${BOTH}\n`);
    }
    for (const text of ['Please note that we squash.', 'Please check that:\n- [ ] it works', 'We meet on Mondays.', '| a | b |\n|---|---|', 'Please describe <!-- this -->', '<details>\nDescribe it here.\n\nDescribe it.\n</details>', '/assign me']) {
      expect(fill(`## Description\n\n${text}\n`), text).toBe(`## Description\n\n${BOTH}\n\n${text}\n`);
    }
  });

  it('gives a reason only where the authors gave one, and a summary under a question for reasons only where nothing else asks', () => {
    const template = '## Motivation\n\n## Detail\n';
    expect(fill(template)).toBe(`## Motivation\n\n## Detail\n\n${BOTH}\n`);
    expect(fill(template, { why: 'REASON' })).toBe(`## Motivation\n\nREASON\n\n## Detail\n\n${BOTH}\n`);
    expect(fill('## Type of change\n- [ ] Bug fix\n\n## Motivation\n')).toBe(`## Type of change\n- [ ] Bug fix\n\n## Motivation\n\n${BOTH}\n`);
  });

  it.each([
    ['## What does this PR do?', 'SUMMARY'],
    ['**What this PR does / why we need it**:', 'SUMMARY'],
    ['### 💡 Background and solution', 'SUMMARY'],
    ['## What is the new behavior?', 'SUMMARY'],
    ['<summary>Description</summary>', 'SUMMARY'],
    ['Description\n-----------', 'SUMMARY'],
    ['Summary:', 'SUMMARY'],
    ['## Beschreibung', 'SUMMARY'],
    ['## Résumé', 'SUMMARY'],
    ['## ¿Cuál es el nuevo comportamiento?', 'SUMMARY'],
    ['## Descrição', 'SUMMARY'],
    ['## 概要', 'SUMMARY'],
    ['**Description of the issue this addresses:**', 'SUMMARY'],
    ['### 💡 需求背景和解决方案', 'SUMMARY'],
    ['### 这个 PR 做了什么？', 'SUMMARY'],
    ['## What changes were proposed in this pull request?', 'SUMMARY'],
    ['## Why are the changes needed?\n\n## Summary', 'SUMMARY'],
    ['## Summary\n\n## Why is it needed?', 'REASON'],
    ['## Summary\n\n## 背景', 'REASON'],
    ['## How Has This Been Tested?', 'TESTS'],
    ['## Test plan', 'TESTS'],
    ['**- How to verify it**', 'TESTS'],
    ['## Wie wurde getestet?', 'TESTS'],
    ['## Tests effectués', 'TESTS'],
    ['## ¿Cómo se probó?', 'TESTS'],
    ['## Como foi testado?', 'TESTS'],
    ['## 测试', 'TESTS'],
    ['## 動作確認', 'TESTS'],
    ['## Does this PR introduce a breaking change?', '- BREAKS'],
    ['## 破壊的変更', '- BREAKS'],
    ['## Migration guide', '- MIGRATES'],
    ['## Related issue(s)', 'Fixes #1, Closes #2'],
    ['## Zugehörige Tickets', 'Fixes #1, Closes #2'],
    ['## 関連 Issue', 'Fixes #1, Closes #2'],
    ['### 📝 Changelog', '- NOTE'],
    ['**- Description for the changelog**', '- NOTE'],
    ['## Summary\n\n## Umsetzung', 'CHANGES'],
    ['## Purpose\n\n## Brief changelog', 'CHANGES'],
    ['## What is changed?\n\n## What problem does this PR solve?', 'REASON'],
    ['## Summary\n\n## 变更内容', 'CHANGES'],
    ['## Summary\n\n## Proposed changes', 'CHANGES'],
  ])('knows what %j asks for', (heading, expected) => {
    expect(all('Top text', '', heading, '')).toContain(`${heading.split('\n\n').at(-1)}\n\n${expected}\n`);
  });

  it.each([
    ...['Type of change', 'PR Type', 'ISSUE TYPE', 'What kind of change does this PR introduce?', 'Checklist', 'Self Check before Merge', 'Screenshots', 'Notes for reviewers', 'AI usage disclosure', 'Was this patch authored using generative AI tooling?', 'What is the current behavior?', 'How to set up and validate locally'],
    ...['Does this introduce _any_ user-facing change?', 'Who is this feature for?', 'Additional details', 'PR Title', 'What needs to be documented?', 'Art der Änderung', 'Type de changement', 'Tipo de cambio', '变更类型', 'チェックリスト', 'スクリーンショット', 'Test environment', 'API Changes', 'How has the user experience changed?', 'Have you added tests?', 'NEW FEATURES | UPGRADE NOTES | BUG FIXES', '^ Add a description above'],
  ])('leaves %j to a person', (heading) => {
    const template = `## Description\n\n## ${heading}\n\nPlease describe\n\n- [ ] a\n`;
    expect(all(template).endsWith(`## ${heading}\n\nPlease describe\n\n- [ ] a\n`)).toBe(true);
  });

  it('writes at the top of a template without a heading for it, after its comments and over nothing', () => {
    expect(fill('<!-- Thanks\nfor this -->\n\n- [ ] Read the guide\n')).toBe(`<!-- Thanks\nfor this -->\n\n${BOTH}\n\n- [ ] Read the guide\n`);
    expect(fill('<!-- one -->\n<!-- two\n-->\n')).toBe(`<!-- one -->\n<!-- two\n-->\n\n${BOTH}\n`);
    expect(fill('')).toBe(`${BOTH}\n`);
    expect(fill('Read the guide.\n\n1. Run the tests\n')).toBe(`${BOTH}\n\nRead the guide.\n\n1. Run the tests\n`);
    expect(fill('Changes proposed here\n\n-\n-\n\n---\n\nThanks\n')).toBe(`Changes proposed here\n\n${BOTH}\n\n---\n\nThanks\n`);
    expect(fill('*More details of your change,\nif needed.*\n\n### Checklist\n')).toBe(`${BOTH}\n\n### Checklist\n`);
    expect(fill('*Replace this with a description of the change.*\n\n*List which issues are fixed.*\n\n## Checklist\n', { issues: { closes: ['Fixes #1'], mentions: [] } })).toBe(`${BOTH}\n\nFixes #1\n\n## Checklist\n`);
    expect(fill('<!-- keep a line -->\n---\nGuide\n')).toBe(`<!-- keep a line -->\n\n${BOTH}\n\n---\nGuide\n`);
  });

  it('does not take headings in comments, code and front matter for headings', () => {
    const template = '---\nname: x\n# Description\n---\n<!--\n## Description\n-->\n```\n## Summary\n```\n**Description**\n\n**Tests:**\n';
    const filled = fill(template, { tests: 'TESTS' });
    expectKept(template, filled);
    expect(filled).toContain(`**Description**\n\n${BOTH}`);
    expect(filled).toContain('**Tests:**\n\nTESTS');
  });

  it('ticks no box and fills no choice', () => {
    const template = '## Type of change\n- [ ] Bug fix\n- [ ] Breaking change\n\n## What does this change?\n- [ ] the API\n\n## Tests\n- [ ] unit\n\n## Motivation\n\n- [ ] closes #xxx\n';
    expectKept(template, all(template));
    expect(all(template)).not.toContain('[x]');
    expect(all(template)).toContain('## Tests\n- [ ] unit\n\n');
  });

  it('says what breaks below the boxes that ask whether something does', () => {
    expect(fill('## Description\n\n## Does this PR introduce a breaking change?\n```\n[ ] Yes\n[ ] No\n```\n\n<!-- If so, say it below -->\n\n\n## Other', { breaking: '- BREAKS' })).toContain('[ ] No\n```\n\n<!-- If so, say it below -->\n\n- BREAKS\n\n## Other');
  });

  it('answers questions of a list within the list', () => {
    expect(fill('1. What does this do?\n2. Why is it needed?\n3. How was it tested?\n', { tests: 'a\nb' })).toBe(
      '1. What does this do?\n\n   SUMMARY\n\n   CHANGES\n\n2. Why is it needed?\n3. How was it tested?\n\n   a\n   b\n',
    );
  });

  it('fills the sections inside a heading that only holds them, and collapsible blocks inside', () => {
    expect(fill('## Description\n\n### What\n\n### Why\n')).toBe(`## Description\n\n### What\n\n${BOTH}\n\n### Why\n`);
    expect(fill('# Summary\n\n<details>\n<summary>Migration notes</summary>\n\nTODO\n\n</details>\n\nEnd\n', { migration: '- M' })).toBe(`# Summary\n\n${BOTH}\n\n<details>\n<summary>Migration notes</summary>\n\n- M\n\n</details>\n\nEnd\n`);
  });

  it('writes a note into the block or the line that waits for it', () => {
    expect(fill('## Summary\n\n**Release note**:\n<!-- how -->\n```release-note\nNONE\n```\n', { changelog: '- NOTE' })).toContain('<!-- how -->\n```release-note\nNOTE\n```\n');
    expect(fill('## Summary\n\n**Release note**:\n```\n\n```\n', { changelog: '- A\n- B' })).toContain('```\n- A\n- B\n```\n');
    expect(fill('## Summary\n\n#### Release Notes\n\nNotes: <!-- one line -->\n', { changelog: '- NOTE' })).toContain('Notes: NOTE <!-- one line -->\n');
    expect(fill('## Summary\n\n**Release note**:\n```\n', { changelog: '- NOTE' })).toContain('**Release note**:\n\n- NOTE\n\n```\n');
  });

  it('takes what has found its place out of a summary that is a commit’s body', () => {
    const summary = 'Sort well.\n\nBREAKING CHANGE: takes a list\n\nTest plan:\nran it\n\nFixes #1';
    const given = { summary, tests: 'ran it', breaking: '- takes a list', issues: { closes: ['Fixes #1'], mentions: [] } };
    expect(fill('## Description\n\n## Breaking changes\n\n## Tests\n\n## Issues\n', given)).toBe('## Description\n\nSort well.\n\nCHANGES\n\n## Breaking changes\n\n- takes a list\n\n## Tests\n\nran it\n\n## Issues\n\nFixes #1\n');
    expect(fill('## Description\n', given)).toBe(`## Description\n\nSort well.\n\nTest plan:\nran it\n\nFixes #1\n\n**Changes**\n\nCHANGES\n\n**Breaking changes**\n\n- takes a list\n`);
  });

  it('keeps the ends of lines and of the text', () => {
    const template = '\uFEFF## Description\r\n<!-- a -->\r\n\r\nDescribe it\r\n\r\nFixes #\r\n\r\n## Checklist  \r\n- [ ] x\t\r\n';
    const filled = fill(template, { issues: { closes: ['Fixes #1'], mentions: [] } });
    expect(filled).toBe(`\uFEFF## Description\r\n<!-- a -->\r\n\r\n${BOTH.replaceAll('\n', '\r\n')}\r\n\r\nFixes #1\r\n\r\n## Checklist  \r\n- [ ] x\t\r\n`);
    expect(fill('## Notes\n\n\n\nx  \n\n\n')).toBe(`${BOTH}\n\n## Notes\n\n\n\nx  \n\n\n`);
  });

  it('tells points from other points by a title', () => {
    expect(fill('## Description\n', { summary: '- one', changes: '- two' })).toBe('## Description\n\n- one\n\n**Changes**\n\n- two\n');
    expect(fill('## Description\n', { summary: 'The parser now:\n- accepts x\n1. rejects y', changes: '- two' })).toContain('rejects y\n\n**Changes**\n\n- two');
    expect(fill('## Description\n', { summary: 'One.', changes: '- two' })).toBe('## Description\n\nOne.\n\n- two\n');
  });

  it('writes where it is seen though a comment or a block of code never ends', () => {
    expect(fill('## Description\n<!-- never closed\n\n## Tests\n')).toBe(`## Description\n\n${BOTH}\n\n<!-- never closed\n\n## Tests\n`);
    expect(fill('<!-- never closed\n## Description\n')).toBe(`${BOTH}\n\n<!-- never closed\n## Description\n`);
    expect(fill('```\n## Description\n')).toBe(`${BOTH}\n\n\`\`\`\n## Description\n`);
    expect(fill('## Description\n\n<!-- a --> text <!-- b\n-->\n')).toContain('<!-- a --> text <!-- b\n-->');
  });

  it.each([
    ['spaces', `# ${' '.repeat(65_000)}x`],
    ['stars', '*'.repeat(65_000)],
    ['bold marks', '**a '.repeat(16_000)],
    ['underscores', `_${'_a'.repeat(32_000)}`],
    ['comment openers', '<!--'.repeat(16_000)],
    ['comment ends', '-->'.repeat(20_000)],
    ['opened comments on lines', '<!--\n'.repeat(13_000)],
    ['brackets', '['.repeat(65_000)],
    ['parentheses', `Fixes #${'('.repeat(60_000)}`],
    ['bars', '|'.repeat(65_000)],
    ['rows', '| Tickets | Fix #... |\n'.repeat(2_500)],
    ['details', '<details>\n'.repeat(6_500)],
    ['fences', '```\n~~~\n'.repeat(8_000)],
    ['prompts', 'Fixes #\n'.repeat(8_000)],
    ['headings', '## Description\n'.repeat(4_300)],
    ['empty lines', '\n'.repeat(65_000)],
    ['questions', '1. What does this do?\n'.repeat(2_900)],
    ['words', `Please ${'describe '.repeat(7_000)}`],
    ['a colon at the end', `${'a'.repeat(65_000)}:`],
  ])('reads a long template of %s', (_, template) => {
    expect(all(template)).toContain('SUMMARY');
  });
});

describe('fillTemplate, where a line asks for issues', () => {
  const issues = (template: string) => fillTemplate(template, { ...nothing, issues: parts.issues });

  it.each([
    ['Fixes #', 'Fixes #1, fixes #2'],
    ['This PR fixes #', 'This PR fixes #1, fixes #2'],
    ['Closes: <!-- issue -->', 'Closes: #1, closes #2 <!-- issue -->'],
    ['Fixes #ISSUE_NUMBER', 'Fixes #1, fixes #2'],
    ['Fixes # (issue)', 'Fixes #1, fixes #2'],
    ['closes #XXX.', 'closes #1, closes #2'],
    ['Resolves <issue link>', 'Resolves #1, resolves #2'],
    ['- This PR fixes or closes issue: fixes #', '- This PR fixes or closes issue: fixes #1, fixes #2'],
    ['**Which issue this PR fixes** *(optional, in `fixes #<number>(, …)` format)*: fixes #', '**Which issue this PR fixes** *(optional, in `fixes #<number>(, …)` format)*: fixes #1, fixes #2'],
    ['Refs #', 'Refs ABC-7'],
    ['Related to #123', 'Related to ABC-7'],
    ['- Related to issue #', '- Related to issue ABC-7'],
    ['* Resolves: # <!-- issue -->', '* Resolves: #1, resolves #2 <!-- issue -->'],
    ['- Closes <!-- link -->', '- Closes #1, closes #2 <!-- link -->'],
    ['Issue Number: close #xxx', 'Issue Number: close #1, close #2'],
    ['JIRA: ', 'JIRA: ABC-7'],
    ['**Jira ticket**: [PROJ-XXX]', '**Jira ticket**: ABC-7'],
    ['**Issue:** ', '**Issue:** Fixes #1, Closes #2, ABC-7'],
    ['Issue Number: N/A', 'Issue Number: Fixes #1, Closes #2, ABC-7'],
    ['- Related to: #', '- Related to: ABC-7'],
    ['| Tickets | Fix #... <!-- see --> |', '| Tickets | Fixes #1, Closes #2, ABC-7 <!-- see --> |'],
    ['| Fixed Issues? | `Fixes #1, Fixes #2` <!-- no quotes -->', '| Fixed Issues? | Fixes #1, Closes #2, ABC-7 <!-- no quotes -->'],
  ])('writes them after %j', (line, expected) => {
    expect(issues(`Thanks!\n\n${line}\n`)).toContain(`${expected}\n`);
  });

  it.each(['- [ ] closes #xxxx', 'We write Fixes #77 here', 'Name the issue that it closes', '<!-- Fixes # -->', '`Fixes #` goes here', '## Docs', '**Learn more:** https://example.com/issues'])('leaves %j alone', (line) => {
    expect(issues(`${line}\n\nEnd\n`).split('\n')).toContain(line);
  });

  it('does not say that what is only mentioned is fixed', () => {
    const filled = fillTemplate('## Summary\n\nFixes #\n', { ...nothing, issues: { closes: [], mentions: ['#5'] } });
    expect(filled).toBe('## Summary\n\nRefs #5\n\nFixes #\n');
  });

  it('answers the rows of a table that only ask, and keeps the others', () => {
    const template = '| Q | A |\n| --- | --- |\n| Bug fix? | yes/no |\n| Description? | Please be specific. |\n| How to test? | Please say how. |\n| License | MIT |\n';
    expect(fillTemplate(template, { ...nothing, summary: '- a `x|y`\n- b', tests: 'TESTS', changes: 'CHANGES' })).toBe(
      '| Q | A |\n| --- | --- |\n| Bug fix? | yes/no |\n| Description? | a `x\\|y`<br>b |\n| How to test? | TESTS |\n| License | MIT |\n\nCHANGES\n',
    );
  });
});
