import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Output } from '../../../src/cli/output.ts';
import { showPrepared } from '../../../src/cli/show-prepared.ts';
import { Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
let repository: ReturnType<Sandbox['repository']>;

beforeAll(() => {
  repository = sandbox.repository('shop');
  repository.commit('Sell apples', { 'a.txt': 'apples\n' });
  repository.git('switch', '--quiet', '-c', 'pears');
  repository.commit('Sell pears', { 'b.txt': 'pears\n' });
  repository.git('switch', '--quiet', 'main');
});

afterAll(() => sandbox.remove());

async function prepared() {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const found = await showPrepared({ stdout: new Output(out), stderr: new Output(err), signal: new AbortController().signal }, repository.path);
  return { found, stdout: String(out.read() ?? ''), stderr: String(err.read() ?? '') };
}

describe('the message that git has prepared', () => {
  it('is none where a commit is an ordinary one', async () => {
    repository.write('a.txt', 'red apples\n');
    repository.git('add', '--all');
    expect(await prepared()).toEqual({ found: false, stdout: '', stderr: '' });
    repository.git('reset', '--quiet', '--hard');
  });

  it('stays for a merge', async () => {
    repository.git('merge', '--no-commit', '--no-ff', 'pears');
    const { found, stdout, stderr } = await prepared();
    expect([found, stdout]).toEqual([true, "Merge branch 'pears'\n"]);
    expect(stderr).toContain('for the merge');
    repository.git('merge', '--abort');
  });

  it('stays for a revert', async () => {
    repository.git('revert', '--no-commit', 'HEAD');
    expect((await prepared()).stdout).toContain('Revert "Sell apples"');
    repository.git('revert', '--abort');
  });
});
