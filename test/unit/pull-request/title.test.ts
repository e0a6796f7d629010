import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { imperative, isGeneric, titleFrom, titleOfFiles, titleOfSubject, titleStyle, withoutLabel, type TitleStyle } from '../../../src/workers/pull-request/title.ts';

const added = (...paths: string[]) => parseDiff(paths.map((path) => `diff --git a/${path} b/${path}\nnew file mode 100644\n`).join(''));
const commit = (subject: string) => ({ subject, body: '' });
const plain: TitleStyle = { conventional: null, capital: null };
const conventional: TitleStyle = { conventional: { type: 'fix', scope: '', breaking: false, types: ['fix', 'feat'] }, capital: false };
const none: ReadonlySet<string> = new Set();

describe('titleStyle', () => {
  it('is conventional where most subjects are', () => {
    expect(titleStyle(['feat: a', 'fix: b', 'Bump c'], [], added('src/a.ts')).conventional).toMatchObject({ type: null, types: expect.arrayContaining(['feat', 'fix']) });
    expect(titleStyle(['Add a', 'Fix b', 'fix: c'], [], added('src/a.ts')).conventional).toBeNull();
    expect(titleStyle([], [], added('src/a.ts')).conventional).toBeNull();
  });

  it('takes type, scope and breaking mark from the commits', () => {
    expect(titleStyle([], [commit('test(api): a'), commit('feat(api)!: b'), commit('fix(api): c')], added('src/a.ts')).conventional).toMatchObject({ type: 'feat', scope: 'api', breaking: true });
    expect(titleStyle([], [commit('docs(a): a'), commit('docs(b): b')], added('src/a.ts')).conventional).toMatchObject({ type: 'docs', scope: '', breaking: false });
  });

  it('takes the type from the files where they are of one kind', () => {
    expect(titleStyle(['feat: a'], [], added('docs/a.md', 'README.md')).conventional?.type).toBe('docs');
    expect(titleStyle(['feat: a'], [], added('package.json', 'package-lock.json')).conventional?.type).toBe('chore');
  });
});

describe('titleOfSubject', () => {
  it.each([
    'Fix memory leak when providing custom schema',
    'Prevent users from making duplicate requests',
    'Revert "Add x"',
    'Rename "foo" to "bar"',
    '--json prints one line',
  ])('leaves the words of a person as they are: %s', (subject) => expect(titleOfSubject(subject, plain, none)).toBe(subject));

  it('gives them the form of the house, and reads no more than a line of a thousand letters', () => {
    expect(titleOfSubject('feat: Avoid a crash when making requests.', conventional, none)).toBe('fix: avoid a crash when making requests');
    expect(titleOfSubject('Fix it (#12)', plain, none)).toBe('Fix it');
    expect(titleOfSubject(`a${' '.repeat(200_000)}b`, plain, none)).toBe('A');
  });
});

