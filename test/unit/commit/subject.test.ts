import { describe, expect, it } from 'vitest';
import { inferStyle } from '../../../src/workers/commit/style.ts';
import { asItIs, firstThatFits, shorten, subjectFrom } from '../../../src/workers/commit/subject.ts';

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
    ['Support single sign-on', 'Support single sign-on'],
    ['Fix crash when nobody is logged in', 'Fix crash when nobody is logged in'],
    ['Log only if debug is on', 'Log only if debug is on'],
    ['Use the parser instead', 'Use the parser instead'],
    ['Add the parser and', 'Add the parser'],
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

  it('writes areas in brackets where the house does', () => {
    expect(subjectFrom('Docs: show it', undefined, inferStyle(['[Docs] Show a', '[Core] Add b']))).toBe('[Docs] Show it');
  });

  it('puts the emoji of the nearest kind where the house has none for the word', () => {
    expect(subjectFrom('update yarn.lock', undefined, inferStyle(['⬆️ Bump a', '✨ Add b']))).toBe('⬆️ Update yarn.lock');
    expect(subjectFrom('update yarn.lock', undefined, inferStyle(['📌 Bump a', '✨ Add b']))).toBe('📌 Update yarn.lock');
  });

  it('puts the emoji that the house has for it, where it has them', () => {
    const front = inferStyle(['✨ Add a', '🔨 Fix b', '🔨 Fix c']);
    expect(subjectFrom('fixes the parser', '', front)).toBe('🔨 Fix the parser');
    expect(subjectFrom('🎉 Add it', '', front)).toBe('✨ Add it');
    expect(subjectFrom('Remove it', '', front)).toBe('🔥 Remove it');
    expect(subjectFrom('Parse it', '', front)).toBe('Parse it');
    expect(subjectFrom('mend it', 'fix(x)', inferStyle(['feat: :sparkles: a', 'fix: :ambulance: b']))).toBe('fix(x): :ambulance: mend it');
    expect(subjectFrom('🎉 Add it', '', sentences)).toBe('Add it');
  });

  it.each([
    [['ABC-1: add a', 'ABC-2: mend b'], undefined, 'ABC-9: stop early'],
    [['[ABC-1] fix: a', '[ABC-2] feat: b'], 'fix', '[ABC-9] fix: stop early'],
    [['fix: ABC-1 a', 'feat: ABC-2 b'], 'fix', 'fix: ABC-9 stop early'],
    [['fix(ABC-1): a', 'feat(ABC-2): b'], 'fix', 'fix(ABC-9): stop early'],
    [['mend a (ABC-1)', 'add b (ABC-2)'], '', 'stop early (ABC-9)'],
  ])('puts the ticket of the branch where the history has it: %j', (subjects, head, expected) => {
    const style = inferStyle(subjects, { branch: 'fix/ABC-9-early' });
    expect(subjectFrom('Stop early', head, style)).toBe(expected);
    // The same from a model that copied another commit's key.
    expect(subjectFrom('ABC-2: Stop early', head, style)).toBe(expected);
    expect(subjectFrom('Stop early', head, inferStyle(subjects, { branch: 'main' }))).not.toMatch(/ABC/);
  });

  it('leaves names alone that only look like keys', () => {
    expect(subjectFrom('Read UTF-8 and ISO-8859', '', inferStyle(['ABC-1: Add a', 'ABC-2: Mend b'], { branch: 'ABC-3' }))).toBe('ABC-3: Read UTF-8 and ISO-8859');
  });

  it('keeps to the limit and the full stop of the project', () => {
    const commitlint = { name: '.commitlintrc.json', text: '{"rules": {"header-max-length": [2, "always", 30], "subject-max-length": [2, "always", 20], "subject-full-stop": [2, "always", "."]}}' };
    const style = inferStyle(['fix: a'], { conventions: { commentMark: '#', recentBodies: [], commitlint } });
    expect(subjectFrom('stop the parser at the first error', 'fix', style)).toBe('fix: stop the parser.');
    expect(subjectFrom('stop the parser at the first error', 'refactor(a-scope)', style)).toBe('stop the parser at the first');
    expect(asItIs('release 1.2.3 of everything that there is', style)).toBe('release 1.2.3 of everything.');
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

describe('firstThatFits', () => {
  const long = `bump ${'a'.repeat(70)}/short to 2.0`;

  it('takes the first of several wordings that needs no cut', () => {
    expect(firstThatFits(['bump a to 2', 'bump a'], conventional, (text, style) => subjectFrom(text, 'chore', style))).toBe('chore: bump a to 2');
    expect(firstThatFits([long, 'bump short to 2.0'], conventional, (text, style) => subjectFrom(text, 'chore', style))).toBe('chore: bump short to 2.0');
    expect(firstThatFits([long, 'Bump short to 2.0'], sentences, asItIs)).toBe('Bump short to 2.0');
  });

  it('cuts the last one where none fits', () => {
    expect(firstThatFits([long, `${long} or more`], sentences, asItIs)).toBe('bump');
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
