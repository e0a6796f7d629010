import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isAbort, UserError } from '../../../src/core/errors.ts';
import { commitSplit, undoSplit, type MadeSplit } from '../../../src/sources/git/split-commit.ts';
import { planSplit, type PartOfChange } from '../../../src/sources/git/split-plan.ts';
import { readStagedState } from '../../../src/sources/git/split-staged.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = configured(sandbox.repository(`sp lit é ${++count}`));
});
afterAll(() => sandbox.remove());

function configured(made: Repository): Repository {
  for (const [key, value] of [['user.name', 'Zoë'], ['user.email', 'zoe@example.com'], ['commit.gpgSign', 'false'], ['core.autocrlf', 'false'], ['core.hooksPath', join(made.path, '.git', 'hooks')]]) made.git('config', key!, value!);
  return made;
}

const all = (...paths: string[]): PartOfChange[] => paths.map((path) => ({ path, hunks: 'all' }));
const index = () => repository.git('ls-files', '--stage', '-z');
const status = () => repository.git('status', '--porcelain', '-z');
const head = () => repository.git('rev-parse', 'HEAD').trim();
const show = (revision: string) => repository.git('show', '--format=', '--name-status', '--no-renames', '-z', revision).split('\0').filter(Boolean);
const content = (revision: string, path: string) => repository.git('cat-file', 'blob', `${revision}:${path}`);

async function split(groups: PartOfChange[][], { signal = never, onCommit }: { signal?: AbortSignal; onCommit?: (position: number) => void } = {}): Promise<MadeSplit> {
  const state = await readStagedState(repository.path, never);
  const planned = await planSplit(state, groups, never);
  return commitSplit(state, planned.map((commit, position) => ({ ...commit, message: `part ${position + 1}\n\nWhy é.\n` })), { signal, onCommit });
}

/** Splits and checks what holds for every split: the commits add up to what was staged, index and working tree are left alone. */
async function splitInto(groups: PartOfChange[][]): Promise<MadeSplit> {
  const [tree, before] = [repository.git('write-tree').trim(), index()];
  const workingTree = repository.git('diff', '--raw', '-z');
  const made = await split(groups);
  expect(made.commits).toHaveLength(groups.length);
  expect(repository.git('rev-parse', 'HEAD^{tree}').trim()).toBe(tree);
  expect(index()).toBe(before);
  expect(repository.git('diff', '--cached', '--name-only')).toBe('');
  expect(repository.git('diff', '--raw', '-z')).toBe(workingTree);
  return made;
}

