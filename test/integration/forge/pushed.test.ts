import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPushed } from '../../../src/sources/forge/pushed.ts';
import { sshHost } from '../../../src/sources/forge/ssh-host.ts';
import { type Repository, Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
const { signal } = new AbortController();
afterAll(() => sandbox.remove());
afterEach(() => void vi.unstubAllEnvs());

let repository: Repository;
let count = 0;
beforeEach(() => {
  repository = sandbox.repository(`pushed é ${++count}`);
  repository.commit('start', { 'a.txt': 'a\n' });
  remote('origin', 'git@github.com:tea/shop.git', 'main');
  repository.git('switch', '--quiet', '--create', 'steep');
  repository.commit('steep', { 'a.txt': 'b\n' });
});

/** A remote, and branches of it as they were fetched: at HEAD. */
function remote(name: string, url: string, ...branches: string[]): void {
  repository.git('remote', 'add', name, url);
  for (const branch of branches) fetched(`${name}/${branch}`);
}

function fetched(name: string): void {
  repository.git('update-ref', `refs/remotes/${name}`, 'HEAD');
}

const find = (head?: string) => findPushed(repository.path, head, signal);

describe('findPushed', () => {
  it('finds the branch of the same name', async () => {
    fetched('origin/steep');
    repository.commit('more', { 'a.txt': 'c\n' });
    const expected = { host: 'github.com', server: 'github.com', source: 'tea/shop', target: 'tea/shop', branch: 'steep', unpushed: 1, headId: repository.git('rev-parse', 'HEAD').trim() };
    expect(await find()).toMatchObject({ ...expected, local: 'steep' });
    repository.git('switch', '--quiet', 'main');
    expect(await find('steep')).toMatchObject(expected);
    expect(await find('origin/steep')).toMatchObject({ source: 'tea/shop', branch: 'steep', unpushed: 0 });
  });

  it('finds a branch that has another name there', async () => {
    fetched('origin/zoe/steep');
    repository.git('branch', '--quiet', '--set-upstream-to=origin/zoe/steep');
    repository.git('config', 'push.default', 'upstream');
    expect(await find()).toMatchObject({ branch: 'zoe/steep', local: 'steep' });
  });

  it('takes no main branch for it that it was only made from', async () => {
    repository.git('config', 'push.default', 'upstream');
    repository.git('branch', '--quiet', '--set-upstream-to=origin/main');
    await expect(find()).rejects.toThrow('steep has not been pushed. The server has to have the branch, and Journeyman pushes nothing. Push it: git push -u origin steep');
    fetched('origin/next');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/next');
    repository.git('branch', '--quiet', '--set-upstream-to=origin/next');
    await expect(find()).rejects.toThrow('has not been pushed');
    fetched('origin/steep');
    expect(await find()).toMatchObject({ branch: 'steep' });
  });

  it('knows a fork, and the repository that it came from', async () => {
    remote('mine/too', 'https://github.com/zoe/shop.git', 'steep');
    expect(await find()).toMatchObject({ source: 'zoe/shop', target: 'zoe/shop', branch: 'steep' });
    repository.git('remote', 'rename', 'origin', 'upstream');
    expect(await find()).toMatchObject({ source: 'zoe/shop', target: 'tea/shop' });
    repository.git('config', 'remote.mine/too.gh-resolved', 'base');
    expect(await find()).toMatchObject({ target: 'zoe/shop' });
    repository.git('config', 'remote.mine/too.gh-resolved', 'parent/shop');
    expect(await find()).toMatchObject({ source: 'zoe/shop', target: 'parent/shop' });
  });

  it('says whether it knows the target, and takes another one', async () => {
    remote('mine', 'https://github.com/zoe/shop.git', 'steep');
    const found = await find();
    expect(found).toMatchObject({ target: 'zoe/shop', targetIsKnown: false });
    expect(found.mergedInto('tea/shop')).toMatchObject({ source: 'zoe/shop', target: 'tea/shop', targetIsKnown: true });
    expect(await found.mergedInto('tea/shop').revisionOf('main')).toBe('refs/remotes/origin/main');
    expect(await found.mergedInto('elsewhere/shop').revisionOf('main')).toBe('refs/remotes/origin/main');
    repository.git('config', 'remote.mine.gh-resolved', 'base');
    expect(await find()).toMatchObject({ target: 'zoe/shop', targetIsKnown: true });
  });

  it('knows a fork without a remote, as gh pr checkout leaves it', async () => {
    repository.git('config', 'branch.steep.remote', 'https://github.com/zoe/shop.git');
    repository.git('config', 'branch.steep.merge', 'refs/heads/patch-1');
    expect(await find()).toMatchObject({ source: 'zoe/shop', target: 'zoe/shop', branch: 'patch-1', local: 'steep', unpushed: 0 });
  });

  it('leaves an alias of ssh to the tool', async () => {
    repository.git('remote', 'set-url', 'origin', 'github-work:tea/shop.git');
    fetched('origin/steep');
    expect(await find()).toMatchObject({ host: undefined, server: 'github-work', source: 'tea/shop' });
    repository.git('remote', 'set-url', 'origin', 'http://localhost:8080/tea/shop.git');
    expect(await find()).toMatchObject({ host: 'localhost:8080' });
  });

  it.skipIf(process.platform === 'win32')('asks ssh which server an alias stands for, dots or none, and never with an option', async () => {
    const folder = sandbox.folder(`ssh ${count}`);
    const hostNames = "case \"$5\" in github.com-Work) echo hostname github.com;; work) echo hostname ssh.github.com;; *) echo \"hostname $5\";; esac";
    writeFileSync(join(folder, 'ssh'), `#!/bin/sh\necho "$*" >> '${join(folder, 'asked')}'\necho user git\n${hostNames}\n`);
    chmodSync(join(folder, 'ssh'), 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
    fetched('origin/steep');
    for (const url of ['git@github.com-Work:tea/shop.git', 'ssh://git@github.com-Work:22/tea/shop.git', 'work:tea/shop.git']) {
      repository.git('remote', 'set-url', 'origin', url);
      expect(await find()).toMatchObject({ host: 'github.com', server: 'github.com', source: 'tea/shop' });
    }
    repository.git('remote', 'set-url', 'origin', 'git@code.example:tea/shop.git');
    expect(await find()).toMatchObject({ host: 'code.example' });
    repository.git('remote', 'set-url', 'origin', 'https://github.com-Work/tea/shop.git');
    expect(await find()).toMatchObject({ host: 'github.com-work' });
    expect(await sshHost('-oProxyCommand=touch', signal)).toBeUndefined();
    const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
    expect(asked).toEqual(['github.com-Work', 'github.com-Work', 'work', 'code.example'].map((name) => `-G -o CanonicalizeHostname=no -- ${name}`));
  });

  it('translates between the branches of the server and those here', async () => {
    remote('mine', 'https://github.com/zoe/shop.git', 'steep', 'main');
    repository.git('remote', 'rename', 'origin', 'upstream');
    const found = await find();
    expect(await found.revisionOf('main')).toBe('refs/remotes/upstream/main');
    await expect(found.revisionOf('release')).rejects.toThrow('The branch release of tea/shop is not here. steep is to be merged into it. Fetch it: git fetch upstream');
    for (const base of ['upstream/main', 'main', 'refs/remotes/mine/main']) expect(await found.nameOf(base)).toBe('main');
    for (const base of ['HEAD~1', 'nope', '--all']) await expect(found.nameOf(base)).rejects.toThrow(/nope|HEAD~1|--all/);
  });

  it('gives no hint that runs the name of a branch as a command', async () => {
    repository.git('switch', '--quiet', '--create', 'a$(touch${IFS}owned);\'b');
    await expect(find()).rejects.toThrow(String.raw`git push -u origin 'a$(touch${'${IFS}'}owned);'\''b'`);
  });

  it('says what is missing', async () => {
    fetched('origin/steep');
    await expect(find('nope')).rejects.toThrow('There is no revision nope.');
    await expect(find('--all')).rejects.toThrow('is not a revision');
    await expect(find('HEAD~1')).rejects.toThrow('HEAD~1 is not a branch.');
    repository.git('switch', '--quiet', '--detach');
    await expect(find()).rejects.toThrow('No branch is checked out.');
    repository.git('switch', '--quiet', 'steep');
    repository.git('remote', 'set-url', 'origin', '/srv/shop.git');
    await expect(find()).rejects.toThrow('No remote of this repository is on a server that is known. There is only: origin.');
    repository.git('remote', 'remove', 'origin');
    await expect(find()).rejects.toThrow('This repository has no remote.');
    await expect(findPushed(sandbox.folder('none'), undefined, signal)).rejects.toThrow('is not in a git repository');
  });
});
