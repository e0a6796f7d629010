import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { changedLines } from '../../../src/workers/pull-request/changed-lines.ts';
import { survivingCommits } from '../../../src/workers/pull-request/cancelled.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
const read = async (cwd: string, ids: string[], signal = never) => {
  const found: { id: string; diff: string }[] = [];
  for await (const part of createGit().commitDiffs(cwd, ids, signal)) found.push(part);
  return found;
};
const named = (diff: string) => parseDiff(diff).map(({ path, kind, added, removed }) => `${kind} ${path} +${added} -${removed}`);

afterAll(() => sandbox.remove());

describe('the diffs of commits', () => {
  let repository: Repository;
  let ids: Record<'root' | 'renamed' | 'empty' | 'side' | 'merge' | 'large' | 'binary' | 'last', string>;
  beforeAll(() => {
    repository = sandbox.repository('répo');
    const commit = (...args: Parameters<Repository['commit']>) => repository.commit(...args);
    const root = commit('root', { 'ä b.txt': 'one\ntwo\nthree\r\n', 'a.txt': `${'0'.repeat(40)}\n` });
    repository.git('mv', 'ä b.txt', 'c.txt');
    const renamed = commit('renamed');
    const empty = commit('empty');
    repository.git('switch', '--quiet', '-c', 'side');
    const side = commit('side', { 'side.txt': '\u0001hostile\n' });
    repository.git('switch', '--quiet', 'main');
    commit('main', { 'main.txt': '1\n' });
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge side', 'side');
    const merge = repository.git('rev-parse', 'HEAD').trim();
    const large = commit('large', { 'small.txt': 'x\n', 'long.txt': `${'line\n'.repeat(30_000)}`, 'wide.txt': 'x'.repeat(3_000_000), 'medium.txt': 'some words\n'.repeat(1000) });
    const binary = commit('binary', { 'x.bin': Buffer.from([0, 1, 2, 0]) });
    const last = commit('last', { 'a.txt': 'end' });
    ids = { root, renamed, empty, side, merge, large, binary, last };
  });

  it('come in the order asked for, each against its first parent', async () => {
    const wanted = [ids.last, ids.root, ids.merge, ids.empty, ids.renamed, ids.side, ids.binary];
    const found = await read(repository.path, wanted);
    expect(found.map(({ id }) => id)).toEqual(wanted);
    expect(found.map(({ diff }) => named(diff))).toEqual([
      ['modified a.txt +1 -1'],
      ['added a.txt +1 -0', 'added ä b.txt +3 -0'],
      ['added side.txt +1 -0'],
      [],
      ['renamed c.txt +0 -0'],
      ['added side.txt +1 -0'],
      ['added x.bin +0 -0'],
    ]);
    expect(found[1]!.diff).toContain('+three\r\n');
    expect(found[5]!.diff).toContain('+\u0001hostile\n');
  });

  it('are as git itself shows them, whatever the configuration says', async () => {
    repository.git('config', 'diff.external', 'false');
    repository.git('config', 'diff.noprefix', 'true');
    repository.git('config', 'log.showRoot', 'false');
    repository.git('config', 'log.showSignature', 'true');
    repository.git('config', 'diff.renames', 'false');
    const [root, renamed] = await read(repository.path, [ids.root, ids.renamed]);
    expect(renamed!.diff).toBe(repository.git('-c', 'diff.noprefix=false', '-c', 'core.quotePath=false', 'diff', '--no-ext-diff', '-M', `${ids.renamed}^`, ids.renamed));
    expect(named(root!.diff)).toHaveLength(2);
  });

  it('name every file of a very large one, and go on after it', async () => {
    const found = await read(repository.path, [ids.root, ids.large, ids.last, ids.large, ids.side]);
    expect(found.map(({ id }) => id)).toEqual([ids.root, ids.large, ids.last, ids.side]);
    expect(named(found[1]!.diff)).toEqual(['added long.txt +30000 -0', 'added medium.txt +1000 -0', 'added small.txt +1 -0', 'added wide.txt +1 -0']);
    expect(found[1]!.diff.length).toBeLessThan(1_100_000);
    expect(found[1]!.diff).toContain('+some words\n');
    expect(found[1]!.diff).toContain('omitted +30000 -0');
    expect(named(found[2]!.diff)).toEqual(['modified a.txt +1 -1']);
  });

  it('name every file of a very large first commit', async () => {
    const other = sandbox.repository('large from the start');
    const id = other.commit('root', { 'wide.txt': 'x'.repeat(3_000_000), 'small.txt': 'x\n' });
    other.write('small.txt', 'not committed\n');
    expect(named((await read(other.path, [id]))[0]!.diff)).toEqual(['added small.txt +1 -0', 'added wide.txt +1 -0']);
  });

  it('say which commit is missing', async () => {
    const gone = '1'.repeat(40);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { id } of createGit().commitDiffs(repository.path, [ids.root, gone, ids.last], never)) seen.push(id);
    })();
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(/no commit 1{40}/);
    expect(seen).toEqual([ids.root]);
    await expect(read(repository.path, ['--output=owned'])).rejects.toThrow(/no commit/);
    await expect(read(repository.path, [gone])).rejects.toThrow(/no commit/);
    expect(await read(repository.path, [])).toEqual([]);
  });

  it('stop when nobody wants them any more', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { id } of createGit().commitDiffs(repository.path, [ids.root, ids.large, ids.last], controller.signal)) {
        seen.push(id);
        controller.abort();
      }
    })();
    await expect(reading).rejects.toThrow(/abort/i);
    expect(seen).toEqual([ids.root]);
    for await (const { id } of createGit().commitDiffs(repository.path, [ids.root, ids.large], never)) {
      seen.push(id);
      break;
    }
    expect(seen).toEqual([ids.root, ids.root]);
  });
});

