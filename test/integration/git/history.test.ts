import { execFile } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { HistoryQuery } from '../../../src/core/history.ts';
import { createHistory } from '../../../src/sources/git/history.ts';
import { createHistoryIndex } from '../../../src/store/history-index.ts';
import { historyTables } from '../../../src/store/history-tables.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
const stores: Store[] = [];
let count = 0;
let path: string;
let repository: Repository;
let history: ReturnType<typeof createHistory>;

function historyAt(storePath: string) {
  const store = openStore(storePath, [historyTables]);
  stores.push(store);
  return createHistory({ index: createHistoryIndex(store) });
}
const query = (more: Partial<HistoryQuery> = {}): HistoryQuery => ({ paths: ['src/queue.ts'], words: ['drain'], limit: 50, ...more });
const subjects = async (more: Partial<HistoryQuery> = {}, cwd = repository.path) => (await history.similar(cwd, query(more), never)).map(({ subject }) => subject).sort();
const refresh = (cwd = repository.path) => history.refresh(cwd, never);

beforeEach(() => {
  path = join(sandbox.root, `störe ${++count}`, 'store.sqlite');
  repository = sandbox.repository(`répo ${count}`);
  history = historyAt(path);
});
afterAll(() => {
  for (const store of stores) store.close();
  sandbox.remove();
});

const grow = (...names: string[]) => names.map((name) => repository.commit(name, { 'src/queue.ts': `export const drain = '${name}';\n` }));

describe('past commits like a change', () => {
  it('are found by their files, by the words that they changed, and shown with what they changed', async () => {
    repository.commit('Start', { 'readme.md': 'x\n' });
    repository.commit('Count the retries', { 'lib/retry.py': 'def count_retries():\n    return 1\n' });
    repository.commit('Empty the queue', { 'src/été/queue.ts': 'export function drainQueue() {}\n' });
    repository.commit('Say more', { 'readme.md': 'x\ny\n' });
    await refresh();
    const [byPath] = await history.similar(repository.path, query({ paths: ['src/été/queue.ts'], words: [] }), never);
    expect(byPath).toMatchObject({ subject: 'Empty the queue', body: '', files: ['src/été/queue.ts'] });
    expect(byPath?.id).toMatch(/^[0-9a-f]{40}$/);
    expect(byPath?.diff).toMatch(/^diff --git a\/src\/été\/queue\.ts b\/src\/été\/queue\.ts\n[^]*\n\+export function drainQueue\(\) \{\}\n$/);
    const [byWord] = await history.similar(repository.path, query({ paths: ['elsewhere.c'], words: ['count_retries'] }), never);
    expect(byWord?.subject).toBe('Count the retries');
    expect(await subjects({ limit: 1 })).toHaveLength(1);
    expect(await subjects({ limit: 0 })).toEqual([]);
  });

  it('leave out merges, reverts and what was never meant to stay', async () => {
    grow('One', 'Revert "One"', 'fixup! One', 'WIP: two');
    repository.git('switch', '--quiet', '-c', 'side');
    repository.commit('Side', { 'src/side.ts': '1\n' });
    repository.git('switch', '--quiet', 'main');
    grow('Two');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Take the side in', 'side');
    await refresh();
    expect(await subjects()).toEqual(['One', 'Side', 'Two']);
  });

  it('are ancestors of the commit that is asked about, without itself', async () => {
    const [one, two] = grow('One', 'Two', 'Three');
    await refresh();
    expect(await subjects({ before: two! })).toEqual(['One']);
    expect(await subjects({ before: one! })).toEqual([]);
    expect(await subjects({ before: '--all' })).toEqual([]);
    expect(await subjects({ before: 'f'.repeat(40) })).toEqual([]);
  });

  it('are none in a repository without commits, and asking outside of one is an error', async () => {
    await refresh();
    expect(await subjects()).toEqual([]);
    await expect(history.refresh(sandbox.folder(`plain ${count}`), never)).rejects.toThrow(UserError);
  });
});

