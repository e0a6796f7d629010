import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { Output } from '../../../src/cli/output.ts';
import type { ReleaseRange } from '../../../src/core/releases.ts';
import { createReleases } from '../../../src/sources/git/releases.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());
const signal = new AbortController().signal;
const { changes, list } = createReleases();
const read = (repository: Repository, range: Partial<ReleaseRange> = {}) => changes({ cwd: repository.path, released: false, ...range }, signal);
const subjects = ({ commits }: Awaited<ReturnType<typeof changes>>) => commits.map(({ subject }) => subject);

describe('the range of a release', () => {
  let repository: Repository;
  beforeAll(() => {
    repository = sandbox.repository('range');
    repository.commit('Begin', { 'a.txt': '1' });
    repository.git('tag', 'v1.0.0');
    repository.commit('Add one', { 'ä b.txt': '1' });
    repository.git('tag', '-a', 'v1.1.0-rc.1', '-m', 'rc');
    repository.commit('Add two', { 'a.txt': '2' });
    repository.git('tag', 'v1');
    repository.git('tag', 'nightly-2024.01.01');
    repository.git('tag', 'v1.0 weird'.replace(' ', '_'));
    repository.commit('Add three', { 'a.txt': '3' });
  });

  it('starts at the last version, pre-releases only for what is no final one', async () => {
    const since = await read(repository);
    expect(since).toMatchObject({ from: { name: 'v1.1.0-rc.1' }, fromReason: 'release', last: { tag: 'v1.1.0-rc.1', version: '1.1.0-rc.1' }, next: null, page: null });
    expect(subjects(since)).toEqual(['Add two', 'Add three']);
    const final = await read(repository, { version: '1.1.0' });
    expect(final.from?.name).toBe('v1.0.0');
    expect(final.commits[0]).toMatchObject({ subject: 'Add one', body: '', author: { name: 'Zoë', email: 'zoe@example.com' }, paths: ['ä b.txt'] });
    expect((await list(repository.path, signal)).map(({ tag }) => tag)).toEqual(['v1.1.0-rc.1', 'v1.0.0']);
  });

  it('is the one that is named', async () => {
    expect(subjects(await read(repository, { from: 'v1.0.0', to: 'v1' }))).toEqual(['Add one', 'Add two']);
    await expect(read(repository, { from: 'nope' })).rejects.toThrow('There is no revision nope.');
    await expect(read(repository, { from: '--output=x' })).rejects.toThrow('is not a revision');
    await expect(read(repository, { from: 'HEAD' })).rejects.toThrow('There is nothing new since HEAD.');
  });

  it('of a release ends with it and starts at the one before', async () => {
    repository.git('tag', 'v1.1.0');
    const released = await read(repository, { released: true });
    expect(released).toMatchObject({ from: { name: 'v1.0.0' }, to: { name: 'v1.1.0' }, next: { version: '1.1.0' }, last: { version: '1.0.0' } });
    await expect(read(repository)).rejects.toThrow('There is nothing new since v1.1.0.');
  });
});

describe('a start that is no release', () => {
  it('knows what was released before it', async () => {
    const repository = sandbox.repository('before');
    const first = repository.commit('Begin');
    repository.git('tag', 'v1.0.0');
    const id = repository.commit('Add one');
    repository.commit('Add two');
    expect(await read(repository, { from: id })).toMatchObject({ from: { name: id }, last: { tag: 'v1.0.0' } });
    expect(await read(repository, { from: first })).toMatchObject({ from: { name: 'v1.0.0' }, last: { tag: 'v1.0.0' } });
  });

  it('is one where tags have one number', async () => {
    const repository = sandbox.repository('numbers');
    repository.commit('Begin');
    repository.git('tag', 'v1');
    repository.commit('Add one');
    repository.git('tag', 'v2');
    repository.commit('Add two');
    expect(await read(repository)).toMatchObject({ from: { name: 'v2' }, last: { version: '2' } });
  });
});

