import { describe, expect, it } from 'vitest';
import { bodyHabitOf, cleanBody, wrapBody } from '../../../src/workers/commit/body.ts';

describe('wrapBody', () => {
  it('fills prose to the width, paragraph by paragraph', () => {
    expect(wrapBody('one two three\nfour five six seven\n\n\n\neight nine\r\n', 18)).toBe('one two three four\nfive six seven\n\neight nine');
  });

  it('indents what an item goes on with', () => {
    expect(wrapBody('- one two three four\n  five\n- six\n10. seven eight nine', 12)).toBe('- one two\n  three four\n  five\n- six\n10. seven\n    eight\n    nine');
  });

  it('keeps code, trailers and what is longer than a line', () => {
    const url = `https://example.org/${'a'.repeat(40)}`;
    expect(wrapBody(`see ${url} for more`, 20)).toBe(`see\n${url}\nfor more`);
    expect(wrapBody('```sh\nrun this command with many words\n\n\nx\n```', 10)).toContain('run this command with many words\n');
    expect(wrapBody('text\n\n    indented code of some length', 10)).toBe('text\n\n    indented code of some length');
    expect(wrapBody('text\n\nSigned-off-by: A Long Name <a@b.c>\nCc: B', 10)).toBe('text\n\nSigned-off-by: A Long Name <a@b.c>\nCc: B');
    expect(wrapBody('call `read the file` now', 14)).toBe('call\n`read the file`\nnow');
  });

  it('lets no line begin with what git takes for a comment', () => {
    expect(wrapBody('handle the line #include in headers', 16)).toBe('handle the line #include\nin headers');
  });

  it('never exceeds the width where words allow it, and loses no word', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: random(60) }, () => ['word', 'a', 'longer-word', '\n', '\n\n', '\n- item', '(paren)', 'ä'][random(8)]).join(' ');
      const wrapped = wrapBody(text, 30);
      expect(Math.max(...wrapped.split('\n').map((line) => line.length))).toBeLessThanOrEqual(30);
      expect(wrapped.split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
    }
  });
});

describe('cleanBody', () => {
  it.each([
    ['Why.\n\nSigned-off-by: A <a@b.c>', 'Why.'],
    ['Why.\nCo-authored-by: B <b@c.d>\nReviewed-by: C', 'Why.'],
    ['Fixes #12\n\nWhy.', 'Why.'],
    ['Refs: ABC-12\nWhy.', 'Why.'],
    ['It stops (#12), see #34.', 'It stops.'],
    ['Fixes RFC-2616 dates', 'Fixes RFC-2616 dates'],
    ['Resolves names late', 'Resolves names late'],
    ['C#7 and &#123;', 'C#7 and &#123;'],
    ['a\u0000b\u202ec', 'abc'],
  ])('%j', (text, expected) => {
    expect(cleanBody(text)).toBe(expected);
  });
});

describe('bodyHabitOf', () => {
  it('sees whether bodies are usual, and whether they are lists', () => {
    expect(bodyHabitOf(['', '- a\n- b', '* c', 'Signed-off-by: A <a@b.c>'])).toEqual({ share: 0.5, bullets: true });
    expect(bodyHabitOf(['Because of this.\nAnd that.', 'x'])).toEqual({ share: 1, bullets: false });
    expect(bodyHabitOf([])).toEqual({ share: 0, bullets: false });
  });
});