describe('a branch of 300 commits, 1,000 files and 50,000 changed lines', () => {
  const FILES = 1000;
  const COMMITS = 300;

  /** What `git fast-import` reads: a base with all files, and a branch that changes each of them. */
  function history(): string {
    const parts: string[] = [];
    const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const body = (name: number, word: string) => Array.from({ length: 25 }, (_, line) => `${word} ${name} ${line}\n`).join('');
    const commit = (branch: string, number: number, from: string, files: number[], word: string) => {
      parts.push(`commit refs/heads/${branch}\ncommitter Zoë <zoe@example.com> ${1_700_000_000 + number * 60} +0000\n${data(`Change ${number}`)}${from}`);
      for (const name of files) parts.push(`M 100644 inline folder ${name % 20}/file ${name}.txt\n${data(body(name, word))}`);
      parts.push('\n');
    };
    commit('main', 0, '', Array.from({ length: FILES }, (_, name) => name), 'old');
    for (let number = 1; number <= COMMITS; number++) {
      const files = Array.from({ length: FILES }, (_, name) => name).filter((name) => name % COMMITS === number - 1);
      commit('work', number, number === 1 ? 'from refs/heads/main\n' : '', files, 'new');
    }
    return parts.join('');
  }

  it('is read whole, and every commit of it counts', async () => {
    const repository = sandbox.repository('large');
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.path, input: history() });
    const result = await createGit().branchChanges({ cwd: repository.path, base: 'main', head: 'work' }, never);
    const files = parseDiff(result.diff);
    expect(files).toHaveLength(FILES);
    expect(files.reduce((sum, { added, removed }) => sum + added + removed, 0)).toBe(50_000);
    expect(result.commits).toHaveLength(COMMITS);
    const commits = [];
    for await (const { id, diff } of createGit().commitDiffs(repository.path, result.commits.map(({ id }) => id), never)) commits.push({ ...result.commits.find((commit) => commit.id === id)!, changed: changedLines(parseDiff(diff)) });
    const found = survivingCommits(commits, files);
    expect(found).toHaveLength(COMMITS);
    expect(found.every(({ share }) => share === 1)).toBe(true);
  });
});
