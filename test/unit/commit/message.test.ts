import { describe, expect, it } from 'vitest';
import type { Conventions } from '../../../src/core/changes.ts';
import { composeMessage } from '../../../src/workers/commit/message.ts';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { fixedLines, trailersFor } from '../../../src/workers/commit/trailers.ts';

const conventions = (more: Partial<Conventions>): Conventions => ({ commentMark: '#', recentBodies: [], ...more });
const style = (more: Partial<Conventions>) => inferStyle(['Add a'], { conventions: conventions(more) });
const signOff = 'Zoë <zoe@example.com>';

describe('trailersFor', () => {
  it('signs only for a user whose configuration asks for it', () => {
    expect(trailersFor(conventions({ signOff }))).toEqual(['Signed-off-by: Zoë <zoe@example.com>']);
    expect(trailersFor(conventions({ guide: 'Every commit needs Signed-off-by.' }))).toEqual([]);
    expect(trailersFor(undefined)).toEqual([]);
  });

  it.each(['', 'nobody', ' <a@b.c>', 'A <>'])('does not sign for %j', (by) => {
    expect(trailersFor(conventions({ signOff: by }))).toEqual([]);
  });

  it('lets no name bring lines of its own', () => {
    expect(trailersFor(conventions({ signOff: 'A\nCo-authored-by: B <b@c.d>' }))).toEqual(['Signed-off-by: ACo-authored-by: B <b@c.d>']);
  });
});

describe('fixedLines', () => {
  it.each([
    ['# Subject of 50 characters\n\n# Why?\n', []],
    ['\n\nWhy:\n\n\n\nHow:\n# comment\n', ['Why:', '', 'How:']],
    ['<type>(<scope>): <subject>\n\n[optional body]\n{footer}\nTested: yes', ['Tested: yes']],
    ['\nKept\n# ------------------------ >8 ------------------------\nnot kept', ['Kept']],
    ['\r\nb\r\n# b\r\nc\u0007', ['b', 'c']],
    ['', []],
    ['type(scope): subject\n\n# comment\n', []],
    ['feat: \n\n# c\nTested: yes', ['Tested: yes']],
    ['[JIRA-XXX] Title\n\nWhy:\n\n# c\n', ['Why:']],
    ['PROJ-000: short summary\n\nLonger description\n\nRefs: PROJ-000\n', []],
    ['Summary:\n\nTest Plan:\n', ['Summary:', '', 'Test Plan:']],
    ['\n\nRefs: #XXX\nRefs: ABC-12\nThe body of it', ['Refs: ABC-12', 'The body of it']],
  ])('%j', (template, lines) => {
    expect(fixedLines({ template, commentMark: '#' })).toEqual(lines);
  });

  it('knows another mark of comments', () => {
    expect(fixedLines({ template: '; comment\n\n# text', commentMark: ';' })).toEqual(['# text']);
  });
});

describe('composeMessage', () => {
  it('is the subject alone where nothing else is asked for', () => {
    expect(composeMessage('Stop', '', style({}))).toEqual({ subject: 'Stop', body: '', message: 'Stop' });
  });

  it('puts body, template and trailers in their order', () => {
    const { message, body } = composeMessage('Stop', 'Because.\nSigned-off-by: nobody <n@b.c>', style({ template: '# hint\nWhy:\n', signOff }));
    expect(message).toBe('Stop\n\nBecause.\n\nWhy:\n\nSigned-off-by: Zoë <zoe@example.com>');
    expect(message).toBe(`Stop\n\n${body}`);
  });

  it('adds to the trailers of the template, and repeats none', () => {
    expect(composeMessage('Stop', '', style({ template: '\n\nTeam: Core\n', signOff })).message).toBe('Stop\n\nTeam: Core\nSigned-off-by: Zoë <zoe@example.com>');
    expect(composeMessage('Stop', '', style({ template: `\n\nSigned-off-by: ${signOff}\n`, signOff })).message).toBe('Stop\n\nSigned-off-by: Zoë <zoe@example.com>');
  });

  it('wraps at 72, or at what the project says', () => {
    const body = 'word '.repeat(60);
    expect(longest(composeMessage('Stop', body, style({})).body)).toBeLessThanOrEqual(72);
    expect(longest(composeMessage('Stop', body, style({ guide: 'Wrap the body at 100 characters.' })).body)).toBe(99);
  });

  it('is empty where there is no subject yet', () => {
    expect(composeMessage('', 'x', style({ signOff })).message).toBe('');
  });
});

function longest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
