import { describe, expect, it } from 'vitest';
import { aboveContent, commentPrefix, textOf, withoutText } from '../../../../src/sources/git/hook-message.ts';

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

describe('textOf', () => {
  it.each([
    ['nothing but comments', hints('#'), ''],
    ['trailers of git', `\n\nSigned-off-by: Zoë <zoe@example.com>\n${hints('#')}`, ''],
    ['a diff below the cut', `${hints('#')}${cut}`, ''],
    ['a subject', `Mend the kettle\n${hints('#')}`, 'Mend the kettle'],
    ['a ticket from another hook', `[TEA-1] \n${hints('#')}`, '[TEA-1]'],
    ['a template with text', `Why:\r\n\n# explain\nHow: \n${hints('#')}`, 'Why:\n\nHow:'],
  ])('sees %s', (_name, file, expected) => {
    expect(textOf(file, '#').replace(/\n{2,}/g, '\n\n')).toBe(expected);
  });
});

describe('withoutText', () => {
  it('leaves comments, trailers and what is below the cut', () => {
    expect(withoutText(`Why:\n\n# explain\nHow:\n\nSigned-off-by: A <a@b.c>\n${hints('#')}${cut}`, '#')).toBe(`\n# explain\n\nSigned-off-by: A <a@b.c>\n${hints('#')}${cut}`);
    expect(withoutText(hints('#'), '#')).toBe(hints('#'));
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