describe('titleFrom', () => {
  it.each([
    ['Title: Add a parser.', 'Add a parser'],
    ['**Title**: "add a parser"', 'Add a parser'],
    ['# Add   a parser  ', 'Add a parser'],
    ['feat(x): add a parser', 'Add a parser'],
    ['parseDiff reads CRLF', 'parseDiff reads CRLF'],
    ['Add a parser (#123)', 'Add a parser'],
    ['Fix crash, fixes #99', 'Fix crash'],
    ['Replace the parser of diffs for improved readability and maintainability', 'Replace the parser of diffs'],
    ['...', ''],
    ['', ''],
  ])('makes %j a plain title', (line, title) => {
    expect(titleFrom(line, plain, none)).toBe(title);
  });

  it.each([
    ['Add a parser', 'fix: add a parser'],
    ['feat: Add a parser', 'fix: add a parser'],
    ['Fix(core): README is read', 'fix: README is read'],
    ['note: this stays', 'fix: note: this stays'],
  ])('makes %j a conventional one', (line, title) => {
    expect(titleFrom(line, conventional, none)).toBe(title);
  });

  it('takes the model’s type where code knows none', () => {
    const open: TitleStyle = { conventional: { ...conventional.conventional!, type: null }, capital: false };
    expect(titleFrom('perf: Read less', open, none)).toBe('perf: read less');
    expect(titleFrom('Read less', open, none)).toBe('chore: read less');
  });

  it('keeps known issue numbers', () => {
    expect(titleFrom('Fix crash (#12)', plain, new Set(['12']))).toBe('Fix crash (#12)');
  });

  it('is at most 72 characters long, prefix included', () => {
    const long = 'Add a parser that reads every diff which git has ever printed, and then some more of them too, with `code in a span` at the end';
    for (const style of [plain, conventional, { conventional: { ...conventional.conventional!, scope: 'a-rather-long-scope' }, capital: false }]) {
      const title = titleFrom(long, style, none);
      expect(title.length).toBeLessThanOrEqual(72);
      expect(title).toMatch(/parser/);
    }
    expect(titleFrom('x'.repeat(200), plain, none)).toHaveLength(72);
  });
});

describe('withoutLabel', () => {
  it.each([
    ['Add: Import the modules', 'Import the modules'],
    ['add: use the cache', 'use the cache'],
    ['Fix: rounding of totals', 'Fix rounding of totals'],
    ['Add: A new file', 'Add a new file'],
    ['Add: parseDate', 'Add parseDate'],
    ['Add: `parseDate`', 'Add `parseDate`'],
    ['Parser: accept comments', 'Parser: accept comments'],
    ['Add the module', 'Add the module'],
  ])('%s', (text, expected) => {
    expect(withoutLabel(text)).toBe(expected);
  });
});

describe('imperative', () => {
  it.each([['Adds a parser', 'Add a parser'], ['modified the parser', 'modify the parser'], ['Moved x', 'Move x'], ['Fixes it', 'Fix it'], ['Dropped x', 'Drop x'], ['Add x', 'Add x'], ['Address x', 'Address x'], ['Changes to x', 'Changes to x'], ['Applies x', 'Apply x'], ['Adds a, removes b, and updates c', 'Add a, remove b, and update c'], ['Adds x and changes to y', 'Add x and changes to y'], ['The fixes and updates of x', 'The fixes and updates of x'], ['`Adds`', '`Adds`'], ['', '']])('%j', (text, expected) => {
    expect(imperative(text)).toBe(expected);
  });
});

describe('isGeneric', () => {
  it.each(['Update files', 'fix: fix bugs', 'WIP', 'Refactor code structure', 'chore: misc changes', '', 'Improve code', 'Update pull request to include new features and improvements'])('knows %j', (title) => {
    expect(isGeneric(title)).toBe(true);
  });

  it.each(['Update the parser', 'fix: crash on empty diff', 'Refactor Keys to a map', 'Update pull requests of the bot', 'Test in CI'])('lets %j pass', (title) => {
    expect(isGeneric(title)).toBe(false);
  });
});

describe('titleOfFiles', () => {
  it('names what happened to the files', () => {
    expect(titleOfFiles(added('media/icon.png'))).toBe('Add icon.png');
    expect(titleOfFiles(parseDiff('diff --git a/x/a.txt b/y/b.txt\nsimilarity index 100%\nrename from x/a.txt\nrename to y/b.txt\n'))).toBe('Rename a.txt to b.txt');
    expect(titleOfFiles(added('package-lock.json', 'go.sum'))).toBe('Update dependencies');
    expect(titleOfFiles(added('src/a/x.ts', 'src/a/b/y.ts'))).toBe('Add 2 files in src/a');
    expect(titleOfFiles([...added('x.png'), ...parseDiff('diff --git a/y.png b/y.png\ndeleted file mode 100644\n')])).toBe('Change 2 assets');
  });
});
