import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { languageOf } from '../../../src/cli/language.ts';
import { Output } from '../../../src/cli/output.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'journeyman cli ü '));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** Runs the command line in this process, in an empty folder, with an empty cache. */
async function journeyman(args: string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdout: new PassThrough({ encoding: 'utf8' }), stderr: new PassThrough({ encoding: 'utf8' }) };
  const code = await runCommandLine(args, {
    stdin: Readable.from([input], { objectMode: false }),
    stdout: new Output(streams.stdout),
    stderr: new Output(streams.stderr),
    env: { JOURNEYMAN_CACHE: join(cwd, 'cache') },
    cwd,
    signal: new AbortController().signal,
    processPath: join(cwd, 'there is none.mjs'),
  });
  return { code, stdout: (streams.stdout.read() as string | null) ?? '', stderr: (streams.stderr.read() as string | null) ?? '' };
}

describe('wrong usage', () => {
  it.each([
    [[]],
    [['nope']],
    [['--nope']],
    [['commit', '--nope']],
    [['commit', 'extra']],
    [['commit', '--candidates', '10']],
    [['commit', '--instructions']],
    [['explain']],
    [['explain', 'a.js']],
    [['explain', 'a.js:1', 'b.js:2']],
    [['run']],
    [['run', 'nope']],
    [['run', 'commit', 'a', 'b']],
    [['models', 'nope']],
    [['models', 'toString']],
    [['models', 'pull']],
    [['doctor', 'extra']],
    [['hook']],
    [['hook', 'nope']],
    [['hook', 'install', 'extra']],
    [['hook', 'run']],
    [['hook', 'run', 'file', '--timeout', '0']],
    [['help', 'nope']],
  ])('%j gives one line and the exit code 2', async (args) => {
    const { code, stdout, stderr } = await journeyman(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^journeyman: [^\n]+ See journeyman (\w+ )?--help\.\n$/);
  });
});

describe('help', () => {
  it('is given for all and for each command', async () => {
    for (const args of [['--help'], ['help'], ['-h']]) expect(await journeyman(args)).toMatchObject({ code: 0, stdout: expect.stringContaining('journeyman run WORKER [FILE|-]') });
    for (const name of ['explain', 'commit', 'pr', 'run', 'hook', 'models', 'doctor']) {
      const { code, stdout } = await journeyman([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^journeyman ${name}`));
      expect(await journeyman(['help', name])).toEqual({ code, stdout, stderr: '' });
    }
  });

  it('gives the version', async () => {
    expect((await journeyman(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('failures', () => {
  it('say in one line what is wrong and give the exit code 1', async () => {
    await writeFile(join(cwd, 'input.json'), '{"nothing": 1}');
    const cases: [string[], RegExp][] = [
      [['explain', 'there is none.js:3'], /there is none\.js could not be read\. There is no such file\./],
      [['run', 'commit', 'there is none.json'], /none\.json could not be read\. There is no such file\./],
      [['run', 'commit', '.'], /could not be read\. It is a folder\./],
      [['run', 'explain', 'input.json'], /This is not an input of explain\. file: /],
      [['run', 'pr', 'input.json'], /This is not an input of pr\. cwd: .+, or commits: /],
      [['run', 'commit', '-'], /The input is not JSON\./],
      [['commit', '--cwd', 'nowhere'], /nowhere/],
      [['models', 'pull', 'nope'], /There is no model named "nope"\./],
      [['models', 'remove', 'smollm2-135m'], /smollm2-135m is not installed\./],
      [['run', 'commit', '--batch', '--model', 'smollm2-135m'], /smollm2-135m is not installed.+journeyman models pull smollm2-135m/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await journeyman(args, '');
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr).toMatch(/^journeyman: [^\n]+\n$/);
      expect(stderr).toMatch(message);
    }
  });
});

describe('models', () => {
  it('lists what can be had', async () => {
    const { code, stdout } = await journeyman(['models', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'smollm2-135m', installed: false, bytes: 98362432 }));
    expect((await journeyman(['models', 'list', '--model', 'smollm2-135m'])).stdout).toMatch(/^● smollm2-135m +98 MB {2}not here/m);
  });

  it('says that a model is not in order', async () => {
    const { code, stdout, stderr } = await journeyman(['models', 'verify', 'smollm2-135m']);
    expect(code).toBe(1);
    expect(stdout).toBe('✗ smollm2-135m: It is not installed.\n');
    expect(stderr).toMatch(/^journeyman: Not in order: smollm2-135m\./);
  });
});

describe('languageOf', () => {
  it.each([
    ['a.MJS', '', 'javascript'],
    ['x.tsx', '', 'typescriptreact'],
    ['run', '#!/usr/bin/env bash\n', 'shellscript'],
    ['run', '#!/usr/bin/python3.12\n', 'python'],
    ['x.rs', '', 'rs'],
    ['Makefile', 'all:', ''],
  ])('%s with %j is %s', (path, source, language) => {
    expect(languageOf(path, source)).toBe(language);
  });
});
