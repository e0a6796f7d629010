import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Range } from '../../../src/core/changes.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const { signal } = new AbortController();
const changes = (cwd: string, range: Omit<Range, 'cwd'> = {}) => createGit().branchChanges({ cwd, ...range }, signal);
const choices = (cwd: string, head?: string) => createGit().baseChoices({ cwd, head }, signal);
const subjects = async (cwd: string, range: Omit<Range, 'cwd'> = {}) => (await changes(cwd, range)).commits.map(({ subject }) => subject);
const paths = async (cwd: string, range: Omit<Range, 'cwd'> = {}) => parseDiff((await changes(cwd, range)).diff).map(({ path }) => path);

let count = 0;
/** What people push to, and a clone of it: `main` with two commits, `release/2.x` off the first with two of its own. */
let remote: Repository;
let clone: Repository;
beforeEach(() => {
  remote = sandbox.repository(`rémote ${++count}`);
  remote.commit('start', { 'a.txt': '1\n' });
  remote.git('switch', '--quiet', '-c', 'release/2.x');
  remote.commit('backport one', { 'r1.txt': '1\n' });
  remote.commit('backport two', { 'r2.txt': '1\n' });
  remote.git('switch', '--quiet', 'main');
  remote.commit('later on main', { 'm.txt': '1\n' });
  clone = new Repository(sandbox.folder(`clöne ${count}`));
  clone.git('clone', '--quiet', remote.path, '.');
});
afterAll(() => sandbox.remove());

