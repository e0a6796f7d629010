import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { amendedChanges } from '../../../src/sources/git/amended.ts';
import { readIndexState } from '../../../src/sources/git/index-state.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
const read = (cwd: string) => readIndexState(cwd, never);
const key = async () => (await read(repository.path)).key;

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`répo ${++count}`);
  repository.commit('First', { 'a é.txt': 'one\ntwo\nthree\n', 'b.txt': 'b\n' });
});
afterAll(() => sandbox.remove());

/** Makes a change on another branch that conflicts with one here. */
function diverge(): string {
  repository.git('switch', '--quiet', '-c', 'side');
  const id = repository.commit('Say it there', { 'b.txt': 'there\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit('Say it here', { 'b.txt': 'here\n' });
  return id;
}

/** Runs what git ends with a failure because of conflicts. */
function conflicting(...args: string[]): void {
  expect(() => repository.git(...args)).toThrow();
}

describe('the key of what is staged', () => {
  it('follows the staged contents, whatever stands in the working tree', async () => {
    const keys: (string | null)[] = [await key()];
    expect((await read(repository.path)).staged).toBe(false);
    repository.write('a é.txt', 'ONE\ntwo\nthree\n');
    expect(await key()).toBe(keys[0]);
    repository.git('add', '.');
    keys.push(await key());
    expect((await read(repository.path)).staged).toBe(true);
    // Partly staged: more is changed, and not staged.
    repository.write('a é.txt', 'ONE\ntwo\nTHREE\n');
    expect(await key()).toBe(keys[1]);
    repository.git('add', '.');
    keys.push(await key());
    expect(new Set(keys).size).toBe(3);
    repository.write('a é.txt', 'ONE\ntwo\nthree\n');
    repository.git('add', '.');
    expect(await key()).toBe(keys[1]);
    repository.git('reset', '--quiet');
    expect(await key()).toBe(keys[0]);
  });

  it('is another one on another branch, on another commit, and under other rules', async () => {
    repository.write('b.txt', 'c\n');
    repository.git('add', '.');
    const keys = [await key()];
    repository.git('switch', '--quiet', '-c', 'other');
    keys.push(await key());
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'Nothing', '--only');
    keys.push(await key());
    repository.write('.commitlintrc.json', '{}');
    keys.push(await key());
    repository.git('checkout', '--quiet', '--detach');
    keys.push(await key());
    expect(new Set(keys).size).toBe(5);
  });

  it('knows modes, renames, submodules and a repository without a commit', async () => {
    const before = await key();
    repository.git('update-index', '--chmod=+x', 'b.txt');
    const executable = await key();
    repository.git('mv', 'b.txt', 'c.txt');
    const renamed = await key();
    expect(new Set([before, executable, renamed]).size).toBe(3);

    const inner = sandbox.repository(`inner ${count}`);
    inner.commit('Inner', { x: '1\n' });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'module');
    const added = await key();
    expect(added).not.toBe(renamed);
    const module = new Repository(join(repository.path, 'module'));
    module.commit('Inner two', { x: '2\n' });
    expect(await key()).toBe(added);
    repository.git('add', 'module');
    expect(await key()).not.toBe(added);
    module.write('x', '3\n');
    module.git('add', '.');
    expect(await read(module.path)).toMatchObject({ staged: true, operation: null });

    const unborn = sandbox.repository(`unborn ${count}`);
    const empty = await read(unborn.path);
    unborn.write('x', '1\n');
    unborn.git('add', '.');
    const full = await read(unborn.path);
    expect([empty.staged, full.staged]).toEqual([false, true]);
    expect(full.key).not.toBe(empty.key);
  });

  it('writes nothing into the repository', async () => {
    repository.write('b.txt', 'staged\n');
    repository.git('add', '.');
    const files = () => readdirSync(join(repository.path, '.git'), { recursive: true, encoding: 'utf8' }).sort();
    const index = join(repository.path, '.git', 'index');
    const [listed, content, time] = [files(), readFileSync(index), statSync(index).mtimeMs];
    await read(repository.path);
    expect(files()).toEqual(listed);
    expect(readFileSync(index)).toEqual(content);
    expect(statSync(index).mtimeMs).toBe(time);
  });
});

