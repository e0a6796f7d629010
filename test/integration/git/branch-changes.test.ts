import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const changes = (cwd: string, range: { base?: string; head?: string } = {}) => createGit().branchChanges({ cwd, ...range }, new AbortController().signal);
const failure = async (...args: Parameters<typeof changes>) => {
  const error = await changes(...args).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`répo ${++count}`);
  repository.commit('chore: start', { 'a.txt': '1\n' });
});
afterAll(() => sandbox.remove());

describe('what a branch does', () => {
  it('gives commits oldest first without merges, the diff from the merge base, and the subjects before', async () => {
    repository.git('switch', '--quiet', '-c', 'feature/été');
    repository.commit('feat: one', { 'one.txt': '1\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('docs: later on main', { 'main.txt': 'x\n' });
    repository.git('switch', '--quiet', 'feature/été');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge main', 'main');
    repository.write('two.txt', '2\n');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'fix: two', '-m', 'Why\n\nFixes #12');
    const result = await changes(repository.path);
    expect(result).toMatchObject({ base: 'main', head: 'feature/été', branch: 'feature/été', templates: [] });
    expect(result.commits.map(({ subject, body }) => [subject, body])).toEqual([['feat: one', ''], ['fix: two', 'Why\n\nFixes #12']]);
    expect(result.commits[0]?.id).toMatch(/^[0-9a-f]{40}$/);
    expect(parseDiff(result.diff).map(({ path }) => path)).toEqual(['one.txt', 'two.txt']);
    expect(result.recentSubjects).toEqual(['docs: later on main', 'chore: start']);
    expect(result.touched?.toSorted()).toEqual(['one.txt', 'two.txt']);
  });

  it('names files that came and went, and both places of one that was moved', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('wip', { 'private/plän\t1.txt': 'secret\n', 'b.txt': '1\n' });
    repository.git('rm', '--quiet', '-r', 'private');
    repository.git('mv', 'b.txt', 'c.txt');
    repository.git('commit', '--quiet', '-m', 'more');
    const { diff, touched } = await changes(repository.path);
    expect(parseDiff(diff).map(({ path }) => path)).toEqual(['c.txt']);
    expect(touched?.toSorted()).toEqual(['b.txt', 'c.txt', 'private/plän\t1.txt']);
  });

  it('compares with the remote’s default branch, whatever it is called', async () => {
    repository.git('branch', '--quiet', '-m', 'main', 'trunk-of-ours');
    const clone = new Repository(sandbox.folder(`clöne ${count}`));
    clone.git('clone', '--quiet', repository.path, '.');
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('Work', { b: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/trunk-of-ours', branch: 'work' });
    clone.git('switch', '--quiet', 'trunk-of-ours');
    clone.commit('Ahead', { c: '1\n' });
    expect((await changes(clone.path)).commits.map(({ subject }) => subject)).toEqual(['Ahead']);
  });

  it('works without a remote or upstream, on a detached HEAD, and for a head that is not checked out', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('Work', { b: '1\n' });
    expect(await changes(repository.path)).toMatchObject({ base: 'main', branch: 'work' });
    repository.git('checkout', '--quiet', '--detach');
    expect(await changes(repository.path)).toMatchObject({ base: 'main', branch: null, head: 'HEAD' });
    repository.git('switch', '--quiet', 'main');
    expect(await changes(repository.path, { head: 'work' })).toMatchObject({ base: 'main', branch: 'work', head: 'work' });
    expect(await changes(repository.path, { base: 'HEAD', head: 'work' })).toMatchObject({ branch: 'work' });
  });

  it('reads the template of the head commit, from a folder inside the repository too', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('Work', { 'sub/x': '1\n', '.github/Pull_Request_Template.md': '\uFEFF## Description\r\n\r\n- [ ] Tests\r\n', 'docs/pull_request_template.md': 'other\n' });
    repository.write('.github/Pull_Request_Template.md', 'not committed');
    expect((await changes(join(repository.path, 'sub'))).templates[0]?.text).toBe('## Description\n\n- [ ] Tests\n');
    expect((await changes(repository.path)).templates.map(({ path }) => path)).toEqual(['.github/Pull_Request_Template.md', 'docs/pull_request_template.md']);
    repository.commit('Shrink', { '.github/Pull_Request_Template.md': ' \n' });
    expect((await changes(repository.path)).templates).toEqual([{ path: 'docs/pull_request_template.md', text: 'other\n' }]);
    repository.commit('Grow', { 'docs/pull_request_template.md': 'x'.repeat(200_000) });
    expect((await changes(repository.path)).templates).toEqual([]);
  });

  it('reads several templates, those of the base where the branch is older than they are', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('Work', { 'x': '1\n', 'docs/deep/pull_request_template.md': 'no template\n' });
    repository.git('switch', '--quiet', 'main');
    const names = Array.from({ length: 40 }, (_, index) => `.github/PULL_REQUEST_TEMPLATE/t${String(index).padStart(2, '0')}.md`);
    repository.commit('Templates', { ...Object.fromEntries(names.map((name) => [name, `${name}\n`])), '.gitlab/merge_request_templates/Default.md': 'x\n' });
    repository.git('switch', '--quiet', 'work');
    const { templates } = await changes(repository.path);
    expect(templates.map(({ path }) => path)).toEqual(names.slice(0, 30));
    expect(templates[7]?.text).toBe(`${names[7]!}\n`);
    repository.commit('Own', { '.azuredevops/pull_request_template.md': 'a\n', '.azuredevops/pull_request_template/branches/main.md': 'b\n' });
    expect((await changes(repository.path)).templates.map(({ text }) => text)).toEqual(['b\n', 'a\n']);
  });
});

