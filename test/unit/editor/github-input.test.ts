import { describe, expect, it } from 'vitest';
import type { BranchChanges, Range } from '../../../src/core/changes.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { GitHubContext } from '../../../src/editor/github-context.ts';
import { inputFor } from '../../../src/editor/github-input.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const one = { uri: 'file:///w/one', folder: '/w/one' };
const two = { uri: 'file:///w/two', folder: '/w/two' };

const hunk = '@@ -1 +1 @@\n-old\n+new';
const branch: BranchChanges = {
  base: 'main',
  baseReason: 'default-branch',
  head: 'feature',
  branch: 'feature',
  baseId: '1'.repeat(40),
  headId: '2'.repeat(40),
  commits: [{ id: '3'.repeat(40), subject: 'Cut texts', body: 'They were too long.' }, { id: '4'.repeat(40), subject: 'Say so', body: '' }],
  diff: `diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n${hunk}\ndiff --git a/logo.png b/logo.png\nindex 1111111..2222222 100644\nBinary files a/logo.png and b/logo.png differ\n`,
  recentSubjects: ['Add sizes'],
  templates: [{ path: '.github/pull_request_template.md', text: '## What\n' }, { path: 'docs/pull_request_template.md', text: '## Docs\n' }],
};
const context: GitHubContext = { commitMessages: ['Cut texts\n\nThey were too long.\n', 'Say so'], patches: [{ patch: hunk, fileUri: 'file:///w/one/a.ts' }], compareBranch: 'feature' };

/** Runs it with these branches in the repositories, by `folder head`; gives what was asked for too. */
async function input(given: Partial<GitHubContext>, branches: Record<string, BranchChanges>, repositories = [one, two]) {
  const asked: string[] = [];
  const git = {
    async branchChanges({ cwd, head = 'HEAD' }: Range): Promise<BranchChanges> {
      asked.push(`${cwd} ${head}`);
      const found = branches[`${cwd} ${head}`];
      if (!found) throw new UserError(`There is no revision ${head}.`, '', '');
      return found;
    },
  };
  return { result: await inputFor({ ...context, ...given }, { git, parseDiff, repositories, log: quiet }, new AbortController().signal), asked };
}

describe('a branch that is on this machine', () => {
  it('is read from its repository where it is the same change, with the files that have no patch', async () => {
    const { result, asked } = await input({}, { '/w/one feature': branch });
    expect(result).toEqual({ cwd: '/w/one', head: 'feature' });
    expect(asked).toEqual(['/w/one feature']);
  });

  it('is the one checked out where it is called otherwise here', async () => {
    expect((await input({ compareBranch: 'patch-1' }, { '/w/one HEAD': branch })).result).toEqual({ cwd: '/w/one', head: undefined });
  });

  it('has merges on GitHub that git leaves out', async () => {
    const commitMessages = [...context.commitMessages, "Merge branch 'main' into feature"];
    expect((await input({ commitMessages }, { '/w/one feature': branch })).result).toMatchObject({ cwd: '/w/one' });
  });

  it('is found by its commits where nothing names a file', async () => {
    const { result } = await input({ patches: [] }, { '/w/one feature': { ...branch, commits: [] }, '/w/two feature': branch });
    expect(result).toMatchObject({ cwd: '/w/two', head: 'feature' });
  });

  it('is described in the template that was given, by its path', async () => {
    expect((await input({ template: '## What' }, { '/w/one feature': branch })).result).toEqual({ cwd: '/w/one', head: 'feature' });
    expect((await input({ template: '## Docs\r\n' }, { '/w/one feature': branch })).result).toEqual({ cwd: '/w/one', head: 'feature', template: 'docs/pull_request_template.md' });
  });

  const many = Array.from({ length: 40 }, (_, index) => ({ id: String(index), subject: `Step ${index}`, body: '' }));
  const local = [{ patch: branch.diff.slice(0, branch.diff.indexOf('diff --git a/logo')), fileUri: 'file:///w/one/a.ts' }, { patch: branch.diff.slice(branch.diff.indexOf('diff --git a/logo')), fileUri: 'file:///w/one/logo.png' }];
  const newest = (count: number) => many.slice(-count).reverse().map(({ subject }) => subject);

  it('may have more commits than the 32 that were passed on', async () => {
    expect((await input({ commitMessages: newest(32), patches: local }, { '/w/one feature': { ...branch, commits: many } })).result).toMatchObject({ cwd: '/w/one' });
    expect((await input({ commitMessages: newest(20), patches: local }, { '/w/one feature': { ...branch, commits: many } })).result).toHaveProperty('diff');
  });

  it('has a renamed file that came as a new one', async () => {
    const renamed = 'diff --git a/a.ts b/b.ts\nsimilarity index 90%\nrename from a.ts\nrename to b.ts\n--- a/a.ts\n+++ b/b.ts\n@@ -1 +1 @@\n-old\n+new\n';
    const patches = [{ patch: 'diff --git a/b.ts b/b.ts\nnew file mode 100644\n--- /dev/null\n+++ b/b.ts\n@@ -0,0 +1,2 @@\n+new\n+more\n', fileUri: 'file:///w/one/b.ts' }];
    expect((await input({ patches }, { '/w/one feature': { ...branch, diff: renamed } })).result).toMatchObject({ cwd: '/w/one' });
  });
});

