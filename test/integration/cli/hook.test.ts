import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';
import { HookTest } from '../git/hook-repository.ts';
import { Sandbox } from '../git/repository.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  await ensureModel('smollm2-135m');
  sandbox = new Sandbox();
});
afterAll(() => sandbox.remove());

it('git commit opens with a message of the model, and the person is told what was done', async () => {
  const test = new HookTest(sandbox, 'tee laden');
  const { repository } = test;
  const hook = join(repository.path, '.git', 'hooks', 'prepare-commit-msg');
  const cli = (...args: string[]) => commandLine(args, { cwd: repository.path });
  expect(await cli('hook', 'status')).toEqual({ code: 0, stdout: `Not installed; git looks for the hook in ${hook}.\n`, stderr: '' });
  expect(await cli('hook', 'install', '--model', 'smollm2-135m')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Installed: .+\n.+Undo: journeyman hook uninstall\n$/), stderr: '' });
  repository.git('config', 'journeyman.hookTimeout', '120');

  for (const [text, args] of [['export const steep = (minutes) => minutes * 60;\n', []], ['export const steep = (seconds) => seconds;\n', ['-a', '-v']]] as const) {
    repository.write('src/steep.js', text);
    if (args.length === 0) repository.git('add', '.');
    const { status, stderr, seen } = test.commit([...args]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(seen).toMatch(/^[^#\n][^\n]{0,71}\n\n# Please enter/);
    expect(test.lastMessage).toBe(seen!.split('\n')[0]);
  }

  expect(JSON.parse((await cli('hook', 'status', '--json')).stdout)).toEqual({ installed: true, file: hook, owner: 'clone', kept: null, missing: [], script: join(repository.path, '.git', 'journeyman', 'prepare-commit-msg') });
  expect(await cli('hook', 'uninstall')).toMatchObject({ code: 0, stdout: expect.stringContaining(`Removed ${hook}.`) });
  expect((await cli('hook', 'uninstall')).stdout).toBe('There was nothing to remove.\n');
});

it('the commit goes on without a model, and the file is left as it was', async () => {
  const test = new HookTest(sandbox, 'ohne modell');
  await commandLine(['hook', 'install'], { cwd: test.repository.path });
  test.repository.write('tee.txt', 'x\n');
  const cache = mkdtempSync(join(tmpdir(), 'journeyman leer é '));
  const { status, stderr, seen } = test.commit(['-a'], { env: { OWN: 'By hand', JOURNEYMAN_CACHE: cache } });
  rmSync(cache, { recursive: true });
  // A file that code describes without a model would be no test of this.
  expect({ status, seen }).toEqual({ status: 0, seen: expect.stringMatching(/^\n# Please/) });
  expect(stderr).toMatch(/^journeyman: [^\n]*is not installed[^\n]*\n$/);
  const file = join(test.repository.path, 'nachricht');
  writeFileSync(file, 'Mine\n');
  expect(await commandLine(['hook', 'run', file], { cwd: test.repository.path })).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await commandLine(['hook', 'run', file, 'commit', 'HEAD'], { cwd: test.repository.path })).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe('Mine\n');
});
