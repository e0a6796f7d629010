import { describe, expect, it } from 'vitest';
import { changesOf, saysEnough } from '../../../src/workers/changelog/changes.ts';
import { withoutReverted, withoutRevertedRequests } from '../../../src/workers/changelog/reverts.ts';
import type { Category } from '../../../src/workers/changelog/categories.ts';
import { commit } from './support.ts';

const changes = (commits: ReturnType<typeof commit>[], listed: Category[] = [], merged = [] as Parameters<typeof changesOf>[0]['merged'], pieces = new Map()) => changesOf({ commits, merged, pieces }, new Set(listed)).changes;
const category = (subject: string, options: Parameters<typeof commit>[1] = {}) => changes([commit(subject, options)])[0]?.category ?? null;

describe('the changes that users see', () => {
  it.each([
    ['feat: add a dark theme', 'added'],
    ['fix(parser): keep the order', 'fixed'],
    ['perf: read files once', 'performance'],
    ['Add a dark theme', 'added'],
    ['Fixed the order of equal items', 'fixed'],
    ['Drop support for Node 18', 'removed'],
    ['Deprecate the old client', 'deprecated'],
    ['Prevent a crash on empty input', 'fixed'],
    ['Rename the option to --colour', 'changed'],
    ['Escape quotes (CVE-2024-12345)', 'security'],
    ['chore: drop support for Node 18', 'removed'],
    ['refactor!: make the client asynchronous', 'changed'],
    ['Add a test runner for plugins', 'added'],
    ['Update default timeout to 30 seconds', 'changed'],
    ['Bump minimum supported Python to 3.9', 'changed'],
    ['Upgrade protocol to v2', 'changed'],
    ['Publish draft posts automatically', 'changed'],
    ['Fix history navigation in the browser', 'fixed'],
    ['Add news feed to the home page', 'added'],
    ['Fix changes not being saved on exit', 'fixed'],
    ['Set API version header on every request', 'changed'],
    ['Release locks after a crash', 'changed'],
    ['Merge duplicate contacts', 'changed'],
    ['Extract text from PDF files', 'changed'],
    ['Test connections before saving them', 'changed'],
    ['Format dates as ISO 8601', 'changed'],
    ['Show comments in the sidebar', 'changed'],
    ['Fix crash in CI mode', 'fixed'],
    ['Clean up temporary files on exit', 'changed'],
    ['scheduler: fix deadlock on shutdown', 'fixed'],
    ['net/http: add a pool of connections', 'added'],
    ['修复登录时的崩溃', 'fixed'],
    ['ダークテーマを追加', 'changed'],
  ])('%j is %s', (subject, expected) => expect(category(subject)).toBe(expected));

  it.each(['chore: tidy', 'ci: cache the modules', 'test: cover the parser', 'style: indent', 'refactor: split the parser', 'docs: explain the options', 'build(deps): bump left-pad from 1.0.0 to 1.1.0', 'Bump left-pad from 1.0.0 to 1.1.0', 'Release 1.2.0', 'v1.2.0', 'chore(main): release 17.11.0', 'Update changelog', 'Fix typo in a comment', 'Add more tests for the parser', 'Refactor the parser', 'Run most CI on 3.15', 'Address review comments', 'Bump version to 1.2.0', 'Bump package version', 'Prepare release 1.2.0', 'Update CHANGELOG.md for 1.2', 'Publish to npm', 'Version packages', 'Start work on 1.3', 'Merge branch \'x\' into main', 'Merge upstream changes', 'Extract a helper for dates', 'Extract parseOptions', 'Format code', 'Format with Prettier', 'Clean up the parser', 'Add comments to the parser', 'Fix whitespace', 'Oops, lint'])(
    '%j is none of them',
    (subject) => expect(category(subject)).toBeNull(),
  );

  it('are told apart by the files where the words do not tell', () => {
    expect(category('Explain the options', { paths: ['README.md'] })).toBeNull();
    expect(category('Cover the parser', { paths: ['test/parser.test.ts'] })).toBeNull();
    expect(category('Cache the modules', { paths: ['.github/workflows/ci.yml'] })).toBeNull();
    expect(category('Write better sentences', { paths: ['scripts/write.py'] })).toBeNull();
    expect(category('Support Python 3.14', { paths: ['pyproject.toml', '.github/workflows/ci.yml'] })).toBe('added');
    expect(category('Add tests of the parser', { paths: [] })).toBeNull();
    expect(category('Test the parser', { paths: ['src/parser.ts', 'test/parser.test.ts'] })).toBeNull();
    expect(category('Update eslint to v9', { paths: ['package.json', 'package-lock.json', 'src/a.ts'] })).toBeNull();
    expect(category('Update eslint to v9.1', { paths: [] })).toBeNull();
    expect(category('Raise the minimum supported Node to 20', { paths: ['package.json'] })).toBe('changed');
  });

  it('include what the project lists beyond the usual', () => {
    expect(changes([commit('docs: explain the options')], ['docs'])).toMatchObject([{ category: 'docs', text: 'explain the options' }]);
    expect(changes([commit('Bump x from 1.0 to 1.1'), commit('Bump y from 3 to 4'), commit('Bump x from 1.1 to 2.0')], ['dependencies'])).toMatchObject([{ text: 'Bump x from 1.0 to 2.0' }, { text: 'Bump y from 3 to 4' }]);
  });

  it('come without type, scope and numbers, which are kept beside', () => {
    const [change] = changes([commit('fix(parser): keep the order (#12) (#34)', { body: 'Fixes #7\n' })]);
    expect(change).toMatchObject({ text: 'keep the order', scope: 'parser', requests: ['#34'], closes: ['#12', '#7'] });
    expect(changes([commit('Add C# support (#3)')])).toMatchObject([{ text: 'Add C# support', requests: ['#3'] }]);
  });

  it('keep the area that a head tells where it is no type', () => {
    expect(changes([commit('scheduler: fix deadlock on shutdown'), commit('net/http: read twice'), commit('fix: read once'), commit('🐛 fix: read thrice')])).toMatchObject([{ text: 'scheduler: fix deadlock on shutdown' }, { text: 'net/http: read twice' }, { text: 'read once' }, { text: 'read thrice' }]);
    expect(saysEnough({ subject: 'scheduler: wip', body: '' })).toBe(false);
  });

  it('are one where they repeat', () => {
    const some = changes([commit('Add a dark theme (#1)'), commit('Adds a dark theme (#2)')]);
    expect(some).toMatchObject([{ text: 'Add a dark theme', requests: ['#1', '#2'] }]);
    expect(some[0]!.ids).toHaveLength(2);
  });

  it('say what breaks, those first', () => {
    const some = changes([commit('feat: add a theme'), commit('feat!: read themes from files', { body: 'Text.\n\nBREAKING CHANGE: themes in the settings\nare not read any more\n\nSigned-off-by: A' })]);
    expect(some).toMatchObject([{ text: 'read themes from files', breaking: 'themes in the settings are not read any more' }, { breaking: null }]);
    expect(changes([commit('chore!: require Node 20')])).toMatchObject([{ category: 'changed', breaking: '' }]);
  });

  it.each([
    ['BREAKING CHANGE: these are gone:\n\n- `a`\n- `b`, which\n  was never used\n\nMore prose.', 'these are gone:', ['`a`', '`b`, which was never used']],
    ['BREAKING CHANGE:\n- a\n- b\nSigned-off-by: A', '', ['a', 'b']],
    ['BREAKING CHANGE:\n\nsettings are not read\n\nOther words', 'settings are not read', []],
    ['BREAKING CHANGE:\n\nSigned-off-by: A', '', []],
    ['BREAKING CHANGE: one is gone\nBREAKING CHANGE: these too:\n- a\n- b', '', ['one is gone', 'these too:', 'a', 'b']],
    [`BREAKING CHANGE: ${'word '.repeat(100)}`, `${'word '.repeat(79)}word…`, []],
  ])('say what breaks with the list below: %j', (body, breaking, breakingPoints) => expect(changes([commit('feat!: read it', { body })])).toMatchObject([{ breaking, breakingPoints }]));

  it('are told by the titles of merged requests where their commits have no types', () => {
    const commits = [commit('wip on themes'), commit('Read colours', { body: 'Fixes #9' }), commit('fix: keep the order')];
    commits[0]!.request = commits[1]!.request = '#12';
    commits[2]!.request = '#13';
    const merged = [{ id: 'c', request: '#12', title: 'Add a dark theme', commits: [commits[0]!.id, commits[1]!.id] }, { id: 'd', request: '#13', title: 'Order', commits: [commits[2]!.id] }];
    expect(changes(commits, [], merged)).toMatchObject([{ text: 'Add a dark theme', requests: ['#12'], closes: ['#9'] }, { text: 'keep the order', requests: ['#13'] }]);
  });

  it('leave out what nobody could say', () => {
    for (const subject of ['wip', 'fix', 'Update README.md', 'Oops', 'Update dev', 'misc fixes']) {
      expect(saysEnough({ subject, body: '' })).toBe(false);
      expect(changes([commit(subject)])).toEqual([]);
    }
    const vague = commit('misc fixes');
    const piece = { id: vague.id, text: 'Keep the order of equal items', type: 'fix', scope: '', breaking: null, by: 'model' };
    expect(changes([vague], [], [], new Map([[vague.id, piece]]))).toMatchObject([{ category: 'fixed', text: 'Keep the order of equal items' }]);
  });
});

