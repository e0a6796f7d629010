import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { isGeneric, titleFrom, titleOfFiles, titleOfSubject, titleStyle, type TitleStyle } from '../../../src/workers/pull-request/title.ts';
import { changed } from './changed.ts';

const added = (...paths: string[]) => parseDiff(paths.map((path) => `diff --git a/${path} b/${path}\nnew file mode 100644\n`).join(''));
const commit = (subject: string) => ({ subject, body: '' });
const plain: TitleStyle = { conventional: null, areas: false, capital: null, ticket: undefined };
const conventional: TitleStyle = { ...plain, conventional: { type: 'fix', likely: 'refactor', scope: '', breaking: false, types: ['fix', 'feat'] }, capital: false };
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

  it.each([
    [['Fix crash on empty input'], 'fix'],
    [['Fix crash on empty input', 'Add a dark theme'], 'feat'],
    [['Prevent a second request', 'chore: tidy up'], 'fix'],
    [['Add tests for the parser', 'Bump the version'], null],
    [['Make it work'], null],
  ])('takes the type from the words of commits without one: %j', (subjects, type) => {
    expect(titleStyle(['feat: a', 'fix: b', 'feat: c', 'fix: d'], subjects.map(commit), added('src/a.ts')).conventional?.type).toBe(type);
  });

  it('calls a type as the house does, and knows one that the change speaks for', () => {
    expect(titleStyle(['feature: a', 'bugfix: b'], [commit('Fix a crash')], added('src/a.ts')).conventional?.type).toBe('bugfix');
    expect(titleStyle(['feat: a', 'fix: b'], [commit('Make it work')], parseDiff(changed('src/a.ts', '', '+if (text === null) return undefined;'))).conventional?.likely).toBe('fix');
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

describe('the form of the house', () => {
  const areas = ['runtime: keep stacks', 'net: close sockets', 'cmd/go: read flags', 'os: open files'];
  const keys = ['ABC-1: Add x', 'ABC-2: Fix y', 'ABC-3: Drop z'];
  const style = (recent: string[], subjects: string[] = [], branch: string | null = null) => titleStyle(recent, subjects.map(commit), added('src/a.ts'), branch);

  it.each<[what: string, style: TitleStyle, subject: string, title: string]>([
    ['an area', style(areas), 'runtime: release stacks of dead goroutines', 'runtime: release stacks of dead goroutines'],
    ['an area before a capital letter', style(['api: Keep x', 'web: Close y']), 'runtime: release stacks', 'runtime: Release stacks'],
    ['a key in front', style(keys), 'ABC-123: Add dark theme', 'ABC-123: Add dark theme'],
    ['a key that only the branch has', style(keys, [], 'feature/abc-9-dark'), 'Add dark theme', 'ABC-9: Add dark theme'],
    ['a key that only another commit has', style(keys, ['ABC-7: Prepare themes', 'Add dark theme']), 'Add dark theme', 'ABC-7: Add dark theme'],
    ['no key where there are several', style(keys, ['ABC-7: Prepare themes', 'ABC-8: Add dark theme']), 'Add dark theme', 'Add dark theme'],
    ['no key of a project that the house does not have', style(keys, [], 'feature/xyz-9-dark'), 'Add dark theme', 'Add dark theme'],
    ['a key behind the type', style(['feat: ABC-1 add x', 'fix: ABC-2 mend y'], ['feat: ABC-3 add z']), 'feat: ABC-3 add z', 'feat: ABC-3 add z'],
    ['a key at the end', style(['feat: add x (ABC-1)', 'fix: mend y (ABC-2)'], ['feat: add z (ABC-3)']), 'feat: add z (ABC-3)', 'feat: add z (ABC-3)'],
    ['a key as the scope', style(['feat(ABC-1): add x', 'fix(ABC-2): mend y'], ['feat(ABC-3): add z']), 'feat(ABC-3): add z', 'feat(ABC-3): add z'],
    ['a key that stands before no type', style(['feat: add x', 'fix: mend y']), 'ABC-3: Add a dark theme', 'feat: ABC-3: add a dark theme'],
    ['a colon in a sentence', style(['Add x', 'Mend y']), 'note: this stays', 'Note: this stays'],
  ])('has %s', (_, house, subject, title) => {
    expect(titleOfSubject(subject, house, new Set())).toBe(title);
  });

  it('leaves room for the key', () => {
    const title = titleOfSubject(`Add ${'many words '.repeat(10)}`, style(['Add x (ABC-1)', 'Mend y (ABC-2)'], [], 'ABC-9'), none);
    expect(title.length).toBeLessThanOrEqual(72);
    expect(title).toMatch(/ \(ABC-9\)$/);
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
    const open: TitleStyle = { ...conventional, conventional: { ...conventional.conventional!, type: null } };
    expect(titleFrom('perf: Read less', open, none)).toBe('perf: read less');
    expect(titleFrom('Read less', open, none)).toBe('refactor: read less');
    expect(titleFrom('Fix the order', open, none)).toBe('fix: fix the order');
  });

  it('keeps known issue numbers', () => {
    expect(titleFrom('Fix crash (#12)', plain, new Set(['12']))).toBe('Fix crash (#12)');
  });

  it('is at most 72 characters long, prefix included', () => {
    const long = 'Add a parser that reads every diff which git has ever printed, and then some more of them too, with `code in a span` at the end';
    for (const style of [plain, conventional, { ...conventional, conventional: { ...conventional.conventional!, scope: 'a-rather-long-scope' } }]) {
      const title = titleFrom(long, style, none);
      expect(title.length).toBeLessThanOrEqual(72);
      expect(title).toMatch(/parser/);
    }
    expect(titleFrom('x'.repeat(200), plain, none)).toHaveLength(72);
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
