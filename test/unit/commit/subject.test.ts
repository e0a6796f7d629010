import { describe, expect, it } from 'vitest';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { shorten, subjectFrom } from '../../../src/workers/commit/subject.ts';

const sentences = inferStyle(['Add a', 'Fix `b`']);
const conventional = inferStyle(['fix: a', 'feat: b']);

describe('subjectFrom', () => {
  it.each([
    ['Fix the parser.', 'Fix the parser'],
    ['"Fix the parser"', 'Fix the parser'],
    ['fix the parser;', 'Fix the parser'],
    ['Fix the parser (#123)', 'Fix the parser'],
    ['Fix the parser, fixes #12', 'Fix the parser'],
    ['Fixes the parser\n\nSigned-off-by: A <a@b.c>', 'Fix the parser'],
    ['fix: mend the parser', 'Mend the parser'],
    ['Fix\u0000 the\u202e\tparser', 'Fix the parser'],
    ['readFile fails on links', 'readFile fails on links'],
    ['URL parsing', 'URL parsing'],
    ['  \nFix it all', 'Fix it all'],
    ['', ''],
  ])('as a sentence: %j', (text, expected) => {
    expect(subjectFrom(text, '', sentences)).toBe(expected);
  });

  it('puts the type before the description that code decided, once', () => {
    expect(subjectFrom('Describe the API', 'docs', conventional)).toBe('docs: describe the API');
    expect(subjectFrom('docs: describe the API', 'docs', conventional)).toBe('docs: describe the API');
  });

  it('reads the type that the model chose', () => {
    expect(subjectFrom('fix(parser): Stop early.', undefined, conventional)).toBe('fix(parser): stop early');
  });

  it('makes the best of an answer that has only begun', () => {
    expect(['f', 'fix', 'fix', 'fix: st', 'fix: stop the', 'fix: stop the que'].map((text) => subjectFrom(text, undefined, conventional))).toEqual(['f', 'fix', 'fix', 'fix: st', 'fix: stop', 'fix: stop the que']);
  });

  it('drops backquotes where the house has none', () => {
    expect(subjectFrom('Use `read` here', '', inferStyle(['Add a']))).toBe('Use read here');
    expect(subjectFrom('Use `read` here', '', sentences)).toBe('Use `read` here');
  });

  it('never exceeds 72 characters, whatever comes', () => {
    let state = 3;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: random(40) }, () => ['parser', 'and', '`code', 'x'.repeat(random(90)), 'to', '(why)', '#12', 'ä', '，', '`'][random(10)]).join(' ');
      for (const [head, style] of [['refactor(some-scope)', conventional], [undefined, conventional], ['', sentences]] as const) {
        const subject = subjectFrom(text, head, style);
        expect(subject.length).toBeLessThanOrEqual(72);
        expect(subject).not.toMatch(/[.;]$|\n|#\d/);
      }
    }
  });
});

describe('shorten', () => {
  it('ends with a clause, or with a word that may stand at the end', () => {
    expect(shorten('handle symbolic links in the watcher, and report those that are broken', 50)).toBe('handle symbolic links in the watcher');
    expect(shorten('handle symbolic links in the watcher of every single folder', 36)).toBe('handle symbolic links in the watcher');
    expect(shorten('handle symbolic links in the watcher', 28)).toBe('handle symbolic links');
    expect(shorten('short enough', 28)).toBe('short enough');
  });

  it('leaves no quote or bracket open', () => {
    expect(shorten('handle links that the watcher reads with `readFile and friends`', 58)).toBe('handle links that the watcher reads');
  });
});
