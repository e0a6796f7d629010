import { describe, expect, it } from 'vitest';
import { candidates, chooseBase, isLongLived, refNamed, remotesOf } from '../../../../src/sources/git/base.ts';
import { parseRecorded, recordedBase } from '../../../../src/sources/git/recorded-base.ts';

const refs = (...names: string[]) => names.map((name) => ({ name: name.split('>')[0]!, target: name.split('>')[1] ?? '', id: '', upstream: '' }));
const X = 'refs/heads/x';

describe('chooseBase', () => {
  it('takes the default branch of the remote first', () => {
    const found = chooseBase(refs('refs/heads/main', X, 'refs/remotes/origin/HEAD>refs/remotes/origin/release', 'refs/remotes/origin/main', 'refs/remotes/origin/release'), X);
    expect(found).toEqual({ ref: 'refs/remotes/origin/release', reason: 'default-branch' });
  });

  it('takes the usual names where the remote tells no default branch, or one that is gone', () => {
    const found = chooseBase(refs('refs/heads/main', 'refs/remotes/origin/HEAD>refs/remotes/origin/gone', 'refs/remotes/origin/develop', 'refs/remotes/origin/master'), X);
    expect(found).toEqual({ ref: 'refs/remotes/origin/master', reason: 'usual-name' });
  });

  it('prefers the repository that a fork was made from', () => {
    expect(chooseBase(refs('refs/remotes/origin/main', 'refs/remotes/upstream/main', 'refs/remotes/alice/main'), X)?.ref).toBe('refs/remotes/upstream/main');
    expect(chooseBase(refs('refs/remotes/alice/main', 'refs/remotes/origin/main'), X)?.ref).toBe('refs/remotes/origin/main');
    expect(remotesOf(refs('refs/remotes/bob/x', 'refs/remotes/origin/x', 'refs/remotes/alice/x', 'refs/remotes/upstream/x'))).toEqual(['upstream', 'origin', 'alice', 'bob']);
  });

  it('falls back to local branches, never to the branch itself', () => {
    expect(chooseBase(refs('refs/heads/master', X), X)?.ref).toBe('refs/heads/master');
    expect(chooseBase(refs('refs/heads/main', 'refs/heads/develop'), 'refs/heads/main')?.ref).toBe('refs/heads/develop');
    expect(chooseBase(refs('refs/heads/main'), 'refs/heads/main')).toBeUndefined();
    expect(chooseBase(refs('refs/remotes/origin/main', 'refs/heads/main'), 'refs/remotes/origin/main')).toBeUndefined();
    expect(chooseBase([], null)).toBeUndefined();
  });
});

describe('isLongLived', () => {
  it.each(['main', 'develop', 'release/2.x', 'releases/next', 'release-1.4', 'v2', 'v1.x', '2.x', '3.14', '7-1-stable', '1.x-lts', 'REL_16_STABLE', 'stable/2024.1', 'branch-3.5', 'maint-2.1'])('takes %s for one', (name) => {
    expect(isLongLived(`refs/remotes/origin/${name}`)).toBe(true);
    expect(isLongLived(`refs/heads/${name}`)).toBe(true);
  });

  it.each(['feature/release', '1234', 'fix-release-2', 'hotfix/2.1', 'dependabot/npm/v2', 'stable-sort', 'mainframe', 'branch-of-alice', 'staging'])('takes %s for none', (name) => {
    expect(isLongLived(`refs/remotes/origin/${name}`)).toBe(false);
  });
});

describe('candidates', () => {
  it('leaves out the branch, its copies, symbolic names, and local copies of what a remote has', () => {
    const all = refs(X, 'refs/remotes/origin/x', 'refs/remotes/fork/x', 'refs/remotes/origin/HEAD>refs/remotes/origin/main', 'refs/remotes/origin/main', 'refs/heads/main', 'refs/heads/local', 'refs/remotes/fork/topic');
    expect(candidates(all, X).map(({ name }) => name)).toEqual(['refs/remotes/origin/main', 'refs/heads/local', 'refs/remotes/fork/topic']);
  });

  it('leaves out what the branch follows under another name, unless that is a branch to merge into', () => {
    const all = refs('refs/remotes/fork/topic', 'refs/remotes/origin/2.x');
    expect(candidates([{ ...refs(X)[0]!, upstream: 'refs/remotes/fork/topic' }, ...all], X).map(({ name }) => name)).toEqual(['refs/remotes/origin/2.x']);
    expect(candidates([{ ...refs(X)[0]!, upstream: 'refs/remotes/origin/2.x' }, ...all], X).map(({ name }) => name)).toEqual(['refs/remotes/fork/topic', 'refs/remotes/origin/2.x']);
  });
});

