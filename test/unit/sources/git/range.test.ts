import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import { checkRevisionName, chooseBase } from '../../../../src/sources/git/base.ts';
import { environment } from '../../../../src/sources/git/command.ts';
import { failureOf } from '../../../../src/sources/git/failure.ts';
import { parseNumstat } from '../../../../src/sources/git/read-diff.ts';
import { templatePath } from '../../../../src/sources/git/templates.ts';

const refs = (...names: string[]) => names.map((name) => ({ name: name.split('>')[0]!, target: name.split('>')[1] ?? '' }));

describe('chooseBase', () => {
  it('takes the default branch of the remote first', () => {
    expect(chooseBase(refs('refs/heads/main', 'refs/heads/x', 'refs/remotes/origin/HEAD>refs/remotes/origin/release', 'refs/remotes/origin/main', 'refs/remotes/origin/release'), 'x')).toBe('refs/remotes/origin/release');
  });

  it('takes the usual names where the remote tells no default branch, or one that is gone', () => {
    expect(chooseBase(refs('refs/heads/main', 'refs/remotes/origin/HEAD>refs/remotes/origin/gone', 'refs/remotes/origin/develop', 'refs/remotes/origin/master'), 'x')).toBe('refs/remotes/origin/master');
  });

  it('prefers the repository that a fork was made from', () => {
    expect(chooseBase(refs('refs/remotes/origin/main', 'refs/remotes/upstream/main', 'refs/remotes/alice/main'), 'x')).toBe('refs/remotes/upstream/main');
    expect(chooseBase(refs('refs/remotes/alice/main', 'refs/remotes/origin/main'), 'x')).toBe('refs/remotes/origin/main');
  });

  it('falls back to local branches, never to the branch itself', () => {
    expect(chooseBase(refs('refs/heads/master', 'refs/heads/x'), 'x')).toBe('refs/heads/master');
    expect(chooseBase(refs('refs/heads/main', 'refs/heads/develop'), 'main')).toBe('refs/heads/develop');
    expect(chooseBase(refs('refs/heads/main'), 'main')).toBeUndefined();
    expect(chooseBase([], null)).toBeUndefined();
  });
});

describe('checkRevisionName', () => {
  it.each(['--output=x', '-', '', 'a\nb', 'a\0b'])('refuses %j', (name) => {
    expect(() => checkRevisionName(name, '--base')).toThrow(UserError);
  });

  it.each(['main', 'origin/main', 'HEAD~3', 'feature/été', 'v1.0^{commit}'])('lets %s pass', (name) => {
    expect(() => checkRevisionName(name, '--base')).not.toThrow();
  });
});

describe('templatePath', () => {
  it('follows the order of places, whatever the case of the name', () => {
    const all = ['.gitlab/merge_request_templates/Default.md', '.github/PULL_REQUEST_TEMPLATE/b.md', '.github/PULL_REQUEST_TEMPLATE/a.md', 'docs/pull_request_template.md', 'Pull_Request_Template.md', '.github/PULL_REQUEST_TEMPLATE.md'];
    const order: (string | undefined)[] = [];
    for (let left = all; ; ) {
      const path = templatePath(left);
      order.push(path);
      if (path === undefined) break;
      left = left.filter((other) => other !== path);
    }
    expect(order).toEqual([all[5], all[4], all[3], all[2], all[1], all[0], undefined]);
  });

  it('takes no other file', () => {
    expect(templatePath(['README.md', 'src/pull_request_template.md', '.github/ISSUE_TEMPLATE.md', 'pull_request_template.yml', '.github/pull_request_template/notes.txt'])).toBeUndefined();
  });
});

describe('parseNumstat', () => {
  it('reads counts, binary files, renames and odd names', () => {
    expect(parseNumstat('1\t2\ta b.txt\0-\t-\tx.png\x000\t0\t\0old\nname\0new\tname\x003\t0\tétè\0')).toEqual([
      { path: 'a b.txt', added: 1, removed: 2 },
      { path: 'x.png', added: null, removed: null },
      { oldPath: 'old\nname', path: 'new\tname', added: 0, removed: 0 },
      { path: 'étè', added: 3, removed: 0 },
    ]);
    expect(parseNumstat('')).toEqual([]);
  });
});

describe('environment', () => {
  it('drops programs and keeps where the configuration is', () => {
    const kept = environment({ PATH: '/bin', EDITOR: 'vi', git_pager: 'less', GIT_EXTERNAL_DIFF: 'evil', GIT_SSH_COMMAND: 'evil', SSH_ASKPASS: 'x', GIT_CONFIG_GLOBAL: '/home/me/config', LC_ALL: 'de_DE.UTF-8', GONE: undefined });
    expect(kept).toEqual({ PATH: '/bin', GIT_CONFIG_GLOBAL: '/home/me/config', LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' });
  });
});

describe('failureOf', () => {
  it.each([
    ['Error: spawn git ENOENT\n    at x', /Git was not found/],
    ['fatal: not a git repository (or any of the parent directories): .git', /not in a git repository/],
    ["fatal: detected dubious ownership in repository at '/srv/été x'\nTo add an exception", /safe\.directory "\/srv\/été x"/],
    ['fatal: this operation must be run in a work tree', /bare repository/],
    ["fatal: transport 'https' not allowed\nfatal: could not fetch abc from promisor remote", /partial clone/],
    ['block timeout reached', /did not answer/],
    ['warning: x\nfatal: something new', /Git failed\. fatal: something new/],
  ])('explains %j', (said, expected) => {
    const error = failureOf(new Error(said), '/srv/x');
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(expected);
  });
});
