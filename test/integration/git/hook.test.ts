import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hookStatus, uninstallHook } from '../../../src/sources/git/hook-install.ts';
import { HookTest, signal } from './hook-repository.ts';
import { Sandbox } from './repository.ts';

let sandbox: Sandbox;
beforeAll(() => void (sandbox = new Sandbox()));
afterAll(() => sandbox.remove());

let count = 0;
const fresh = () => new HookTest(sandbox, `hök ${++count}`);
const uninstall = (cwd: string, globalHooks = false) => uninstallHook(cwd, { globalHooks }, signal);
/** All that lies in a folder of hooks, with its bytes and modes. */
const contents = (folder: string) => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).isFile() && readFileSync(join(folder, name), 'hex'), statSync(join(folder, name)).mode]);

function program(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

describe('a plain commit', () => {
  it('opens the editor with a drafted message above what git wrote', async () => {
    const test = fresh();
    const hooks = join(test.repository.path, '.git/hooks');
    const before = contents(hooks);
    expect(await test.install()).toMatchObject({ how: 'new', again: false, owner: 'clone' });
    expect(await test.install()).toMatchObject({ how: 'new', again: true });
    test.repository.write('tee.txt', 'hot\n');
    test.repository.git('add', '.');
    const { status, stderr, seen } = test.commit();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(seen).toMatch(/^Drafted for b\/tee\.txt\n\n# Please enter[^]+modified: +tee\.txt/);
    expect(test.lastMessage).toBe('Drafted for b/tee.txt');
    expect(await hookStatus(test.repository.path, signal)).toMatchObject({ installed: true, kept: null, missing: [] });
    await uninstall(test.repository.path);
    expect(contents(hooks)).toEqual(before);
    expect(existsSync(join(test.repository.path, '.git/journeyman'))).toBe(false);
    expect(await hookStatus(test.repository.path, signal)).toMatchObject({ installed: false });
    expect((await uninstall(test.repository.path)).done).toEqual([]);
  });

  it('sees what -a and named files commit, from a folder below too, and file names of any kind', async () => {
    const test = fresh();
    await test.install();
    const { repository } = test;
    repository.write('tee.txt', '1\n');
    expect(test.commit(['-a']).seen).toMatch(/^Drafted for b\/tee\.txt\n/);
    repository.write('tee.txt', '2\n');
    repository.write('unter ordner/ä.txt', '2\n');
    expect(test.commit(['ä.txt'], { cwd: join(repository.path, 'unter ordner') }).seen).toMatch(/^Drafted for b\/unter ordner\/ä\.txt\n/);
    repository.git('checkout', '--', '.');
    const hostile = '$(touch pwned) `touch pwned` \'; touch pwned #';
    repository.write(hostile, 'x\n');
    repository.git('add', '.');
    expect(test.commit().seen).toContain(`Drafted for b/${hostile}\n`);
    expect(existsSync(join(repository.path, 'pwned'))).toBe(false);
  });

  it('keeps templates, sign-offs and the diff of --verbose, and knows other comment characters', async () => {
    const test = fresh();
    await test.install();
    const next = (text: string, args: string[], config: string[] = []) => {
      test.repository.write('tee.txt', text);
      return test.commit(['-a', ...args], { config });
    };
    const template = join(test.repository.path, '..', 'vorlage é');
    writeFileSync(template, '# Say why\n');
    expect(next('1\n', ['-t', template]).seen).toMatch(/^Drafted for b\/tee\.txt\n\n# Say why\n/);
    expect(next('2\n', ['-s', '-v'], ['commit.cleanup=scissors']).seen).toMatch(/^Drafted for b\/tee\.txt\n\n+Signed-off-by: Zoë[^]+# -+ >8 -+\n[^]+diff --git/);
    expect(test.lastMessage).toBe('Drafted for b/tee.txt\n\nSigned-off-by: Zoë <zoe@example.com>');
    expect(next('3\n', [], ['core.commentChar=;']).seen).toMatch(/^Drafted for b\/tee\.txt\n\n; Please/);
    expect(next('4\n', ['-t', template], ['core.commentChar=auto']).seen).toMatch(/^# Say why\n/);
    writeFileSync(template, 'Why:\n');
    expect(next('5\n', ['-t', template]).seen).toMatch(/^Why:\n/);
    // The user's own template is what every message begins as.
    test.repository.git('config', 'commit.template', template);
    writeFileSync(template, 'Why:\n\n# Say why\n');
    const { seen } = next('6\n', []);
    expect(seen).toMatch(/^Drafted for b\/tee\.txt\n\n# Say why\n/);
    expect(seen).not.toContain('Why:');
    test.repository.git('config', '--unset', 'commit.template');
  });
});

describe('other commits', () => {
  it('are left alone', async () => {
    const test = fresh();
    await test.install();
    const { repository } = test;
    const change = () => (repository.write('tee.txt', `${Math.random()}\n`), repository.git('add', '.'));
    change();
    expect(test.commit(['-m', 'Mine', '-e']).seen).toMatch(/^Mine\n/);
    change();
    expect(test.commit(['--amend']).seen).toMatch(/^Mine\n/);
    change();
    expect(test.commit(['-C', 'HEAD']).status).toBe(0);
    for (const env of [{ JOURNEYMAN_SKIP: '1' }, { CI: 'true' }]) {
      change();
      expect(test.commit([], { env: { ...env, OWN: 'By hand' } })).toMatchObject({ status: 0, seen: expect.stringMatching(/^\n# Please/) });
    }
    // Without a reader an empty message still ends the commit.
    change();
    expect(test.commit([], { env: { GIT_EDITOR: 'true' } }).status).toBe(1);
    mkdirSync(join(repository.path, '.git/rebase-merge'));
    expect(test.commit([], { env: { OWN: 'In a rebase' } }).seen).toMatch(/^\n# Please/);
    rmSync(join(repository.path, '.git/rebase-merge'), { recursive: true });
    repository.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    repository.commit('Side', { 'side.txt': 's\n' });
    repository.git('merge', '--no-commit', '--no-ff', 'main');
    expect(test.commit().seen).toMatch(/^Merge branch 'main'/);
  });
});

describe('when drafting fails', () => {
  it.each([
    ['fails', 'journeyman: It went wrong.\n'],
    ['rubbish', '[2Jrubbish\n'],
    ['hangs', 'journeyman: No message was drafted.\n'],
    ['crashes', 'journeyman: No message was drafted.\n'],
  ] as const)('the commit goes on: it %s', async (kind, said) => {
    const test = fresh();
    await test.install();
    test.program(kind);
    test.repository.git('config', 'journeyman.hookTimeout', '1');
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a'], { env: { OWN: 'By hand' } })).toEqual({ status: 0, stderr: said, seen: expect.stringMatching(/^\n# Please/) });
    expect(test.lastMessage).toBe('By hand');
    expect(readdirSync(join(test.repository.path, '.git')).filter((name) => name.startsWith('journeyman-'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('Ctrl-C ends the drafting, not the commit', async () => {
    const test = fresh();
    await test.install();
    test.program('waits');
    const file = join(test.repository.path, 'nachricht é');
    writeFileSync(file, '\n# Please\n');
    expect(await test.interrupted(file)).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe('\n# Please\n');
  });

  it.skipIf(process.platform !== 'linux')('a terminal says what the commit waits for, and is clear again', async () => {
    const test = fresh();
    await test.install();
    const file = join(test.repository.path, 'message');
    writeFileSync(file, '\n# Please\n');
    test.repository.write('tee.txt', 'hot\n');
    test.repository.git('add', 'tee.txt');
    expect(test.inTerminal(file, 'xterm')).toBe('journeyman: drafting the message ...\r\x1b[K');
    expect(readFileSync(file, 'utf8')).toMatch(/^Drafted for b\/tee.txt\n/);
    writeFileSync(file, '\n# Please\n');
    expect(test.inTerminal(file, 'dumb')).toBe('');
    test.program('fails');
    expect(test.inTerminal(file, 'xterm')).toBe('journeyman: drafting the message ...\r\x1b[Kjourneyman: It went wrong.\r\n');
  });

  it('the commit goes on where Journeyman is gone, with a line that says so, and in silence where it was never installed', async () => {
    const test = fresh();
    await test.install();
    rmSync(test.cli);
    const gone = `journeyman: No message was drafted: ${test.cli} is not there any more. Run: journeyman hook install, or: journeyman hook uninstall\n`;
    expect(await hookStatus(test.repository.path, signal)).toMatchObject({ installed: true, missing: [test.cli] });
    for (const [text, stderr] of [['1\n', gone], ['2\n', '']] as const) {
      test.repository.write('tee.txt', text);
      expect(test.commit(['-a'], { env: { OWN: 'By hand' } })).toEqual({ status: 0, stderr, seen: expect.stringMatching(/^\n# Please/) });
      rmSync(join(test.repository.path, '.git/journeyman'), { recursive: true, force: true });
    }
  });
});

describe('a hook that is there', () => {
  const earlier = ['#!/bin/sh', 'echo "$0 $2" >> ran', '[ -z "$FAIL" ] || exit 7', 'exit 0'].join('\n');

  it('runs first under its old name, decides as before, and comes back byte for byte', async () => {
    const test = fresh();
    const { path } = test.repository;
    const hooks = join(path, '.git/hooks');
    program(join(hooks, 'prepare-commit-msg'), earlier);
    const before = contents(hooks);
    expect(await test.install()).toMatchObject({ how: 'chained', kept: join(hooks, 'prepare-commit-msg.before-journeyman') });
    expect(await test.install()).toMatchObject({ how: 'chained', again: true });
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a']).seen).toMatch(/^Drafted/);
    expect(readFileSync(join(path, 'ran'), 'utf8')).toBe('.git/hooks/prepare-commit-msg \n');
    test.repository.write('tee.txt', 'y\n');
    expect(test.commit(['-a'], { env: { FAIL: '1' } })).toMatchObject({ status: 1, seen: undefined });
    await uninstall(path);
    expect(contents(hooks)).toEqual(before);
  });

  it('may be another program, a link, or one that cannot be moved', async () => {
    const test = fresh();
    const { path } = test.repository;
    const hook = join(path, '.git/hooks/prepare-commit-msg');
    program(join(path, 'skripte/hök'), `#!${process.execPath.includes(' ') ? '/usr/bin/env node' : process.execPath}\nrequire('node:fs').appendFileSync(process.argv[2], 'From a ticket\\n');\n`);
    symlinkSync('../../skripte/hök', hook);
    expect(await test.install()).toMatchObject({ how: 'chained' });
    test.repository.write('tee.txt', 'x\n');
    // It wrote a message: that is not touched.
    expect(test.commit(['-a']).seen).toMatch(/^\n# Please[^]+From a ticket\n$/);
    await uninstall(path);
    expect(readlinkSync(hook)).toBe('../../skripte/hök');
    rmSync(hook);
    program(hook, '#!/usr/bin/env ruby\nrun File.basename($0)\n');
    await expect(test.install()).rejects.toThrow(/goes by its own name/);
    expect(readFileSync(hook, 'utf8')).toBe('#!/usr/bin/env ruby\nrun File.basename($0)\n');
  });

  it('is not lost when a person or tool changes things afterwards', async () => {
    const test = fresh();
    const { path } = test.repository;
    const hook = join(path, '.git/hooks/prepare-commit-msg');
    program(hook, earlier);
    await test.install();
    const wrapper = readFileSync(hook, 'utf8');
    writeFileSync(hook, `${wrapper}echo mine\n`);
    await expect(uninstall(path)).rejects.toThrow(/was changed since/);
    writeFileSync(hook, 'echo a tool\n');
    await expect(test.install()).rejects.toThrow(/left from an earlier installation/);
    expect((await uninstall(path)).done[0]).toMatch(/another hook stands there now/);
    expect(readFileSync(hook, 'utf8')).toBe('echo a tool\n');
    expect(readFileSync(`${hook}.before-journeyman`, 'utf8')).toBe(earlier);
  });
});

describe('where git looks for hooks', () => {
  /** As husky 9 lays it out. */
  function husky(path: string): string {
    program(join(path, '.husky/_/h'), '#!/usr/bin/env sh\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n[ ! -f "$s" ] && exit 0\nsh -e "$s" "$@"\nc=$?\n[ $c != 0 ] && echo "husky - $n script failed (code $c)"\nexit $c\n');
    program(join(path, '.husky/_/prepare-commit-msg'), '#!/usr/bin/env sh\n. "$(dirname "$0")/h"');
    return join(path, '.husky/prepare-commit-msg');
  }

  it.each([
    ['no script', undefined],
    ['a script', 'echo "$1" >> ran\n'],
    ['a script without a last line break', 'echo "$1" >> ran'],
  ])('is Husky with %s', async (_name, script) => {
    const test = fresh();
    const { path } = test.repository;
    const file = husky(path);
    if (script !== undefined) writeFileSync(file, script);
    test.repository.git('config', 'core.hooksPath', '.husky/_');
    expect(await test.install()).toMatchObject({ file, owner: 'husky', how: script === undefined ? 'new' : 'block' });
    expect(await test.install()).toMatchObject({ again: true });
    // It may be committed: it names nothing of this machine.
    expect(readFileSync(file, 'utf8')).not.toContain(sandbox.root);
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a'])).toMatchObject({ status: 0, stderr: '', seen: expect.stringMatching(/^Drafted/) });
    expect(existsSync(join(path, 'ran'))).toBe(script !== undefined);
    // As for a colleague who has not installed it.
    rmSync(join(path, '.git/journeyman'), { recursive: true });
    test.repository.write('tee.txt', 'y\n');
    expect(test.commit(['-a'], { env: { OWN: 'By hand' } })).toMatchObject({ status: 0, stderr: '', seen: expect.stringMatching(/^\n# Please/) });
    await uninstall(path);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(script);
  });

  it('is Husky in its older layout, which starts the script anew', async () => {
    const test = fresh();
    const { path } = test.repository;
    const file = join(path, '.husky/prepare-commit-msg');
    program(join(path, '.husky/_/husky.sh'), 'if [ -z "$husky_skip_init" ]; then\n  readonly husky_skip_init=1\n  export husky_skip_init\n  sh -e "$0" "$@"\n  exit $?\nfi\n');
    const script = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\necho "$1" >> ran\n';
    program(file, script);
    const mode = statSync(file).mode;
    test.repository.git('config', 'core.hooksPath', '.husky');
    expect(await test.install()).toMatchObject({ file, owner: 'husky', how: 'block' });
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a'])).toMatchObject({ status: 0, stderr: '', seen: expect.stringMatching(/^Drafted/) });
    expect(readFileSync(join(path, 'ran'), 'utf8')).toBe('.git/COMMIT_EDITMSG\n');
    await uninstall(path);
    expect({ text: readFileSync(file, 'utf8'), mode: statSync(file).mode }).toEqual({ text: script, mode });
  });

  it('is Husky whose script fails, as before', async () => {
    const test = fresh();
    const file = husky(test.repository.path);
    writeFileSync(file, '[ -n "" ] && echo\n');
    test.repository.git('config', 'core.hooksPath', '.husky/_');
    await test.install();
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a']).stderr).toContain('script failed (code 1)');
    await uninstall(test.repository.path);
    writeFileSync(file, 'exec lint "$@"\n');
    await expect(test.install()).rejects.toThrow(/Add this line where it fits/);
    expect(readFileSync(file, 'utf8')).toBe('exec lint "$@"\n');
  });

  it('is a folder of the project', async () => {
    const test = fresh();
    test.repository.git('config', 'core.hooksPath', 'häken');
    expect(await test.install()).toMatchObject({ how: 'new', owner: 'project' });
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a']).seen).toMatch(/^Drafted/);
    await uninstall(test.repository.path);
    expect(readdirSync(join(test.repository.path, 'häken'))).toEqual([]);
  });

  it('is a folder for all repositories, written to when asked only, also behind a link of the repository', async () => {
    const test = fresh();
    const { path } = test.repository;
    const all = sandbox.folder("alle it's häken");
    for (const [value, make] of [[all, () => undefined], ['.husky', () => symlinkSync(all, join(path, '.husky'))]] as const) {
      make();
      test.repository.git('config', 'core.hooksPath', value);
      await expect(test.install()).rejects.toThrow(/points out of this repository.+--global-hooks/);
      expect(readdirSync(all)).toEqual([]);
    }
    test.repository.git('config', 'core.hooksPath', all);
    expect(await test.install({ globalHooks: true })).toMatchObject({ how: 'new', owner: 'person' });
    test.repository.write('tee.txt', 'x\n');
    expect(test.commit(['-a']).seen).toMatch(/^Drafted/);
    await expect(uninstall(path)).rejects.toThrow(/outside this repository.+--global-hooks/);
    await uninstall(path, true);
    expect(readdirSync(all)).toEqual([]);
  });

  it('is the main repository for a worktree', async () => {
    const test = fresh();
    const tree = join(sandbox.root, 'bäum 1');
    test.repository.git('worktree', 'add', '--quiet', '--detach', tree);
    expect(await test.install({ cwd: tree })).toMatchObject({ file: join(test.repository.path, '.git/hooks/prepare-commit-msg') });
    writeFileSync(join(tree, 'tee.txt'), 'in the worktree\n');
    expect(test.commit(['-a'], { cwd: tree }).seen).toMatch(/^Drafted for b\/tee\.txt\n/);
    writeFileSync(join(tree, 'tee.txt'), 'again\n');
    expect(test.commit(['tee.txt'], { cwd: tree }).seen).toMatch(/^Drafted for b\/tee\.txt\n/);
    await uninstall(tree);
    expect(await hookStatus(test.repository.path, signal)).toMatchObject({ installed: false });
  });

  it('is nowhere outside of a repository', async () => {
    const test = fresh();
    await expect(test.install({ cwd: sandbox.folder('kein') })).rejects.toThrow(/is not in a git repository/);
  });
});