describe('what git is in the middle of', () => {
  it('is nothing on most days', async () => {
    expect(await read(repository.path)).toMatchObject({ operation: null, prepared: '', unmerged: false });
  });

  it('is a merge, with its conflicts and its message', async () => {
    diverge();
    conflicting('merge', 'side');
    expect(await read(repository.path)).toMatchObject({ operation: 'merge', unmerged: true, prepared: "Merge branch 'side'" });
    repository.write('b.txt', 'both\n');
    repository.git('add', '.');
    expect(await read(repository.path)).toMatchObject({ operation: 'merge', unmerged: false, staged: true });
  });

  it('is a cherry-pick, a revert, or one of both without a commit', async () => {
    const side = diverge();
    conflicting('cherry-pick', side);
    expect(await read(repository.path)).toMatchObject({ operation: 'cherry-pick', prepared: 'Say it there' });
    repository.git('cherry-pick', '--abort');
    repository.git('revert', '--no-commit', 'HEAD');
    const reverting = await read(repository.path);
    expect(reverting.operation).toBe('revert');
    expect(reverting.prepared).toMatch(/^Revert "Say it here"/);
    repository.git('reset', '--quiet', '--hard');
    repository.git('switch', '--quiet', 'side');
    const other = repository.commit('Say more', { 'd.txt': 'more\n' });
    repository.git('switch', '--quiet', 'main');
    repository.git('cherry-pick', '--no-commit', other);
    expect(await read(repository.path)).toMatchObject({ operation: 'prepared', prepared: 'Say more' });
  });

  it('has a message without its comments, whatever these start with', async () => {
    repository.git('config', 'core.commentChar', ';');
    diverge();
    conflicting('merge', 'side');
    expect(readFileSync(join(repository.path, '.git', 'MERGE_MSG'), 'utf8')).toContain('; Conflicts:');
    expect((await read(repository.path)).prepared).toBe("Merge branch 'side'");
    repository.git('merge', '--abort');
    repository.git('switch', '--quiet', 'side');
    const other = repository.commit('Say more\n\n#12 is done', { 'd.txt': 'more\n' });
    repository.git('switch', '--quiet', 'main');
    repository.git('cherry-pick', '--no-commit', other);
    expect((await read(repository.path)).prepared).toBe('Say more\n\n#12 is done');
    repository.git('config', 'core.commentChar', 'auto');
    writeFileSync(join(repository.path, '.git', 'MERGE_MSG'), 'Say more\n\n#12\n\n; Conflicts:\n;\tb.txt\n');
    expect((await read(repository.path)).prepared).toBe('Say more\n\n#12');
    writeFileSync(join(repository.path, '.git', 'MERGE_MSG'), 'Say more\n; ------------------------ >8 ------------------------\nall of it\n');
    expect((await read(repository.path)).prepared).toBe('Say more');
  });

  it('is a squash', async () => {
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('Say more', { 'd.txt': 'more\n' });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--squash', '--quiet', 'side');
    const state = await read(repository.path);
    expect(state).toMatchObject({ operation: 'squash', staged: true });
    expect(state.prepared).toContain('Say more');
  });

  it('is a rebase, in a worktree too', async () => {
    diverge();
    const place = join(sandbox.root, `arbeits baum ${count}`);
    repository.git('worktree', 'add', '--quiet', '-b', 'work', place, 'side');
    const worktree = new Repository(place);
    expect(() => worktree.git('rebase', 'main')).toThrow();
    expect(await read(place)).toMatchObject({ operation: 'rebase', unmerged: true, prepared: 'Say it there' });
    expect(await read(repository.path)).toMatchObject({ operation: null, unmerged: false });
  });
});

describe('what an amended commit does', () => {
  it('is the last commit together with what is staged', async () => {
    repository.commit('Second', { 'b.txt': 'c\n' });
    repository.write('new.txt', 'new\n');
    repository.git('add', '.');
    repository.write('not staged.txt', 'x\n');
    const { diff, recentSubjects } = await amendedChanges(repository.path, never);
    expect(parseDiff(diff).map(({ path }) => path)).toEqual(['b.txt', 'new.txt']);
    expect(recentSubjects).toEqual(['First']);
  });

  it('can be the first commit, and nothing at all', async () => {
    const { diff, recentSubjects } = await amendedChanges(repository.path, never);
    expect(parseDiff(diff).map(({ path }) => path)).toEqual(['a é.txt', 'b.txt']);
    expect(recentSubjects).toEqual([]);
    repository.commit('Second', { 'b.txt': 'c\n' });
    repository.write('b.txt', 'b\n');
    repository.git('add', '.');
    await expect(amendedChanges(repository.path, never)).rejects.toThrow('There is nothing to describe.');
  });
});