describe('the base of a branch', () => {
  it('is the default branch where nothing says otherwise', async () => {
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('Work', { w: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'default-branch' });
    clone.git('push', '--quiet', '-u', 'origin', 'work');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'default-branch' });
    expect(await changes(clone.path, { head: 'origin/work' })).toMatchObject({ base: 'origin/main', branch: 'origin/work' });
    clone.git('remote', 'set-head', 'origin', '--delete');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'usual-name' });
  });

  it('is the release branch that it was made from', async () => {
    clone.git('switch', '--quiet', '--no-track', '-c', 'fix', 'origin/release/2.x');
    clone.commit('Fix', { f: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/2.x', baseReason: 'nearest' });
    expect(await subjects(clone.path)).toEqual(['Fix']);
    // Nobody's log tells of what somebody else pushed.
    clone.git('push', '--quiet', 'origin', 'fix');
    expect(await changes(clone.path, { head: 'origin/fix' })).toMatchObject({ base: 'origin/release/2.x', baseReason: 'nearest' });
    clone.git('switch', '--quiet', '--detach');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main' });
  });

  it('is an old release that main has left far behind', async () => {
    const id = clone.git('rev-parse', 'origin/main').trim();
    const commit = (number: number) => `commit refs/remotes/origin/main\ncommitter Zoë <zoe@example.com> ${1_700_100_000 + number} +0000\ndata 1\nx\n${number === 0 ? `from ${id}\n` : ''}\n`;
    execFileSync('git', ['fast-import', '--quiet'], { cwd: clone.path, input: Array.from({ length: 25_000 }, (_, number) => commit(number)).join('') });
    clone.git('switch', '--quiet', '--no-track', '-c', 'hotfix', 'origin/release/2.x');
    clone.git('reflog', 'expire', '--expire=now', '--all');
    clone.commit('Old fix', { f: '1\n' });
    // As old as the release too: nothing of either is among the newest commits.
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/2.x', baseReason: 'nearest' });
    expect((await choices(clone.path)).slice(0, 2)).toEqual([{ name: 'origin/release/2.x', reason: 'nearest', commits: 1 }, { name: 'origin/main', reason: 'default-branch', commits: 3 }]);
  });

  it('is the branch that git follows, where that is one to merge into', async () => {
    clone.git('switch', '--quiet', '--track', '-c', 'fix', 'origin/release/2.x');
    clone.commit('Fix', { f: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/2.x', baseReason: 'recorded' });
  });

  it('is told by the log where a release has just been cut from main', async () => {
    remote.git('branch', 'release/3.x', 'main');
    clone.git('fetch', '--quiet');
    clone.git('switch', '--quiet', '--no-track', '-c', 'one', 'origin/release/3.x');
    clone.commit('One', { f: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/3.x', baseReason: 'nearest' });
    clone.git('switch', '--quiet', 'release/3.x');
    clone.git('switch', '--quiet', '-c', 'two');
    clone.commit('Two', { f: '2\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/3.x', baseReason: 'nearest' });
    clone.git('switch', '--quiet', '--no-track', '-c', 'three', 'origin/main');
    clone.commit('Three', { f: '3\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'default-branch' });
  });

  it('is the branch below in a stack, until that is merged', async () => {
    clone.git('switch', '--quiet', '-c', 'lower');
    clone.commit('Lower', { l: '1\n' });
    clone.git('switch', '--quiet', '-c', 'upper');
    clone.commit('Upper', { u: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'lower', baseReason: 'nearest' });
    clone.git('rebase', '--quiet', '--onto', 'origin/main', 'lower');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'default-branch' });
    expect(await subjects(clone.path)).toEqual(['Upper']);
  });

  it('is not a branch into which part of it has been merged already', async () => {
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('One', { w1: '1\n' });
    clone.git('switch', '--quiet', '--no-track', '-c', 'develop', 'origin/main');
    clone.commit('Develop', { d: '1\n' });
    clone.git('merge', '--quiet', '--no-ff', '-m', 'Try work', 'work');
    clone.git('push', '--quiet', 'origin', 'develop');
    clone.git('switch', '--quiet', 'work');
    clone.commit('Two', { w2: '1\n' });
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main' });
    expect(await subjects(clone.path)).toEqual(['One', 'Two']);
  });

  it('is what tools have recorded', async () => {
    clone.git('switch', '--quiet', '-c', 'work.1');
    clone.commit('Work', { w: '1\n' });
    clone.git('config', 'branch.work.1.vscode-merge-base', 'origin/release/2.x');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/2.x', baseReason: 'recorded' });
    clone.git('config', 'branch.work.1.github-pr-base-branch', 'them#tool#main');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'recorded' });
    clone.git('config', 'branch.work.1.github-pr-base-branch', 'them#tool#--output=owned');
    clone.git('config', 'branch.work.1.vscode-merge-base', 'origin/gone');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/main', baseReason: 'default-branch' });
    mkdirSync(join(clone.path, '.git', 'gk'));
    writeFileSync(join(clone.path, '.git', 'gk', 'config'), '[branch "work.1"]\n\tgk-merge-target = origin/release/2.x\n');
    expect(await changes(clone.path)).toMatchObject({ base: 'origin/release/2.x', baseReason: 'recorded' });
    expect(await changes(clone.path, { base: 'origin/main' })).toMatchObject({ base: 'origin/main', baseReason: 'given' });
  });

  it('may be given as the remote calls it', async () => {
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('Work', { w: '1\n' });
    expect(await changes(clone.path, { base: 'release/2.x' })).toMatchObject({ base: 'origin/release/2.x', baseReason: 'given' });
    await expect(changes(clone.path, { base: '2.x' })).rejects.toThrow(/no revision 2\.x/);
  });
});

describe('where a branch left its base', () => {
  it('is the last merge of the base, after several of them too', async () => {
    clone.git('switch', '--quiet', '-c', 'work');
    for (const name of ['one', 'two', 'three']) {
      clone.commit(`Work ${name}`, { [`${name}.txt`]: '1\n' });
      remote.commit(`main ${name}`, { [`main-${name}.txt`]: '1\n' });
      clone.git('fetch', '--quiet');
      clone.git('merge', '--quiet', '--no-ff', '-m', 'Merge main', 'origin/main');
    }
    expect(await subjects(clone.path)).toEqual(['Work one', 'Work two', 'Work three']);
    expect(await paths(clone.path)).toEqual(['one.txt', 'three.txt', 'two.txt']);
  });

  it('is where it was when the base was pushed by force', async () => {
    clone.git('switch', '--quiet', '--no-track', '-c', 'fix', 'origin/release/2.x');
    clone.commit('Fix', { f: '1\n' });
    remote.git('switch', '--quiet', 'release/2.x');
    remote.git('reset', '--quiet', '--hard', 'HEAD~2');
    remote.commit('backports in one', { 'r1.txt': '1\n', 'r2.txt': '1\n' });
    clone.git('fetch', '--quiet');
    expect(await subjects(clone.path, { base: 'origin/release/2.x' })).toEqual(['Fix']);
    expect(await paths(clone.path, { base: 'origin/release/2.x' })).toEqual(['f']);
    clone.git('rebase', '--quiet', '--onto', 'origin/release/2.x', 'HEAD~1');
    expect(await subjects(clone.path, { base: 'origin/release/2.x' })).toEqual(['Fix']);
    expect(await paths(clone.path, { base: 'origin/release/2.x' })).toEqual(['f']);
  });

  it('is not what was taken back from a local base', async () => {
    clone.commit('On main by mistake', { w: '1\n' });
    clone.git('switch', '--quiet', '-c', 'work');
    clone.git('branch', '--quiet', '--force', 'main', 'origin/main');
    expect(await subjects(clone.path, { base: 'main' })).toEqual(['On main by mistake']);
    expect(await subjects(clone.path)).toEqual(['On main by mistake']);
  });

  it('leaves out what either has of the other where they were merged into each other', async () => {
    const main = 'refs/heads/main';
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('Work one', { 'w1.txt': '1\n', 'both.txt': 'w\n' });
    clone.git('branch', 'early');
    clone.git('switch', '--quiet', 'main');
    clone.commit('Main one', { 'm1.txt': '1\n' });
    clone.git('branch', 'main-early');
    clone.git('merge', '--quiet', '--no-ff', '-m', 'Merge work', 'early');
    clone.git('switch', '--quiet', 'work');
    clone.git('merge', '--quiet', '--no-ff', '-m', 'Merge main', 'main-early');
    clone.commit('Work two', { 'w2.txt': '2\n', 'both.txt': 'w2\n' });
    expect(clone.git('merge-base', '--all', main, 'HEAD').trim().split('\n')).toHaveLength(2);
    expect(await subjects(clone.path, { base: main })).toEqual(['Work two']);
    expect(await paths(clone.path, { base: main })).toEqual(['both.txt', 'w2.txt']);
  });
});

describe('the branches to choose from', () => {
  it('has the one that is taken first, then the default one, long-lived ones, and others by what is on top', async () => {
    for (const [name, from] of [['topic/near', 'main'], ['topic/far', 'main~1'], ['v1', 'main~1']] as const) remote.git('branch', name, from);
    clone.git('fetch', '--quiet');
    clone.git('branch', 'main-copy', 'origin/main~1');
    clone.git('switch', '--quiet', '--no-track', '-c', 'fix', 'origin/release/2.x');
    clone.commit('Fix', { f: '1\n' });
    clone.git('push', '--quiet', '-u', 'origin', 'fix');
    clone.git('branch', 'made-from-fix');
    expect(await choices(clone.path)).toEqual([
      { name: 'origin/release/2.x', reason: 'nearest', commits: 1 },
      { name: 'origin/main', reason: 'default-branch', commits: 3 },
      { name: 'origin/v1', reason: 'nearest', commits: 3 },
      { name: 'origin/topic/near', reason: 'nearest', commits: 3 },
      { name: 'main-copy', reason: 'nearest', commits: 3 },
      { name: 'origin/topic/far', reason: 'nearest', commits: 3 },
    ]);
    expect((await choices(clone.path, 'origin/v1')).map(({ name }) => name)).not.toContain('origin/v1');
  });

  it('is empty where there is no other branch, and says when there is no commit', async () => {
    const alone = sandbox.repository(`alone ${count}`);
    await expect(choices(alone.path)).rejects.toThrow(/no commit yet/);
    alone.commit('start', { a: '1\n' });
    expect(await choices(alone.path)).toEqual([]);
    alone.git('branch', 'other');
    alone.commit('more', { a: '2\n' });
    expect(await choices(alone.path)).toEqual([{ name: 'other', reason: 'nearest', commits: 1 }]);
    await expect(choices(alone.path, '--all')).rejects.toThrow(/is not a revision/);
  });

  it('is short in a repository with 5,000 branches', async () => {
    const id = clone.git('rev-parse', 'HEAD~1').trim();
    execFileSync('git', ['update-ref', '--stdin'], { cwd: clone.path, input: Array.from({ length: 5000 }, (_, index) => `create refs/remotes/origin/topic/${index} ${id}\n`).join('') });
    execFileSync('git', ['update-ref', '--stdin'], { cwd: clone.path, input: Array.from({ length: 60 }, (_, index) => `create refs/remotes/origin/release/${index} ${id}\n`).join('') });
    clone.git('switch', '--quiet', '-c', 'work');
    clone.commit('Work', { w: '1\n' });
    const found = await choices(clone.path);
    expect(found).toHaveLength(50);
    expect(found.slice(0, 2)).toEqual([{ name: 'origin/main', reason: 'default-branch', commits: 1 }, { name: 'origin/release/2.x', reason: 'nearest', commits: 2 }]);
    expect(found.filter(({ name }) => name.startsWith('origin/release/'))).toHaveLength(20);
  });
});