describe('what was given', () => {
  const given = { commits: [{ subject: 'Cut texts', body: 'They were too long.' }, { subject: 'Say so', body: '' }], diff: `diff --git "a/a.ts" "b/a.ts"\n--- "a/a.ts"\n+++ "b/a.ts"\n${hunk}\n` };

  it.each<[string, Partial<BranchChanges>]>([
    ['fewer commits', { commits: branch.commits.slice(0, 1) }],
    ['more commits: another base was chosen', { commits: [...branch.commits, { id: '5', subject: 'Prepare', body: '' }] }],
    ['another message', { commits: [branch.commits[0]!, { id: '6', subject: 'Say so again', body: '' }] }],
    ['other lines under the same messages', { diff: branch.diff.replace('@@ -1 +1 @@\n-old', '@@ -0,0 +1 @@') }],
    ['other files', { diff: branch.diff.replaceAll('a.ts', 'b.ts') }],
  ])('is described itself where the branch here has %s, in the style of the repository', async (_, other) => {
    const { result } = await input({}, { '/w/one feature': { ...branch, ...other } });
    expect(result).toEqual({ ...given, template: '## What\n', recentSubjects: ['Add sizes'] });
  });

  it('is described itself in a template that the repository does not have', async () => {
    expect((await input({ template: '## Elsewhere\n' }, { '/w/one feature': branch })).result).toMatchObject({ ...given, template: '## Elsewhere' });
  });

  it('is described itself where no repository is open, or the branch is not here', async () => {
    const expected = { ...given, template: null, recentSubjects: [] };
    expect((await input({}, {}, [])).result).toEqual(expected);
    const { result, asked } = await input({}, {});
    expect(result).toEqual(expected);
    expect(asked).toEqual(['/w/one feature', '/w/one HEAD']);
  });

  it('asks no repository but the one of the files', async () => {
    const patches = [...(context.patches as object[]), { patch: hunk, fileUri: 'file:///w/two/b.ts' }] as GitHubContext['patches'];
    const { result, asked } = await input({ patches }, {});
    expect(asked).toEqual([]);
    expect(parseDiff('diff' in result ? result.diff : '').map(({ path }) => path)).toEqual(['one/a.ts', 'two/b.ts']);
  });

  it('may be nothing: says so', async () => {
    await expect(input({ commitMessages: [], patches: [] }, {})).rejects.toThrow(/^There is no change to describe\./);
    await expect(input({ patches: [hunk] }, {})).rejects.toThrow(/^The changes cannot be read\..*Update that extension\.$/);
  });

  it('is not described once it was cancelled', async () => {
    const git = { branchChanges: () => Promise.reject(new DOMException('', 'AbortError')) };
    await expect(inputFor(context, { git, parseDiff, repositories: [one], log: quiet }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