describe('tags that mislead', () => {
  it('a lower version of another line that was merged is not the last release', async () => {
    const repository = sandbox.repository('maintenance');
    repository.commit('Begin');
    repository.git('tag', 'v1.9.0');
    repository.git('branch', 'v1-line');
    repository.commit('Add two');
    repository.git('tag', 'v2.0.0');
    repository.git('checkout', '--quiet', 'v1-line');
    repository.commit('Fix one');
    repository.git('tag', 'v1.9.1');
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-edit', 'v1-line');
    repository.commit('Add three');
    expect((await read(repository)).from?.name).toBe('v2.0.0');
  });

  it('a lower version on top of a higher one is, where a project counts anew', async () => {
    const repository = sandbox.repository('anew');
    repository.commit('Begin');
    repository.git('tag', '2015.1');
    repository.commit('Begin again');
    repository.git('tag', '1.0.0');
    repository.commit('Add more');
    expect((await read(repository)).from?.name).toBe('1.0.0');
  });

  it('without any it is what the changelog says', async () => {
    const repository = sandbox.repository('written');
    repository.commit('Begin', { 'CHANGELOG.md': '# Changelog\n' });
    const id = repository.commit('Release', { 'CHANGELOG.md': '# Changelog\n\n## [0.1.0]\n' });
    repository.commit('Add more', { 'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n- More\n\n## [0.1.0]\n' });
    const since = await read(repository);
    expect(since).toMatchObject({ from: { id }, fromReason: 'changelog', last: null });
    expect(subjects(since)).toEqual(['Add more']);
  });

  it('without any it is everything, and a shallow clone says so', async () => {
    const repository = sandbox.repository('untagged');
    repository.commit('Begin');
    repository.commit('Go on');
    const all = await read(repository);
    expect(all).toMatchObject({ from: null, fromReason: 'beginning', last: null });
    expect(subjects(all)).toEqual(['Begin', 'Go on']);
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, join(sandbox.root, 'shallow'));
    await expect(changes({ cwd: join(sandbox.root, 'shallow'), released: false }, signal)).rejects.toThrow('This is a shallow clone');
    await expect(read(sandbox.repository('empty'))).rejects.toThrow('no commit yet');
  });
});

describe('what a project has', () => {
  it('merge requests, packages, and the changelog of the folder that one stands in', async () => {
    const repository = sandbox.repository('workspace');
    repository.commit('Begin', { 'package.json': '{"name":"root"}', 'packages/ui/package.json': '{"name":"@x/ui"}', 'packages/bad/package.json': '{"name":"../x"}', '.changeset/config.json': '{}', '.changeset/README.md': 'x', '.changeset/a-b-c.md': '---\n"@x/ui": patch\n---\n\nOne\n', 'CHANGELOG.md': '# Top\n', 'packages/ui/Changes.md': '# UI\r\n' });
    repository.git('tag', 'v1.0.0');
    repository.git('tag', '@x/ui@2.0.0');
    repository.git('checkout', '--quiet', '-b', 'theme');
    const inside = repository.commit('Add a theme', { 'packages/ui/a.ts': '1' });
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge pull request #12 from x/theme', '-m', 'Add a dark theme', 'theme');
    repository.commit('Fix the core', { 'packages/core/a.ts': '1' });
    repository.git('remote', 'add', 'origin', 'https://me:secret@github.com/o/r.git');
    const top = await read(repository);
    expect(top).toMatchObject({ page: { kind: 'github', url: 'https://github.com/o/r' }, merged: [{ request: '#12', title: 'Add a dark theme', commits: [inside] }], habits: { changelog: { path: 'CHANGELOG.md', text: '# Top\n' }, fragments: null, changesets: { names: ['a-b-c.md'], packages: [{ folder: '', name: 'root' }, { folder: 'packages/ui', name: '@x/ui' }] } } });
    expect(top.commits.map(({ request }) => request)).toEqual(['#12', undefined]);
    const ui = await changes({ cwd: join(repository.path, 'packages/ui'), released: false }, signal);
    expect(ui).toMatchObject({ from: { name: '@x/ui@2.0.0' }, habits: { changelog: { path: 'packages/ui/Changes.md', text: '# UI\r\n' } } });
    expect(subjects(ui)).toEqual(['Add a theme']);
  });

  it('news fragments, with or without configuration', async () => {
    const repository = sandbox.repository('fragments');
    repository.commit('Begin', { 'news/12.bugfix.rst': 'Fix it.\n', 'news/README.md': 'x', 'news/.gitignore': 'x' });
    expect((await read(repository)).habits.fragments).toEqual({ path: 'news', types: null, names: ['12.bugfix.rst'], samples: [{ path: 'news/12.bugfix.rst', text: 'Fix it.\n' }] });
    repository.commit('Configure', { 'pyproject.toml': '[tool.towncrier]\ndirectory = "changelog.d"\n' });
    expect((await read(repository)).habits.fragments).toMatchObject({ path: 'changelog.d', names: [] });
  });

  it('no news fragments where a folder has news of years', async () => {
    const repository = sandbox.repository('years');
    repository.commit('Begin', { 'news/2023.md': 'x', 'news/2024.md': 'x', 'changes/12.draft.md': 'x', 'CHANGELOG.md': '# Changelog\n' });
    expect((await read(repository)).habits.fragments).toBeNull();
  });

  it('no file that a link leads to, and none in another encoding', async () => {
    const repository = sandbox.repository('links');
    writeFileSync(join(sandbox.root, 'secret.md'), '# Secret\n');
    symlinkSync(join(sandbox.root, 'secret.md'), join(repository.path, 'CHANGELOG.md'));
    repository.commit('Begin', { 'HISTORY.md': Buffer.from([0x23, 0x20, 0xe4, 0x0a]) });
    expect((await read(repository)).habits.changelog).toBeNull();
  });
});

