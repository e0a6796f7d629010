import { describe, expect, it } from 'vitest';
import { aboveContent, commentPrefix, hasText } from '../../../../src/sources/git/hook-message.ts';

const hints = (prefix: string) => `\n${prefix} Please enter the commit message for your changes.\n${prefix}\n${prefix} On branch main\n${prefix}\tmodified:   ä.txt\n`;
const cut = '# ------------------------ >8 ------------------------\n# Do not modify or remove the line above.\ndiff --git a/x b/x\n+text\n';

describe('commentPrefix', () => {
  it.each([
    ['what git does by itself', hints('#'), [], '#'],
    ['the configured character', hints(';'), [';'], ';'],
    ['the string of newer gits', hints('//'), ['%', '//'], '//'],
    ['a git that does not know the string', hints('%'), ['%', '//'], '%'],
    ['a choice that git made', `# a template that stays\n${hints(';')}`, ['auto'], ';'],
    ['the line above a diff', `${hints('#')}${cut}`, ['auto'], '#'],
    ['an empty file', '', [';'], ';'],
    ['an empty file', '', ['auto'], '#'],
  ])('finds %s', (_name, file, configured, prefix) => {
    expect(commentPrefix(file, configured)).toBe(prefix);
  });
});

describe('hasText', () => {
  it.each([
    ['nothing but comments', hints('#'), false],
    ['trailers of git', `\n\nSigned-off-by: Zoë <zoe@example.com>\n${hints('#')}`, false],
    ['a diff below the cut', `${hints('#')}${cut}`, false],
    ['a subject', `Mend the kettle\n${hints('#')}`, true],
    ['a ticket from another hook', `[TEA-1] \n${hints('#')}`, true],
    ['a template with text', `Why:\n${hints('#')}`, true],
  ])('sees %s', (_name, file, expected) => {
    expect(hasText(file, '#')).toBe(expected);
  });
});

describe('aboveContent', () => {
  it('leaves a blank line before what stands there', () => {
    expect(aboveContent('Mend\r\n\r\nWhy\n\n', hints('#'), '#')).toBe('Mend\n\nWhy\n');
    expect(aboveContent('Mend', '# template\n', '#')).toBe('Mend\n\n');
    expect(aboveContent('Mend', '', '#')).toBe('Mend\n');
  });

  it('is nothing where git would drop a line, or there is no message', () => {
    expect(aboveContent('#12 Mend', hints('#'), '#')).toBeUndefined();
    expect(aboveContent('Mend\n\n# Why', hints('#'), '#')).toBeUndefined();
    expect(aboveContent('#12 Mend', hints(';'), ';')).toBe('#12 Mend\n');
    expect(aboveContent(' \n', hints('#'), '#')).toBeUndefined();
  });
});