describe('the index', () => {
  it('takes in what is new, and is kept', async () => {
    grow('One');
    await refresh();
    grow('Two');
    expect(await subjects()).toEqual(['One']);
    await refresh();
    expect(await subjects()).toEqual(['One', 'Two']);
    await history.dispose();
    history = historyAt(path);
    expect(await subjects()).toEqual(['One', 'Two']);
  });

  it('follows a switch of branches, before and after it is refreshed', async () => {
    grow('One');
    repository.git('switch', '--quiet', '-c', 'other');
    grow('Only on other');
    await refresh();
    repository.git('switch', '--quiet', 'main');
    grow('Only on main');
    expect(await subjects()).toEqual(['One']);
    await refresh();
    expect(await subjects()).toEqual(['One', 'Only on main']);
    repository.git('switch', '--quiet', 'other');
    await refresh();
    expect(await subjects()).toEqual(['One', 'Only on other']);
  });

  it.each([['kept', false], ['cleaned away', true]])('follows a history that was rewritten, with the old one %s', async (_, clean) => {
    grow('One', 'Two', 'Thre');
    await refresh();
    repository.git('commit', '--quiet', '--amend', '-m', 'Three');
    if (clean) {
      repository.git('reflog', 'expire', '--expire=now', '--all');
      repository.git('gc', '--quiet', '--prune=now');
    }
    expect(await subjects()).not.toContain('Thre');
    await refresh();
    expect(await subjects()).toEqual(['One', 'Three', 'Two']);
  });

  it('is shared by the worktrees of a repository, each with its own ancestors', async () => {
    grow('One');
    const worktree = join(sandbox.root, `wörk tree ${count}`);
    repository.git('worktree', 'add', '--quiet', '-b', 'side', worktree);
    new Repository(worktree).commit('Side', { 'src/queue.ts': 'side\n' });
    grow('Two');
    await refresh(worktree);
    expect(await subjects()).toEqual(['One']);
    await refresh();
    expect(await subjects()).toEqual(['One', 'Two']);
    expect(await subjects({}, worktree)).toEqual(['One']);
  });

  it('is made anew where its file is damaged', async () => {
    grow('One');
    await refresh();
    await history.dispose();
    for (const store of stores.splice(0)) store.close();
    writeFileSync(path, 'no database at all '.repeat(1000));
    history = historyAt(path);
    expect(await subjects()).toEqual([]);
    await refresh();
    expect(await subjects()).toEqual(['One']);
  });

  it('goes on where it was stopped', async () => {
    grow('One', 'Two');
    await expect(history.refresh(repository.path, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const store = openStore(path, [historyTables]);
    stores.push(store);
    const index = createHistoryIndex(store);
    const controller = new AbortController();
    const stopped = createHistory({ index: { ...index, finish: (...args) => (controller.abort(), index.finish(...args)) } });
    await expect(stopped.refresh(repository.path, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    // What was read is of use already.
    expect(await subjects()).toEqual(['One', 'Two']);
    repository.git('commit', '--quiet', '--amend', '-m', 'Second');
    expect(await subjects()).toEqual(['One']);
    await refresh();
    expect(await subjects()).toEqual(['One', 'Second']);
  });

  it('is extended by several processes at once without a commit twice or lost', async () => {
    grow(...Array.from({ length: 30 }, (_, index) => `Step ${index}`));
    const source = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../src', file)).href);
    const script = `
      const [{ openStore }, { historyTables }, { createHistoryIndex }, { createHistory }] =
        await Promise.all([import(${source('store/store.ts')}), import(${source('store/history-tables.ts')}), import(${source('store/history-index.ts')}), import(${source('sources/git/history.ts')})]);
      const store = openStore(${JSON.stringify(path)}, [historyTables]);
      const problems = [];
      const history = createHistory({ index: createHistoryIndex(store), log: { debug: (m) => problems.push(m) } });
      await history.refresh(${JSON.stringify(repository.path)}, new AbortController().signal);
      store.close();
      if (problems.length) throw new Error(problems.join());`;
    await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])));
    await refresh();
    const found = await subjects();
    expect(found).toHaveLength(30);
    expect(new Set(found).size).toBe(30);
  });

  it('serves two askers of one process at once', async () => {
    grow('One', 'Two');
    await Promise.all([refresh(), refresh(), history.refresh(repository.path, AbortSignal.timeout(60_000))]);
    expect(await subjects()).toEqual(['One', 'Two']);
  });
});

describe('a clone that lacks a part of the history', () => {
  const clone = (...options: string[]) => {
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const copy = new Repository(sandbox.folder(`clöne ${count}`));
    copy.git('clone', '--quiet', ...options, pathToFileURL(repository.path).href, '.');
    return copy;
  };

  it('is indexed as far as it goes when it is shallow, and further when it is deepened', async () => {
    grow('One', 'Two', 'Three');
    const copy = clone('--depth=2');
    await refresh(copy.path);
    expect(await subjects({}, copy.path)).toEqual(['Three', 'Two']);
    copy.git('fetch', '--quiet', '--unshallow');
    await refresh(copy.path);
    expect(await subjects({}, copy.path)).toEqual(['One', 'Three', 'Two']);
  });

  it.each(['--filter=blob:none', '--filter=tree:0'])('is indexed without fetching what %s left out', async (filter) => {
    grow('One', 'Two', 'Three');
    const copy = clone('--no-checkout', filter);
    repository.git('config', 'uploadpack.allowFilter', 'false');
    await refresh(copy.path);
    // Without trees no path is known; the commits are still there, so nothing fails.
    expect(await subjects({}, copy.path)).toEqual(filter === '--filter=tree:0' ? [] : ['One', 'Three', 'Two']);
    await refresh(copy.path);
  });
});

it.skipIf(process.platform === 'win32')('runs nothing that the repository’s configuration names', async () => {
  grow('One', 'Two');
  const trap = join(repository.path, 'trap.sh');
  const sprung = join(sandbox.root, `sprung ${count}`);
  writeFileSync(trap, `#!/bin/sh\ntouch "${sprung}"\ncat\n`);
  chmodSync(trap, 0o755);
  for (const [key, value] of [['diff.external', trap], ['core.fsmonitor', trap], ['diff.x.textconv', trap], ['diff.x.command', trap], ['gpg.program', trap], ['log.showSignature', 'true'], ['core.pager', trap], ['core.sshCommand', trap], ['core.hooksPath', repository.path]]) {
    repository.git('config', key!, value!);
  }
  writeFileSync(join(repository.path, '.git', 'info', 'attributes'), '* diff=x\n');
  await refresh();
  expect((await history.similar(repository.path, query(), never))[0]?.diff).toContain('+export const drain');
  expect(existsSync(sprung)).toBe(false);
});