describe('journeyman changelog', () => {
  let repository: Repository;
  const cache = join(sandbox.root, 'cache');
  async function journeyman(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const streams = { stdout: new PassThrough({ encoding: 'utf8' }), stderr: new PassThrough({ encoding: 'utf8' }) };
    const code = await runCommandLine(args, { stdin: Readable.from([]), stdout: new Output(streams.stdout), stderr: new Output(streams.stderr), env: { JOURNEYMAN_CACHE: cache }, cwd: repository.path, signal, processPath: join(sandbox.root, 'none.mjs') });
    return { code, stdout: (streams.stdout.read() as string | null) ?? '', stderr: (streams.stderr.read() as string | null) ?? '' };
  }
  const text = () => readFileSync(join(repository.path, 'CHANGELOG.md'), 'utf8');
  const CHANGELOG = '# Changelog\r\n\r\n## [Unreleased]\r\n\r\n## [1.0.0] - 2024-01-01\r\n\r\n### Added\r\n\r\n- Everything\r\n';

  beforeAll(() => {
    mkdirSync(cache);
    repository = sandbox.repository('command');
    repository.commit('Begin', { 'CHANGELOG.md': CHANGELOG, 'src/a.ts': '1' });
    repository.git('tag', 'v1.0.0');
    repository.commit('Add a dark theme (#3)', { 'src/a.ts': '2' });
  });

  it('prints the entry and writes nothing, without a model', async () => {
    const { code, stdout, stderr } = await journeyman('changelog');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '### Added\n\n- Add a dark theme\n' });
    expect(stderr).toContain('no model was needed');
    expect(text()).toBe(CHANGELOG);
    const { output } = JSON.parse((await journeyman('changelog', '--json')).stdout) as { output: { root: string; files: { path: string; before: string }[] } };
    expect(output).toMatchObject({ kind: 'entry', form: 'keep-a-changelog', path: 'CHANGELOG.md', root: repository.path, files: [{ path: 'CHANGELOG.md', before: CHANGELOG }] });
  });

  it('writes it where it is told to, once, and says how to take it back', async () => {
    const { code, stderr } = await journeyman('changelog', '--write');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/git checkout -p -- .*CHANGELOG\.md'? takes it back/) });
    const once = CHANGELOG.replace('## [Unreleased]\r\n', '## [Unreleased]\r\n\r\n### Added\r\n\r\n- Add a dark theme\r\n');
    expect(text()).toBe(once);
    const again = await journeyman('changelog', '--write');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing to add') });
    expect(text()).toBe(once);
  });

  it('leaves a file with changes of one’s own alone unless it is told otherwise', async () => {
    repository.commit('Fix the theme’s colours', { 'src/a.ts': '3', 'CHANGELOG.md': CHANGELOG });
    repository.commit('Fix the colours again', { 'src/a.ts': '4' });
    repository.write('CHANGELOG.md', `${CHANGELOG}\r\nMine\r\n`);
    const refused = await journeyman('changelog', '--write');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('It has changes that are not committed.') });
    expect(text()).toBe(`${CHANGELOG}\r\nMine\r\n`);
    const forced = await journeyman('changelog', '--write', '--force');
    expect(forced).toMatchObject({ code: 0, stderr: expect.stringContaining('The original is kept as') });
    expect(text()).toContain('- Fix the colours again\r\n');
    expect(readFileSync(join(repository.path, 'CHANGELOG.md.orig'), 'utf8')).toBe(`${CHANGELOG}\r\nMine\r\n`);
  });

  it('makes a changelog where there is none, and none through a link', async () => {
    repository.git('rm', '--quiet', '-f', 'CHANGELOG.md');
    repository.git('commit', '--quiet', '-m', 'Start over');
    expect(await journeyman('changelog', '--write')).toMatchObject({ code: 0, stderr: expect.stringContaining('Made CHANGELOG.md.') });
    expect(text()).toContain('## [Unreleased]\n\n### Added\n\n- Add a dark theme (#3)\n');
    repository.commit('Configure', { 'pyproject.toml': '[tool.towncrier]\ndirectory = "news"\n' });
    mkdirSync(join(sandbox.root, 'outside'));
    symlinkSync(join(sandbox.root, 'outside'), join(repository.path, 'news'));
    expect(await journeyman('changelog', '--write')).toMatchObject({ code: 1, stderr: expect.stringContaining('a link that leads out of the repository') });
    expect(execFileSync('ls', ['-A', join(sandbox.root, 'outside')], { encoding: 'utf8' })).toBe('');
  });

  it('fails with one line where there is nothing to tell', async () => {
    for (const [args, message] of [[['changelog', '--from', 'HEAD'], 'There is nothing new since HEAD.'], [['release-notes', '--to', 'nope'], 'There is no revision nope.']] as const) {
      expect(await journeyman(...args)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^journeyman: ${message}[^\\n]*\\n$`)) });
    }
  });
});
