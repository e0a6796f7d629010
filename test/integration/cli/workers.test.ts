import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'journeyman wörkers '));
});
afterAll(() => rm(cwd, { recursive: true, force: true, maxRetries: 5 }));

describe('workers', () => {
  const workers = (...args: string[]) => commandLine(['workers', ...args], { cwd, env: { JOURNEYMAN_WORKERS: join(cwd, 'mine') } });

  it('are written from a template, never over one that is there, listed and checked', async () => {
    const path = join(cwd, '.journeyman', 'workers', 'ticket-tags.md');
    expect(await workers('new', 'ticket-tags', '--kind', 'classify', '--json')).toMatchObject({ code: 0, stdout: `${JSON.stringify({ name: 'ticket-tags', kind: 'classify', path })}\n` });
    await writeFile(path, (await readFile(path, 'utf8')).replace('# model: qwen2.5-coder-0.5b', 'model: [qwen2.5-coder-0.5b, x]'));
    expect(await workers('new', 'ticket-tags', '--kind', 'extract')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is a worker ticket-tags already.') as string });
    expect(await readFile(path, 'utf8')).toContain('kind: classify');

    const listed = JSON.parse((await workers('list', '--json')).stdout) as { workers: { name: string }[]; problems: unknown[] };
    expect(listed.workers.find(({ name }) => name === 'ticket-tags')).toMatchObject({ kind: 'classify', origin: 'workspace', model: 'qwen2.5-coder-0.5b' });
    expect((await workers()).stdout).toMatch(/^ticket-tags +classify +workspace +qwen2\.5-coder-0\.5b +Say in a sentence what it does\.$/m);
    expect(await workers('check')).toMatchObject({ code: 0, stdout: 'No problems.\n' });
  });

  it('are wrong at a line and a column', async () => {
    await writeFile(join(cwd, 'wrong.md'), '---\nkind: classify\nlabels: [a, b]\nthreshold: 7\n---\nSort it.\n');
    const { code, stdout } = await workers('check', 'wrong.md');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^wrong\.md:4:1: threshold: /);
    expect(JSON.parse((await workers('check', 'wrong.md', '--json')).stdout)).toEqual([expect.objectContaining({ line: 4 })]);
    expect(await workers('check', 'none.md')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such file.') as string });
  });

  it('are not made from wrong words', async () => {
    expect(await workers('new', 'commit', '--kind', 'classify')).toMatchObject({ code: 2, stderr: expect.stringContaining('built-in') as string });
    expect(await workers('new', 'a', '--kind', 'guess')).toMatchObject({ code: 2, stderr: expect.stringContaining('--kind takes one of') as string });
    expect((await workers('burn')).code).toBe(2);
  });
});