function hook(name: string, script: string): void {
  const path = join(repository.path, '.git', 'hooks', name);
  mkdirSync(join(repository.path, '.git', 'hooks'), { recursive: true });
  repository.write(join('.git', 'hooks', name), `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

const numbers = (change: Record<number, string> = {}, ending = '\n') => Array.from({ length: 60 }, (_, line) => change[line] ?? `line ${line}`).join(ending) + ending;

describe('a split', () => {
  it('makes a commit of each group, in order, with its message', async () => {
    repository.commit('start', { 'a b.txt': '1\n', 'é/ü.txt': '1\n' });
    const before = head();
    repository.write('a b.txt', '2\n');
    repository.write('é/ü.txt', '2\n');
    repository.git('add', '--all');
    await splitInto([all('é/ü.txt'), all('a b.txt')]);
    expect(show('HEAD~1')).toEqual(['M', 'é/ü.txt']);
    expect(show('HEAD')).toEqual(['M', 'a b.txt']);
    expect(repository.git('log', '--format=%B', '-1', 'HEAD')).toBe('part 2\n\nWhy é.\n\n');
    expect(repository.git('rev-parse', 'HEAD~2').trim()).toBe(before);
  });

  it('divides a file by hunks, whatever its line ends, and leaves what is not staged', async () => {
    repository.commit('start', { unix: numbers(), dos: numbers({}, '\r\n'), latin: Buffer.from(numbers({ 7: 'h\u00e9' }), 'latin1') });
    repository.write('unix', numbers({ 3: 'first\nadded', 30: 'second', 50: 'third' }));
    repository.write('dos', numbers({ 3: 'first', 30: 'second\r\nadded' }, '\r\n'));
    repository.write('latin', Buffer.from(numbers({ 7: 'h\u00e8', 40: '\u00fc' }), 'latin1'));
    repository.git('add', '--all');
    repository.write('unix', numbers({ 3: 'first\nadded', 20: 'not staged', 30: 'second', 50: 'third' }));
    await splitInto([
      [{ path: 'unix', hunks: [1] }, { path: 'dos', hunks: [1] }, { path: 'latin', hunks: [1] }],
      [{ path: 'unix', hunks: [0, 2] }, { path: 'dos', hunks: [0] }, { path: 'latin', hunks: 'all' }],
    ]);
    expect(content('HEAD~1', 'unix')).toBe(numbers({ 30: 'second' }));
    expect(content('HEAD~1', 'dos')).toBe(numbers({ 30: 'second\r\nadded' }, '\r\n'));
    expect(readFileSync(join(repository.path, 'unix'), 'utf8')).toContain('not staged');
    expect(status()).toBe(' M unix\0');
  });

  it('divides files without a line end at the end', async () => {
    repository.commit('start', { shrinks: numbers(), grows: numbers().trimEnd() });
    repository.write('shrinks', numbers({ 2: 'x' }).trimEnd());
    repository.write('grows', `${numbers({ 2: 'x' })}one more`);
    repository.git('add', '--all');
    await splitInto([[{ path: 'shrinks', hunks: [0] }, { path: 'grows', hunks: [1] }], all('shrinks', 'grows')]);
    expect(content('HEAD~1', 'shrinks')).toBe(numbers({ 2: 'x' }));
    expect(content('HEAD~1', 'grows')).toBe(`${numbers()}one more`);
  });

  it('takes renames, new, deleted and binary files, modes and submodules whole', async () => {
    const library = configured(sandbox.repository(`library ${count}`));
    library.commit('Library', { x: 'x\n' });
    repository.commit('start', { 'old name': numbers(), gone: 'to be deleted\n', tool: numbers(), pic: Buffer.from([0, 1, 2]) });
    renameSync(join(repository.path, 'old name'), join(repository.path, 'nëw name'));
    repository.write('nëw name', numbers({ 5: 'x', 50: 'y' }));
    rmSync(join(repository.path, 'gone'));
    repository.write('pic', Buffer.from([0, 3, 4]));
    repository.write('tool', numbers({ 5: 'x', 50: 'y' }));
    repository.write('new', 'x\n');
    repository.git('submodule', '--quiet', 'add', library.path, 'modules/lib');
    repository.git('add', '--all');
    repository.git('update-index', '--chmod=+x', 'tool');
    await splitInto([[{ path: 'nëw name', hunks: [0] }], [{ path: 'tool', hunks: [1] }, ...all('gone')], all('pic', 'new'), all('tool', 'modules/lib', '.gitmodules')]);
    expect(show('HEAD~3')).toEqual(['A', 'nëw name', 'D', 'old name']);
    expect(show('HEAD~2')).toEqual(['D', 'gone', 'M', 'tool']);
    expect(show('HEAD~1')).toEqual(['A', 'new', 'M', 'pic']);
    expect(show('HEAD')).toEqual(['A', '.gitmodules', 'A', 'modules/lib', 'M', 'tool']);
    expect(content('HEAD~2', 'tool')).toBe(numbers({ 50: 'y' }));
    expect(repository.git('ls-tree', 'HEAD~2', 'tool')).toMatch(/^100755/);
  });

  it.runIf(process.platform !== 'win32')('keeps together what cannot be apart: a link for a file, a folder for a file', async () => {
    repository.commit('start', { becomesLink: numbers(), becomesFolder: 'x\n', other: '1\n' });
    for (const name of ['becomesLink', 'becomesFolder']) rmSync(join(repository.path, name));
    symlinkSync('other', join(repository.path, 'becomesLink'));
    repository.write('becomesFolder/in side', 'y\n');
    repository.write('other', '2\n');
    repository.git('add', '--all');
    await splitInto([[{ path: 'becomesLink', hunks: [0] }, ...all('becomesFolder/in side')], [{ path: 'becomesLink', hunks: [1] }, ...all('becomesFolder', 'other')]]);
    expect(show('HEAD')).toEqual(['M', 'other']);
    expect(show('HEAD~1')).toEqual(['D', 'becomesFolder', 'A', 'becomesFolder/in side', 'T', 'becomesLink']);
  });

  it.runIf(process.platform === 'linux')('takes names that are no text', async () => {
    repository.commit('start', { other: '1\n' });
    const name = Buffer.concat([Buffer.from(join(repository.path, 'nam')), Buffer.from([0xe9, 0xff])]);
    writeFileSync(name, 'x\n');
    repository.write('other', '2\n');
    repository.git('add', '--all');
    await splitInto([all('nam\ufffd\ufffd'), all('other')]);
    expect(show('HEAD~1')).toEqual(['A', 'nam\ufffd\ufffd']);
  });

  it('brings what no group names with the last one, and keeps files that are only meant to be added', async () => {
    repository.commit('start', { a: '1\n', b: '1\n', c: '1\n' });
    for (const name of ['a', 'b', 'c']) repository.write(name, '2\n');
    repository.git('add', '--all');
    repository.write('later', 'x\n');
    repository.git('add', '--intent-to-add', 'later');
    await splitInto([all('a'), all('b')]);
    expect(show('HEAD')).toEqual(['M', 'b', 'M', 'c']);
    expect(status()).toBe(' A later\0');
  });

  it('works before the first commit, and can be undone there', async () => {
    repository.write('a', '1\n');
    repository.write('b', '1\n');
    repository.git('add', '--all');
    const made = await splitInto([all('b'), all('a')]);
    expect(repository.git('rev-list', '--count', 'HEAD').trim()).toBe('2');
    await undoSplit(made, never);
    expect(status()).toBe('A  a\0A  b\0');
    expect(() => head()).toThrow();
    expect(repository.git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/main');
  });

  it('works on a detached HEAD, in another worktree and from a folder inside', async () => {
    repository.commit('start', { 'in ner/a': '1\n', b: '1\n' });
    const path = join(sandbox.root, `wörk tree ${count}`);
    repository.git('worktree', 'add', '--quiet', '--detach', path);
    const main = head();
    const other = Object.create(repository, { path: { value: path } }) as Repository;
    other.write('in ner/a', '2\n');
    other.write('b', '2\n');
    other.git('add', '--all');
    const state = await readStagedState(join(path, 'in ner'), never);
    const planned = await planSplit(state, [all('b'), all('in ner/a')], never);
    const made = await commitSplit(state, planned.map((commit) => ({ ...commit, message: 'x' })), { signal: never });
    expect(other.git('status', '--porcelain')).toBe('');
    expect(other.git('rev-list', '--count', `${main}..HEAD`).trim()).toBe('2');
    expect(head()).toBe(main);
    await undoSplit(made, never);
    expect(other.git('rev-parse', 'HEAD').trim()).toBe(main);
    expect(other.git('status', '--porcelain')).toBe('M  b\nM  "in ner/a"\n');
  });
});

describe('hooks', () => {
  beforeEach(() => {
    repository.commit('start', { a: numbers(), b: numbers() });
    repository.write('a', numbers({ 3: 'x', 50: 'y' }));
    repository.write('b', numbers({ 3: 'x' }));
    repository.git('add', '--all');
  });

  it('run for each commit and see that commit alone', async () => {
    hook('pre-commit', 'git diff --cached --name-only >> "$(git rev-parse --git-dir)/seen"');
    hook('commit-msg', 'echo "Signed-off-by: hook" >> "$1"');
    await splitInto([all('a'), all('b')]);
    expect(readFileSync(join(repository.path, '.git', 'seen'), 'utf8')).toBe('a\nb\n');
    expect(repository.git('log', '--format=%B', '-1')).toContain('Signed-off-by: hook');
  });

  it('that fail at the second commit leave everything as it was', async () => {
    hook('pre-commit', 'if git diff --cached --name-only | grep -q b; then echo "b is not good" >&2; exit 1; fi');
    const [was, staged, state] = [head(), index(), status()];
    const error = await failure(split([all('a'), all('b')]));
    expect(error.message).toMatch(/commit 2 of 2 failed.*b is not good.*as they were/);
    expect([head(), index(), status()]).toEqual([was, staged, state]);
  });

  it('that fail at the second of the first commits leave no commit', async () => {
    repository = configured(sandbox.repository(`first ${count}`));
    repository.write('a', '1\n');
    repository.write('b', '1\n');
    repository.git('add', '--all');
    hook('pre-commit', 'git diff --cached --name-only | grep -q b && exit 1; exit 0');
    await failure(split([all('a'), all('b')]));
    expect(() => head()).toThrow();
    expect(status()).toBe('A  a\0A  b\0');
  });

  it('may change what they commit: it stays in the later commits and in the index, and undoing takes it out', async () => {
    hook('pre-commit', 'if git diff --cached --name-only | grep -q a; then echo formatted > a; git add a; fi');
    const staged = index();
    const was = head();
    const made = await split([all('a'), all('b')]);
    expect(content('HEAD', 'a')).toBe('formatted\n');
    expect(status()).toBe('');
    await undoSplit(made, never);
    expect([head(), index()]).toEqual([was, staged]);
  });

  it('may not change a file that is divided', async () => {
    hook('pre-commit', 'echo formatted > a; git add a');
    const [was, staged] = [head(), index()];
    const error = await failure(split([[{ path: 'a', hunks: [0] }], [{ path: 'a', hunks: [1] }, ...all('b')]]));
    expect(error.message).toMatch(/a later commit of the split changes too.*as they were/);
    expect([head(), index()]).toEqual([was, staged]);
  });

  it('may not bring what belongs to a later commit', async () => {
    hook('pre-commit', 'git add --all');
    const [was, staged] = [head(), index()];
    expect((await failure(split([all('a'), all('b')]))).message).toMatch(/later commit.*as they were/);
    expect([head(), index()]).toEqual([was, staged]);
  });

  it.runIf(process.platform !== 'win32')('and signing are the user’s own: where signing fails, everything is as it was', async () => {
    repository.write('.git/gpg', '#!/bin/sh\nexit 1\n');
    chmodSync(join(repository.path, '.git', 'gpg'), 0o755);
    for (const [key, value] of [['commit.gpgSign', 'true'], ['gpg.format', 'openpgp'], ['gpg.program', join(repository.path, '.git', 'gpg')]]) repository.git('config', key!, value!);
    const [was, staged] = [head(), index()];
    expect((await failure(split([all('a'), all('b')]))).message).toMatch(/commit 1 of 2 failed.*failed to sign.*as they were/);
    expect([head(), index()]).toEqual([was, staged]);
  });

  it('are ended by cancelling, and everything is as it was', async () => {
    hook('pre-commit', 'if git diff --cached --name-only | grep -q b; then touch "$(git rev-parse --git-dir)/waiting"; sleep 60; fi');
    const [was, staged, state] = [head(), index(), status()];
    const stop = new AbortController();
    const made = split([all('a'), all('b')], { signal: stop.signal }).then(() => undefined, (error: unknown) => error);
    await expect.poll(() => existsSync(join(repository.path, '.git', 'waiting')), { timeout: 60_000 }).toBe(true);
    expect(head()).not.toBe(was);
    stop.abort();
    expect(isAbort(await made)).toBe(true);
    expect([head(), index(), status()]).toEqual([was, staged, state]);
  });
});

describe('what is staged', () => {
  it('is read with its changes, the branch and the subjects before', async () => {
    repository.commit('First', { a: '1\n' });
    const base = repository.commit('Second é', { a: '2\n' });
    repository.write('nëw', 'x\n');
    repository.git('add', '--all');
    repository.write('a', 'not staged\n');
    const state = await readStagedState(repository.path, never);
    expect(state).toMatchObject({ head: base, branch: 'refs/heads/main', tree: repository.git('write-tree').trim(), recentSubjects: ['Second é', 'First'] });
    expect(state.files).toMatchObject([{ path: 'nëw', kind: 'added' }]);
  });
});

describe('what stands in the way', () => {
  beforeEach(() => {
    repository.commit('start', { a: '1\n', b: '1\n' });
    repository.write('a', '2\n');
    repository.write('b', '2\n');
    repository.git('add', '--all');
  });

  it('is something else staged since the proposal, or another commit', async () => {
    const state = await readStagedState(repository.path, never);
    const planned = (await planSplit(state, [all('a'), all('b')], never)).map((commit) => ({ ...commit, message: 'x' }));
    repository.write('c', 'x\n');
    repository.git('add', 'c');
    const was = head();
    expect((await failure(commitSplit(state, planned, { signal: never }))).message).toMatch(/has changed since/);
    expect(head()).toBe(was);
  });

  it('is a merge under way, nothing staged, or no message', async () => {
    const state = await readStagedState(repository.path, never);
    const planned = await planSplit(state, [all('a'), all('b')], never);
    expect((await failure(commitSplit(state, planned.map((commit) => ({ ...commit, message: ' \n' })), { signal: never }))).message).toMatch(/no message/);
    repository.write('.git/MERGE_HEAD', `${head()}\n`);
    expect((await failure(readStagedState(repository.path, never))).message).toMatch(/A merge is under way/);
    rmSync(join(repository.path, '.git', 'MERGE_HEAD'));
    repository.git('reset', '--quiet');
    expect((await failure(readStagedState(repository.path, never))).message).toMatch(/Nothing is staged/);
  });

  it('is a group without a change', async () => {
    const state = await readStagedState(repository.path, never);
    await expect(planSplit(state, [all('a'), all('a'), all('b')], never)).rejects.toThrow(/has no change/);
  });

  it('to undo it: a newer commit; what was staged since stays staged', async () => {
    const was = head();
    const made = await split([all('a'), all('b')]);
    repository.write('c', 'x\n');
    repository.git('add', 'c');
    await undoSplit(made, never);
    expect(head()).toBe(was);
    expect(status()).toBe('M  a\0M  b\0A  c\0');
    const again = await split([all('a'), all('b', 'c')]);
    repository.commit('newer', { d: '1\n' });
    const newer = head();
    expect((await failure(undoSplit(again, never))).message).toMatch(/not undone/);
    expect(head()).toBe(newer);
  });
});
