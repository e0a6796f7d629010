import { describe, expect, it } from 'vitest';
import type { ReleaseHabits } from '../../../src/core/releases.ts';
import { commit, write } from './support.ts';

const changesets = (more: Partial<NonNullable<ReleaseHabits['changesets']>> = {}): ReleaseHabits => ({
  changelog: { path: 'CHANGELOG.md', text: '# Changelog\n' },
  fragments: null,
  changesets: {
    path: '.changeset',
    types: null,
    names: [],
    samples: [],
    config: '{"ignore": ["@x/docs*"]}',
    packages: [{ folder: '', name: 'root' }, { folder: 'packages/core', name: '@x/core' }, { folder: 'packages/ui', name: '@x/ui' }, { folder: 'packages/docs', name: '@x/docs-site' }],
    ...more,
  },
});
const fragments = (more: Partial<NonNullable<ReleaseHabits['fragments']>> = {}): ReleaseHabits => ({ changelog: null, changesets: null, fragments: { path: 'news', types: null, names: [], samples: [], ...more } });

describe('changesets', () => {
  const add = commit('feat: add a dark theme (#12)', { paths: ['packages/ui/src/a.ts', 'packages/core/src/b.ts', 'pnpm-lock.yaml'] });

  it('are one file a change, with the packages that it touches', () => {
    const output = write([add, commit('fix: keep the order', { paths: ['packages/core/src/b.ts'] }), commit('fix: links of the site', { paths: ['packages/docs/src/a.ts'] })], { habits: changesets() });
    expect(output).toMatchObject({ form: 'changesets', path: '.changeset' });
    expect(output.files).toEqual([
      { path: expect.stringMatching(/^\.changeset\/add-a-dark-theme-\w+\.md$/), before: null, after: '---\n"@x/core": minor\n"@x/ui": minor\n---\n\nAdd a dark theme\n' },
      { path: expect.stringMatching(/^\.changeset\/keep-the-order-\w+\.md$/), before: null, after: '---\n"@x/core": patch\n---\n\nKeep the order\n' },
    ]);
    expect(output.entry).toContain(output.files[0]!.after.trimEnd());
  });

  it('are not made again, nor for commits that brought their own', () => {
    const [made] = write([add], { habits: changesets() }).files;
    expect(write([add], { habits: changesets({ names: [made!.path.split('/')[1]!] }) })).toMatchObject({ entry: '', files: [] });
    expect(write([{ ...add, paths: [...add.paths, '.changeset/brave-lions-dance.md'] }], { habits: changesets() }).files).toEqual([]);
    expect(write([{ ...add, paths: [...add.paths, '.changeset/README.md'] }], { habits: changesets() }).files).toHaveLength(1);
  });

  it('say what breaks, quote as the others do, and raise the right number', () => {
    const samples = ['a', 'b', 'c'].map((name) => ({ path: `.changeset/${name}.md`, text: '---\n\'@x/ui\': patch\n---\n\nAdds a thing\n' }));
    const breaking = commit('feat!: load themes from files', { body: 'BREAKING CHANGE: settings are not read', paths: ['packages/ui/a.ts'] });
    const [file] = write([breaking], { habits: changesets({ samples }) }).files;
    expect(file!.after).toBe('---\n\'@x/ui\': major\n---\n\nLoads themes from files\n\nSettings are not read.\n');
    expect(write([breaking], { habits: changesets(), last: { tag: 'v0.3.0', version: '0.3.0', id: '' } }).files[0]!.after).toContain('"@x/ui": minor');
  });

  it('of a single package are of that', () => {
    expect(write([commit('Add a dark theme')], { habits: changesets({ packages: [{ folder: '', name: 'only' }], config: 'not JSON' }) }).files[0]!.after).toBe('---\n"only": minor\n---\n\nAdd a dark theme\n');
  });

  it('give way to the changelog where a version is given', () => {
    expect(write([add], { habits: changesets(), version: '2.0.0' })).toMatchObject({ form: 'list', path: 'CHANGELOG.md' });
  });
});

describe('news fragments', () => {
  it('are named for the request or the commit, and for the kind', () => {
    const fix = commit('Fix `a` and *b* (#12)');
    const other = commit('Add a cache', { id: '1234567890'.repeat(4) });
    expect(write([fix, other], { habits: fragments() }).files).toEqual([
      { path: 'news/12.bugfix.rst', before: null, after: 'Fix ``a`` and \\*b\\*.\n' },
      { path: 'news/+12345678.feature.rst', before: null, after: 'Add a cache.\n' },
    ]);
  });

  it('follow the project’s kinds, endings and words', () => {
    const samples = ['The cache is used again.', 'Added a thing.', 'Fixed a thing.', 'Removed a thing.'].map((text, index) => ({ path: `news/${index}.change.md`, text }));
    const habits = fragments({ types: ['breaking', 'deprecation', 'change'], names: ['1547.change.md', '1592.change.md'], samples });
    expect(write([commit('Add a cache (#3)'), commit('Deprecate x (#4)'), commit('fix!: read twice (#5)'), commit('Add more (#1592)')], { habits }).files.map(({ path, after }) => [path, after])).toEqual([
      ['news/5.breaking.md', 'Read twice.\n'],
      ['news/3.change.md', 'Added a cache.\n'],
      ['news/4.deprecation.md', 'Deprecated x.\n'],
    ]);
  });

  it('are not made for commits that brought their own', () => {
    expect(write([commit('Add a cache', { paths: ['src/a.py', 'news/3.feature.rst'] })], { habits: fragments() }).files).toEqual([]);
  });
});
