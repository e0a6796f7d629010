import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import { checkRevisionName } from '../../../../src/sources/git/base.ts';
import { environment } from '../../../../src/sources/git/command.ts';
import { failureOf } from '../../../../src/sources/git/failure.ts';
import { parseNumstat } from '../../../../src/sources/git/read-diff.ts';

describe('checkRevisionName', () => {
  it.each(['--output=x', '-', '', 'a\nb', 'a\0b'])('refuses %j', (name) => {
    expect(() => checkRevisionName(name, '--base')).toThrow(UserError);
  });

  it.each(['main', 'origin/main', 'HEAD~3', 'feature/été', 'v1.0^{commit}'])('lets %s pass', (name) => {
    expect(() => checkRevisionName(name, '--base')).not.toThrow();
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
