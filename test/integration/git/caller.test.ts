import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forgetCaller } from '../../../src/sources/git/caller.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { gitStream } from '../../../src/sources/git/stream.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
let repository: Repository;
let other: Repository;
const staged = async () => parseDiff((await createGit().staged(repository.path, never)).diff).map(({ path }) => path);

beforeAll(() => {
  [repository, other] = ['one é', 'other'].map((name) => {
    const made = sandbox.repository(name);
    made.commit('First', { 'a.txt': 'one\n' });
    return made;
  }) as [Repository, Repository];
  for (const [each, path] of [[repository, 'here.txt'], [other, 'there.txt']] as const) {
    each.write(path, 'x\n');
    each.git('add', path);
  }
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => sandbox.remove());

/** As `git commit` in the other repository starts its editor and its hooks. */
function startedByGit(): void {
  vi.stubEnv('GIT_PREFIX', '');
  vi.stubEnv('GIT_DIR', `${other.path}/.git`);
  vi.stubEnv('GIT_WORK_TREE', other.path);
  vi.stubEnv('GIT_INDEX_FILE', `${other.path}/.git/index`);
}

describe('what the git that started the program works on', () => {
  it('is heeded by a hook', async () => {
    startedByGit();
    expect(await staged()).toEqual(['there.txt']);
  });

  it('is nothing to an editor, but for what a person set', async () => {
    forgetCaller();
    startedByGit();
    expect(await staged()).toEqual(['here.txt']);
    let names = '';
    for await (const piece of gitStream(repository.path, ['diff', '--cached', '--name-only'], never)) names += piece;
    expect(names).toBe('here.txt\n');
    vi.stubEnv('GIT_PREFIX', undefined);
    expect(await staged()).toEqual(['there.txt']);
  });
});
