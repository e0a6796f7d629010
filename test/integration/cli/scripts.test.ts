import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../../scripts/build.ts';
import { createSampleProject } from '../../../scripts/sample-project.ts';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { type Finished, startScript } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

let folder = '';
beforeAll(async () => {
  await ensureModel('smollm2-135m');
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'journeyman skripte é '));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const script = (name: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> => {
  const { child, finished } = startScript(join(root, 'scripts', `${name}.ts`), args, { cwd: root, env });
  child.stdin.end();
  return finished;
};

describe('npm start', () => {
  it('gives three answers without a network when the model is here, and again on a changed project', async () => {
    const cache = join(folder, 'cäche');
    await mkdir(cache);
    await symlink(modelFolder(), join(cache, 'models'), 'junction');
    const nowhere = 'http://127.0.0.1:9/';
    const env = { JOURNEYMAN_CACHE: cache, HF_ENDPOINT: nowhere, PIP_INDEX_URL: nowhere, UV_INDEX_URL: nowhere };
    for (const attempt of [1, 2]) {
      const { code, stdout, stderr } = await script('start', ['--model', 'smollm2-135m'], env);
      expect({ attempt, code, stderr }).toEqual({ attempt, code: 0, stderr: expect.stringMatching(/^(?:confidence \d+ %.+\n(?:✗ .+\n)*){3}$/) });
      expect(stdout).toMatch(/1\. Explain[^]+eslint prefer-object-has-own[^]+2\. Draft[^]+3\. Summarise[^]+## What changes[^]+3 of 3 answers/);
      await writeFile(join(cache, 'sample', 'tea-shop', 'src', 'stock.js'), 'changed');
    }
  });

  it('does not overwrite a folder that is not its own', async () => {
    const holder = join(folder, 'theirs');
    await mkdir(join(holder, 'tea-shop'), { recursive: true });
    await writeFile(join(holder, 'tea-shop', 'mine.txt'), 'mine');
    await expect(createSampleProject(holder)).rejects.toThrow(/was not made by Journeyman/);
    expect(existsSync(join(holder, 'tea-shop', 'mine.txt'))).toBe(true);
  });

  it('removes nothing behind the links of the old project', async () => {
    const holder = join(folder, 'ours');
    await createSampleProject(holder);
    await createSampleProject(holder);
    expect(existsSync(join(root, 'node_modules', 'eslint', 'package.json'))).toBe(true);
    expect(existsSync(join(holder, 'tea-shop', 'node_modules', 'eslint', 'package.json'))).toBe(true);
  });
});

describe('npm run journeyman', () => {
  it('works in the folder that npm was called from, and passes the exit code on', async () => {
    const env = { INIT_CWD: folder, npm_lifecycle_event: 'journeyman' };
    const failed = await script('journeyman', ['commit'], env);
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/journeyman skripte é \S+ is not in a git repository/) });
    expect((await script('journeyman', ['--nope'], env)).code).toBe(2);
  });

  it('starts whole while the bundles are built anew, twice at a time', async () => {
    let building = true;
    const builds = Promise.all([1, 2, 3].flatMap(() => [build(), build()])).finally(() => (building = false));
    let runs = 0;
    while (building || runs === 0) {
      expect(await startAndEnd()).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
      runs++;
    }
    expect((await builds).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

const build = (): Promise<Finished> => startScript(join(root, 'esbuild.mjs'), [], { cwd: root }).finished;
const startAndEnd = (): Promise<Finished> => startScript(join(root, 'dist', 'cli.mjs'), ['--version'], { cwd: folder }).finished;