describe('refNamed', () => {
  const all = refs('refs/heads/a', 'refs/heads/b', 'refs/remotes/origin/a', 'refs/remotes/fork/a', 'refs/remotes/fork/c', 'refs/remotes/origin/HEAD>refs/remotes/origin/a');

  it.each([
    ['a', 'refs/remotes/origin/a'],
    ['fork/a', 'refs/remotes/fork/a'],
    ['refs/heads/a', 'refs/remotes/origin/a'],
    ['refs/remotes/fork/a', 'refs/remotes/fork/a'],
    ['b', 'refs/heads/b'],
    ['refs/heads/b', 'refs/heads/b'],
    ['c', 'refs/remotes/fork/c'],
    ['d', undefined],
    ['HEAD', undefined],
  ])('finds what %s means', (name, expected) => {
    expect(refNamed(name, all)).toBe(expected);
  });

  it('looks at the named remote first', () => {
    expect(refNamed('a', all, 'fork')).toBe('refs/remotes/fork/a');
  });
});

describe('what is recorded', () => {
  const all = refs('refs/heads/x', 'refs/remotes/origin/x', 'refs/remotes/origin/main', 'refs/remotes/origin/2.x', 'refs/remotes/them/2.x', 'refs/heads/parent');
  const recorded = (...entries: string[]) => recordedBase(parseRecorded(entries.map((entry) => `${entry.replace('=', '\n')}\0`).join(''), 'x'), all, X);

  it.each([
    ['branch.x.vscode-merge-base=origin/2.x', 'refs/remotes/origin/2.x'],
    ['branch.x.vscode-merge-base=parent', 'refs/heads/parent'],
    ['branch.x.gh-merge-base=2.x', 'refs/remotes/origin/2.x'],
    ['branch.x.gk-merge-base=them/2.x', 'refs/remotes/them/2.x'],
    ['branch.x.github-pr-base-branch=me#tool#2.x', 'refs/remotes/origin/2.x'],
    ['branch.y.gh-merge-base=2.x', undefined],
    ['branch.x.gh-merge-base=gone', undefined],
    ['branch.x.github-pr-base-branch=nonsense', undefined],
    ['branch.x.vscode-merge-base=origin/x', undefined],
    ['branch.x.github-pr-owner-number=me#tool#7', undefined],
  ])('reads %s', (entry, expected) => {
    expect(recorded(entry)).toBe(expected);
  });

  it('believes a pull request more than a guess, and passes over what is gone', () => {
    expect(recorded('branch.x.vscode-merge-base=origin/main', 'branch.x.github-pr-base-branch=me#tool#2.x')).toBe('refs/remotes/origin/2.x');
    expect(recorded('branch.x.gh-merge-base=gone', 'branch.x.vscode-merge-base=origin/main')).toBe('refs/remotes/origin/main');
  });

  it.each(['https://github.com/Them/Tool.git', 'git@github.com:them/tool.git', 'ssh://git@github.com/them/tool/'])('finds the remote of a pull request by its address %s', (url) => {
    expect(recorded(`remote.them.url=${url}`, 'remote.origin.url=https://github.com/me/tool', 'branch.x.github-pr-base-branch=them#tool#2.x')).toBe('refs/remotes/them/2.x');
  });

  it('reads names with dots and values with line feeds', () => {
    const { bases, remotes } = parseRecorded('branch.a.b.gh-merge-base\nmain\0remote.a.b.url\nx\ny\0broken\0', 'a.b');
    expect([...bases]).toEqual([['gh-merge-base', 'main']]);
    expect([...remotes]).toEqual([['a.b', 'x\ny']]);
  });
});
