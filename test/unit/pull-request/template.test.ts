import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../src/workers/pull-request/template.ts';

const parts = { summary: 'SUMMARY', changes: 'CHANGES', tests: 'TESTS', issues: 'Fixes #1' };
const fill = (...lines: string[]) => fillTemplate(lines.join('\n'), parts);

describe('fillTemplate', () => {
  it('fills each part in under its heading and keeps headings, check boxes and comments', () => {
    const filled = fill('## Description', '<!-- What and why -->', '', '## Changes', '', '## How was this tested?', '', '## Related issues', '', '## Checklist', '- [ ] Tests', '- [x] Docs');
    expect(filled).toBe(
      ['## Description', '<!-- What and why -->', '', 'SUMMARY', '', '## Changes', '', 'CHANGES', '', '## How was this tested?', '', 'TESTS', '', '## Related issues', '', 'Fixes #1', '', '## Checklist', '- [ ] Tests', '- [x] Docs', ''].join('\n'),
    );
  });

  it('replaces instructions and empty bullets of the section it fills, and nothing else', () => {
    const filled = fill('# What changed', '', 'Please describe the change.', '', '-', '', 'Our policy stands here.', '', '# Screenshots', '', 'Please add some.');
    expect(filled).toContain('# What changed\n\nSUMMARY\n\nCHANGES\n\nOur policy stands here.');
    expect(filled).toContain('# Screenshots\n\nPlease add some.');
    expect(filled).not.toMatch(/describe the change|^-$/m);
  });

  it('puts the areas under the summary where no heading asks for them', () => {
    expect(fill('### Summary', '', '### Notes')).toBe('### Summary\n\nSUMMARY\n\nCHANGES\n\n### Notes\n\nFixes #1\n');
  });

  it('writes at the top of a template without a heading for it, after its comments', () => {
    expect(fillTemplate('<!-- Thanks\nfor this -->\n\n- [ ] Read the guide\n', { ...parts, issues: '' })).toBe('<!-- Thanks\nfor this -->\n\nSUMMARY\n\nCHANGES\n\n- [ ] Read the guide\n');
    expect(fillTemplate('', { ...parts, issues: '' })).toBe('SUMMARY\n\nCHANGES\n');
  });

  it('takes bold lines for headings, and none within comments or code', () => {
    const filled = fill('<!--', '## Description', '-->', '```', '## Summary', '```', '**Description**', '', '**Tests:**');
    expect(filled).toContain('**Description**\n\nSUMMARY');
    expect(filled).toContain('**Tests:**\n\nTESTS');
    expect(filled).toContain('```\n## Summary\n```');
  });

  it('does not fill a choice among check boxes', () => {
    const filled = fill('## Type of change', '- [ ] Bug fix', '- [ ] Feature', '', '## What does this change?', '- [ ] the API', '', '## Motivation', '');
    expect(filled).toContain('## Type of change\n- [ ] Bug fix\n- [ ] Feature\n');
    expect(filled).toContain('## What does this change?\n- [ ] the API\n');
    expect(filled).toContain('## Motivation\n\nSUMMARY\n\nCHANGES');
  });

  it('leaves the section on tests as it was where there are none', () => {
    const template = '## Description\n\n## Testing\n\nDescribe the tests.\n';
    expect(fillTemplate(template, { ...parts, tests: '', issues: '' })).toContain('## Testing\n\nDescribe the tests.\n');
  });

  it('does not break comments of several paragraphs', () => {
    const filled = fill('## Summary', '', 'Text.', '', '<!-- one', '', 'Please two', '-->', '', 'End.');
    expect(filled).toContain('<!-- one\n\nPlease two\n-->');
    expect(filled.indexOf('SUMMARY')).toBeLessThan(filled.indexOf('Text.'));
  });
});