describe('what stands in the way', () => {
  it('says what was compared when there is nothing on the branch', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    expect(await failure(repository.path)).toMatch(/work has no commits on top of main\. Both are the same commit\. .*--base/);
    repository.git('switch', '--quiet', 'main');
    repository.commit('More', { b: '1\n' });
    expect(await failure(repository.path, { base: 'main', head: 'work' })).toMatch(/main already contains it/);
  });

  it('says that commits undo each other', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('Change', { 'a.txt': '2\n' });
    repository.commit('Change back', { 'a.txt': '1\n' });
    expect(await failure(repository.path)).toMatch(/work changes nothing compared with main/);
  });

  it('says that there is nothing to compare with', async () => {
    expect(await failure(repository.path)).toMatch(/no branch to compare with. main is checked out, which others are merged into.*--base/);
    repository.git('branch', '--quiet', '-m', 'main', 'ours');
    expect(await failure(repository.path)).toMatch(/no branch to compare with. Looked for .* main, master, develop and trunk.*--base/);
  });

  it('says that histories are unrelated', async () => {
    repository.git('switch', '--quiet', '--orphan', 'pages');
    repository.commit('Pages', { 'index.html': 'x\n' });
    expect(await failure(repository.path)).toMatch(/pages and main have no commit in common.*--base/);
  });

  it('says that a shallow clone lacks the common commit', async () => {
    repository.git('switch', '--quiet', '-c', 'work');
    repository.commit('Work', { b: '1\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('Main', { c: '1\n' });
    const clone = new Repository(sandbox.folder(`shällow ${count}`));
    clone.git('clone', '--quiet', '--depth=1', '--no-single-branch', pathToFileURL(repository.path).href, '.');
    expect(await failure(clone.path, { head: 'origin/work' })).toMatch(/shallow clone.*git fetch --unshallow/);
  });

  it('says that a revision does not exist, and refuses what looks like an option', async () => {
    expect(await failure(repository.path, { base: 'no-such-branch' })).toMatch(/no revision no-such-branch/);
    expect(await failure(repository.path, { head: 'no-such-branch' })).toMatch(/no revision no-such-branch/);
    expect(await failure(repository.path, { base: 'main..HEAD' })).toMatch(/no revision/);
    expect(await failure(repository.path, { base: '--output=owned' })).toMatch(/is not a revision/);
    expect(await failure(repository.path, { head: '-h' })).toMatch(/is not a revision/);
  });

  it('says that there is no commit yet', async () => {
    const empty = sandbox.repository(`empty ${count}`);
    expect(await failure(empty.path)).toMatch(/no commit yet/);
  });
});
