import { existsSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
const staged = (cwd: string) => createGit().staged(cwd, never);
const files = async (cwd: string) => parseDiff((await staged(cwd)).diff);
const failure = async (cwd: string) => {
  const error = await staged(cwd).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`répo ${++count}`);
});
afterAll(() => sandbox.remove());

describe('what is staged', () => {
  it('gives the diff, the branch and recent subjects without merges, newest first', async () => {
    repository.commit('First', { 'a.txt': 'one\n' });
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('Second é', { 'b.txt': 'b\n' });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge side', 'side');
    repository.write('a.txt', 'two\n');
    repository.git('add', 'a.txt');
    repository.write('a.txt', 'not staged\n');
    const { diff, branch, recentSubjects } = await staged(repository.path);
    expect(branch).toBe('main');
    expect(recentSubjects).toEqual(['Second é', 'First']);
    expect(parseDiff(diff)).toMatchObject([{ path: 'a.txt', hunks: [{ lines: ['-one', '+two'] }] }]);
  });

  it('works before the first commit', async () => {
    repository.write('été/new file.txt', 'x\n');
    repository.git('add', '.');
    expect(await staged(repository.path)).toMatchObject({ branch: 'main', recentSubjects: [] });
    expect(await files(repository.path)).toMatchObject([{ path: 'été/new file.txt', kind: 'added', added: 1 }]);
  });

  it('works on a detached HEAD', async () => {
    repository.commit('First', { a: '1\n' });
    repository.git('checkout', '--quiet', '--detach');
    repository.write('a', '2\n');
    repository.git('add', 'a');
    expect(await staged(repository.path)).toMatchObject({ branch: null, recentSubjects: ['First'] });
  });

  it('gives the whole repository’s stage from a folder inside it', async () => {
    repository.commit('First', { 'top.txt': '1\n', 'sub dir/inner.txt': '1\n' });
    repository.commit('Second', { 'top.txt': '2\n', 'sub dir/inner.txt': '2\n' });
    repository.git('reset', '--quiet', '--soft', 'HEAD~1');
    repository.git('config', 'diff.relative', 'true');
    expect((await files(join(repository.path, 'sub dir'))).map(({ path }) => path)).toEqual(['sub dir/inner.txt', 'top.txt']);
  });

  it('works in another worktree', async () => {
    repository.commit('First', { a: '1\n' });
    const other = join(sandbox.root, `wörk tree ${count}`);
    repository.git('worktree', 'add', '--quiet', '-b', 'beside', other);
    repository.git('-C', other, 'rm', '--quiet', 'a');
    expect(await staged(other)).toMatchObject({ branch: 'beside' });
    expect(await files(other)).toMatchObject([{ path: 'a', kind: 'deleted' }]);
  });

  it('finds renames, deletions, modes, binaries and submodules', async () => {
    const library = sandbox.repository(`library ${count}`);
    library.commit('Library', { x: 'x\n' });
    repository.commit('First', { 'old name.txt': 'a\nb\nc\nd\ne\n', gone: 'x\n', 'tool.sh': 'echo\n', 'pic.png': Buffer.from([0, 1, 2]) });
    renameSync(join(repository.path, 'old name.txt'), join(repository.path, 'nëw name.txt'));
    rmSync(join(repository.path, 'gone'));
    repository.write('pic.png', Buffer.from([0, 3, 4]));
    repository.git('submodule', '--quiet', 'add', library.path, 'modules/lib');
    repository.git('add', '--all');
    repository.git('update-index', '--chmod=+x', 'tool.sh');
    const found = (await files(repository.path)).map(({ path, oldPath, kind, binary, submodule }) => [path, oldPath ?? '', kind, binary, submodule]);
    expect(found).toEqual([
      ['.gitmodules', '', 'added', false, false],
      ['gone', '', 'deleted', false, false],
      ['modules/lib', '', 'added', false, true],
      ['nëw name.txt', 'old name.txt', 'renamed', false, false],
      ['pic.png', '', 'modified', true, false],
      ['tool.sh', '', 'mode', false, false],
    ]);
  });

  it.runIf(process.platform !== 'win32')('reads names with quotes, line feeds, dashes and colons', async () => {
    const names = ['"quoted".txt', '-dash', ':(top)x', 'back\\slash', 'dïacritic', 'line\nfeed', 'tab\tx'];
    for (const name of names) repository.write(name, 'x\n');
    repository.git('add', '--all');
    expect((await files(repository.path)).map(({ path }) => path).sort()).toEqual([...names].sort());
  });

  it('keeps carriage returns', async () => {
    repository.git('config', 'core.autocrlf', 'false');
    repository.commit('First', { 'dos.txt': 'a\r\nb\r\n' });
    repository.write('dos.txt', 'a\nb\n');
    repository.git('add', '.');
    expect(await files(repository.path)).toMatchObject([{ hunks: [{ lines: ['-a\r', '-b\r', '+a', '+b'] }] }]);
  });

  it('names a huge file with its counts, and reads the others', async () => {
    const line = `${'x'.repeat(79)}\n`;
    repository.write('huge data.txt', line.repeat(300_000));
    repository.write('one line.json', 'y'.repeat(17_000_000));
    repository.write('small.txt', 'small\n');
    repository.git('add', '.');
    const { diff } = await staged(repository.path);
    expect(diff.length).toBeLessThan(100_000);
    expect(parseDiff(diff)).toMatchObject([
      { path: 'huge data.txt', added: 300_000, removed: 0, hunks: [] },
      { path: 'one line.json', added: 1, hunks: [] },
      { path: 'small.txt', added: 1, hunks: [{ lines: ['+small'] }] },
    ]);
  });

  it('does not depend on the user’s configuration of diffs', async () => {
    repository.commit('First', { 'a.txt': 'one\n', 'old.txt': 'x\ny\nz\n' });
    for (const [key, value] of Object.entries({ 'diff.noprefix': 'true', 'diff.mnemonicPrefix': 'true', 'color.ui': 'always', 'diff.renames': 'false', 'diff.submodule': 'log', 'diff.context': '0', 'core.quotePath': 'true', 'diff.interHunkContext': '50', 'core.pager': 'false' })) {
      repository.git('config', key, value);
    }
    repository.write('a.txt', 'two\n');
    repository.git('mv', 'old.txt', 'é.txt');
    repository.git('add', '.');
    const { diff } = await staged(repository.path);
    expect(diff).toContain('--- a/a.txt\n+++ b/a.txt\n');
    expect(parseDiff(diff)).toMatchObject([{ path: 'a.txt' }, { path: 'é.txt', oldPath: 'old.txt', kind: 'renamed' }]);
  });

  it.runIf(process.platform !== 'win32')('runs no program that the repository names', async () => {
    const marker = join(sandbox.root, `executed ${count}`);
    // No space in its path: git passes some of these to a shell, and runs others as they are.
    const script = join(mkdtempSync(join(tmpdir(), 'journeyman-')), 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${marker}'\ncat "$1"\n`, { mode: 0o755 });
    repository.commit('First', { 'a.txt': 'one\n', '.gitattributes': '*.txt diff=evil filter=evil\n' });
    repository.git('branch', 'base');
    repository.write('a.txt', 'two\n');
    repository.git('add', '.');
    for (const [key, value] of Object.entries({
      'diff.external': script,
      'diff.evil.command': script,
      'diff.evil.textconv': script,
      'filter.evil.clean': script,
      'filter.evil.smudge': script,
      'core.fsmonitor': script,
      'core.pager': script,
      'core.editor': script,
      'log.showSignature': 'true',
      'gpg.program': script,
      'core.sshCommand': script,
      'core.alternateRefsCommand': script,
    })) {
      repository.git('config', key, value);
    }
    for (const hook of ['post-index-change', 'pre-commit', 'fsmonitor-watchman', 'post-checkout']) {
      repository.write(`.git/hooks/${hook}`, `#!/bin/sh\ntouch '${marker}'\n`);
      repository.git('-c', 'core.fsmonitor=false', 'update-index', '--refresh', '-q');
    }
    rmSync(marker, { force: true });
    expect(await files(repository.path)).toMatchObject([{ path: 'a.txt', hunks: [{ lines: ['-one', '+two'] }] }]);
    repository.git('-c', 'core.fsmonitor=false', '-c', 'filter.evil.clean=cat', 'commit', '--quiet', '-m', 'Second');
    // A signed commit: showing its signature would run gpg.program.
    repository.write('.git/signed', repository.git('cat-file', 'commit', 'HEAD').replace(/^committer .*$/m, '$&\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----'));
    repository.git('update-ref', 'HEAD', repository.git('hash-object', '-t', 'commit', '-w', '.git/signed').trim());
    rmSync(marker, { force: true });
    repository.write('a.txt', 'three\n');
    expect(await failure(repository.path)).toMatch(/Nothing is staged\. 1 changed file is not staged/);
    expect((await createGit().branchChanges({ cwd: repository.path, base: 'base' }, never)).commits).toHaveLength(1);
    expect(existsSync(marker)).toBe(false);
    rmSync(dirname(script), { recursive: true });
  });
});

describe('what stands in the way', () => {
  it('says that nothing has changed', async () => {
    repository.commit('First', { a: '1\n' });
    expect(await failure(repository.path)).toMatch(/Nothing is staged\. The working tree has no changes/);
  });

  it('counts what is changed and new but not staged', async () => {
    repository.commit('First', { a: '1\n', b: '1\n' });
    repository.write('a', '2 2\n');
    rmSync(join(repository.path, 'b'));
    repository.write('new', 'x\n');
    expect(await failure(repository.path)).toMatch(/2 changed and 1 new files are not staged\. .*git add/);
  });

  it('names files in conflict', async () => {
    repository.commit('First', { 'a b.txt': '1\n' });
    repository.git('switch', '--quiet', '-c', 'other');
    repository.commit('Theirs', { 'a b.txt': '2\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit('Ours', { 'a b.txt': '3\n' });
    expect(() => repository.git('merge', 'other')).toThrow();
    expect(await failure(repository.path)).toMatch(/One file has merge conflicts: a b\.txt\. .*git add/);
  });

  it('runs no filter of the repository to see what is not staged', async () => {
    for (const [name, required] of [['ein', 'true'], ['a=b', 'false']] as const) {
      const place = sandbox.repository(`filter ${name} ${count}`);
      place.write('.git/info/attributes', '* filter=x\n');
      place.write('a.txt', 'one\n');
      // Younger than the index: git looks into it each time.
      utimesSync(join(place.path, 'a.txt'), 4_000_000_000, 4_000_000_000);
      place.git('add', '.');
      place.git('commit', '--quiet', '-m', 'First');
      const ran = join(sandbox.root, `ran ${name}`);
      place.git('config', `filter.${name}.clean`, `touch '${ran}'; cat`);
      place.git('config', `filter.${name}.required`, required);
      place.write('.git/info/attributes', `* filter=${name}\n`);
      const message = await failure(place.path);
      expect(message).toMatch(/Nothing is staged/);
      expect(existsSync(ran)).toBe(false);
    }
  });

  it('says that a folder is no repository, does not exist, or is a file', async () => {
    expect(await failure(sandbox.folder('plain földer'))).toMatch(/plain földer is not in a git repository\. .*git init/);
    expect(await failure(join(sandbox.root, 'nowhere'))).toMatch(/does not exist/);
    repository.write('a file', '');
    expect(await failure(join(repository.path, 'a file'))).toMatch(/a file is no folder\. Give the path/);
  });

  it('says that a bare repository has no working tree', async () => {
    const bare = sandbox.folder(`bare ${count}`);
    repository.git('init', '--quiet', '--bare', bare);
    expect(await failure(bare)).toMatch(/no working tree/);
  });

  it('says that git is not installed', async () => {
    const path = process.env.PATH;
    process.env.PATH = sandbox.folder('empty');
    try {
      expect(await failure(repository.path)).toMatch(/Git was not found/);
    } finally {
      process.env.PATH = path;
    }
  });

  it('says that the index is damaged', async () => {
    repository.commit('First', { a: '1\n' });
    repository.write('.git/index', 'garbage that is no index at all');
    expect(await failure(repository.path)).toMatch(/damaged|Git failed/);
  });
});

describe('cancelling', () => {
  let aborted: AbortController;
  beforeAll(() => {
    aborted = new AbortController();
    aborted.abort();
  });

  it('rejects with an AbortError, before and while git runs', async () => {
    repository.write('big.txt', 'line of text\n'.repeat(500_000));
    repository.git('add', '.');
    await expect(createGit().staged(repository.path, aborted.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const running = new AbortController();
    const promise = createGit().staged(repository.path, running.signal);
    setTimeout(() => running.abort(), 20);
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
  });
});