describe('reverts', () => {
  const a = commit('Add a dark theme (#1)');
  const b = commit('Keep the order');
  it('cancel out what they revert, by id or by subject', () => {
    expect(withoutReverted([a, b, commit('Revert "Add a dark theme (#1)" (#2)', { body: `This reverts commit ${a.id}.` })])).toEqual([b]);
    expect(withoutReverted([a, b, commit('Revert "Add a dark theme" (#2)')])).toEqual([b]);
    expect(withoutReverted([a, b, commit('revert: Keep the order')])).toEqual([a]);
  });

  it('takes a request back whose merge was reverted', () => {
    const [a, b, c] = [commit('theme'), commit('more theme'), commit('Read empty files')];
    const request = { id: 'e'.repeat(40), request: '#12', title: 'Add dark mode', commits: [a.id, b.id] };
    const other = { ...request, id: 'd'.repeat(40), title: 'Read', commits: [c.id] };
    for (const revert of [commit('Revert "Add dark mode" (#13)'), commit('Undo it', { body: `This reverts commit ${request.id}, reversing changes made to x.` })]) {
      expect(withoutRevertedRequests([a, b, c, revert], [request, other])).toEqual({ commits: [c], merged: [other] });
    }
    expect(withoutRevertedRequests([a, b, c], [request])).toEqual({ commits: [a, b, c], merged: [request] });
  });

  it('are undone by reverts of them', () => {
    const revert = commit('Revert "Keep the order"', { body: `This reverts commit ${b.id}.` });
    expect(withoutReverted([a, b, revert, commit('Reapply "Keep the order"', { body: `This reverts commit ${revert.id}.` })])).toEqual([a, b]);
  });

  it('are undone where only the merges of their requests are named', () => {
    const [merge, undoing] = ['e'.repeat(40), 'd'.repeat(40)];
    for (const [subjects, title] of [[['Add dark mode'], 'Add dark mode'], [['theme', 'more theme'], 'Add dark mode']] as const) {
      const own = subjects.map((subject) => commit(subject));
      const revert = commit('Revert "Add dark mode"', { body: `This reverts commit ${merge}, reversing\nchanges made to x.` });
      const again = commit('Reapply "Add dark mode"', { body: `This reverts commit ${undoing}, reversing\nchanges made to x.` });
      const merged = [{ id: merge, request: '#12', title, commits: own.map(({ id }) => id) }, { id: undoing, request: '#13', title: 'Revert "Add dark mode"', commits: [revert.id] }];
      expect(withoutRevertedRequests(withoutReverted([...own, revert, again]), merged).commits).toEqual(own);
    }
  });

  it('of what is not there stay, and corrections of what is there go', () => {
    const older = commit('Revert "Something older"');
    expect(withoutReverted([older, a, commit('fixup! Add a dark theme (#1)'), commit('fixup! What is elsewhere')]).map(({ subject }) => subject)).toEqual([older.subject, a.subject, 'fixup! What is elsewhere']);
  });
});
