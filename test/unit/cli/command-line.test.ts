import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

interface World {
  stdin?: Readable;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
}

/** Runs the command line in this process, in an empty folder, with an empty cache. */
async function journeyman(args: string[], input = '', { stdin = Readable.from([input], { objectMode: false }), signal = new AbortController().signal, env = {} }: World = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdout: new PassThrough({ encoding: 'utf8' }), stderr: new PassThrough({ encoding: 'utf8' }) };
  const code = await runCommandLine(args, {
    stdin,
    stdout: new Output(streams.stdout),
    stderr: new Output(streams.stderr),
    env: { JOURNEYMAN_CACHE: join(cwd, 'cache'), ...env },
    cwd,
    signal,
    processPath: join(cwd, 'there is none.mjs'),
  });
  return { code, stdout: (streams.stdout.read() as string | null) ?? '', stderr: (streams.stderr.read() as string | null) ?? '' };
}

/** A worker of the folder. */
async function writeWorker(name: string, frontMatter: string): Promise<void> {
  await mkdir(join(cwd, '.journeyman', 'workers'), { recursive: true });
  await writeFile(join(cwd, '.journeyman', 'workers', `${name}.md`), `---\n${frontMatter}\n---\nDo it.\n`);
}

it.each([
  [['comit'], 'Did you mean commit?'],
  [['pr', '--tempalte', 'x'], 'Did you mean --template?'],
  [['run', 'comit', '--batch'], 'Did you mean commit?'],
])('says what %j may have meant', async (args, expected) => {
  const { code, stderr } = await journeyman(args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(expected) });
});

it('guesses nothing where nothing is near', async () => {
  expect((await journeyman(['nope'])).stderr).not.toContain('Did you mean');
  expect((await journeyman(['pr', '--nope'])).stderr).not.toContain('Did you mean');
});

describe('wrong usage', () => {
  it.each([
    [[]],
    [['nope']],
    [['--nope']],
    [['commit', '--nope']],
    [['commit', 'extra']],
    [['commit', '--candidates', '10']],
    [['commit', '--instructions']],
    [['commit', '--escalate', 'yes']],
    [['explain', 'a.js', '--doubt', 'always']],
    [['review', '--remote', 'llama']],
    [['run', 'commit', '--remote', 'editor:copilot/gpt']],
    [['pr', '--remote', 'openai:https://user:secret@host/v1#x']],
    [['models', '--escalate', 'ask']],
    [['changelog', 'extra']],
    [['changelog', '--version', 'next']],
    [['changelog', '--date', 'today']],
    [['changelog', '--date', '2024-13-45']],
    [['changelog', '--force']],
    [['release-notes', '--write']],
    [['explain']],
    [['explain', 'a.js:0']],
    [['explain', 'a.js', '--sarif', '--json']],
    [['explain', 'a.js', '--sarif', '--fix']],
    [['explain', '-', '--tool', 'ruff']],
    [['explain', 'a.js:1', 'b.js:2']],
    [['pr', 'extra']],
    [['pr', '--write']],
    [['pr', '--draft']],
    [['pr', '--yes']],
    [['review', 'extra']],
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
    [['ledger', 'extra']],
    [['ledger', '--since', '27.11.2026']],
    [['ledger', '--since', '2026-02-30']],
    [['ledger', '--csv', '--json']],
    [['ledger', '--yes']],
    [['ledger', '--wipe']],
    [['help', 'nope']],
  ])('%j gives one line and the exit code 2', async (args) => {
    const { code, stdout, stderr } = await journeyman(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^journeyman: [^\n]+ See journeyman ([\w-]+ )?--help\.\n$/);
  });
});

describe('help', () => {
  it('is given for all and for each command', async () => {
    for (const args of [['--help'], ['help'], ['-h']]) expect(await journeyman(args)).toMatchObject({ code: 0, stdout: expect.stringContaining('journeyman run WORKER [FILE|-]') });
    for (const name of ['explain', 'commit', 'pr', 'review', 'changelog', 'release-notes', 'run', 'hook', 'ledger', 'models', 'doctor']) {
      const { code, stdout } = await journeyman([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^journeyman ${name}`));
      expect(await journeyman(['help', name])).toEqual({ code, stdout, stderr: '' });
    }
  });

  it('says of a server that nobody can be asked there', async () => {
    expect((await journeyman(['serve', '--help'])).stdout).toMatch(/--escalate MODE\n[^\n]+: off or automatic; off unless given/);
    expect((await journeyman(['commit', '--help'])).stdout).toMatch(/--escalate MODE\n[^\n]+: off, ask or automatic/);
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
      [['explain', 'there is none.js'], /there is none\.js could not be read\. There is no such file\./],
      [['explain', '.', '--fix'], /could not be read\. It is a folder\./],
      [['explain', '-'], /There was nothing on standard input\./],
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

describe('a model on a server', () => {
  it('is used over plain http where that is allowed', async () => {
    const reference = 'openai:http://llm.example/v1#small';
    const asked = async (allowed: boolean) => {
      const env = allowed ? { JOURNEYMAN_ALLOW_HTTP: '1' } : {};
      const ways = [await journeyman(['run', 'commit', '--model', reference], '', { env }), await journeyman(['run', 'commit'], '', { env: { ...env, JOURNEYMAN_MODEL: reference } })];
      return ways.map(({ stderr }) => stderr);
    };
    for (const stderr of await asked(false)) expect(stderr).toContain('over plain http can be read on the way');
    for (const stderr of await asked(true)) expect(stderr).toContain('The input is not JSON.');
  });
});

describe('run --batch', () => {
  it('needs no model for a worker that asks none', async () => {
    await writeWorker('as-table', 'kind: transform\nstart: table\nformat: markdown');
    const { code, stdout, stderr } = await journeyman(['run', 'as-table', '--batch'], `${JSON.stringify('[{"tea": "green"}]')}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ answeredBy: 'code', output: { text: expect.stringContaining('| green |') } });
  });
});

describe('an interruption', () => {
  it('ends the reading of standard input also where nobody reads it yet', async () => {
    const interruption = new AbortController();
    const stdin = new PassThrough();
    const running = journeyman(['run', 'shell-command', '--batch'], '', { stdin, signal: interruption.signal });
    interruption.abort();
    // Without a listener its error would end the program.
    expect(stdin.listenerCount('error')).toBeGreaterThan(0);
    expect(await running).toMatchObject({ stdout: '' });
    expect(stdin.destroyed).toBe(true);
  });
});

describe('explain with a report on standard input', () => {
  it('names the formats that it reads', async () => {
    const { code, stdout, stderr } = await journeyman(['explain', '-'], 'a.js:1:2: error: no');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^journeyman: The report on standard input is in no format.+SARIF 2\.1\.0.+ESLint, Ruff.+golangci-lint\.\n$/);
  });

  it('succeeds where there is nothing to explain', async () => {
    expect(await journeyman(['explain', '-'], '[]')).toEqual({ code: 0, stdout: 'The report has no findings.\n', stderr: '' });
    expect(await journeyman(['explain', '-', '--json'], '[]')).toEqual({ code: 0, stdout: '', stderr: 'The report has no findings.\n' });
    const sarif = await journeyman(['explain', '-', '--sarif'], '[]');
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Journeyman', version: expect.stringMatching(/^\d/) } }, results: [] }] });
  });

  it('fails once, and not for each rule, where there is no model', async () => {
    await writeFile(join(cwd, 'a.js'), 'debugger;\nvar a;\n');
    const messages = ['no-debugger', 'no-var'].map((ruleId, index) => ({ ruleId, severity: 2, message: 'No.', line: index + 1, column: 1 }));
    const { code, stdout, stderr } = await journeyman(['explain', '-', '--model', 'smollm2-135m'], JSON.stringify([{ filePath: 'a.js', messages }]));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^journeyman: The model smollm2-135m is not installed\.[^\n]+\n$/);
  });

  it('changes nothing outside the project that one is in', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'journeyman other '));
    const filePath = join(outside, 'a.js');
    await writeFile(filePath, 'var a;\n');
    const report = JSON.stringify([{ filePath, messages: [{ ruleId: 'no-var', severity: 2, message: 'No.', line: 1, column: 1 }] }]);
    expect(await journeyman(['explain', '-', '--fix'], report)).toEqual({ code: 0, stdout: '', stderr: '1 finding is in files outside this project: no linter is run there, and nothing is changed.\n' });
    await rm(outside, { recursive: true });
  });

  it('says what it left out', async () => {
    const messages = [{ ruleId: 'semi', severity: 2, message: 'Missing semicolon.', line: 1, column: 1 }, { ruleId: 'semi', line: 'x' }];
    expect(await journeyman(['explain', '-', '--fix'], JSON.stringify([{ filePath: 'gone\u001b[2J.js', messages }]))).toEqual({
      code: 0,
      stdout: 'None of the report\'s findings can be explained.\n',
      stderr: 'gone[2J.js was skipped: there is no such file.\n1 entry of the report could not be understood.\n',
    });
  });
});

describe('models', () => {
  it('lists what can be had', async () => {
    const { code, stdout } = await journeyman(['models', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'smollm2-135m', installed: false, bytes: 98362432 }));
    expect((await journeyman(['models', 'list', '--model', 'smollm2-135m'])).stdout).toMatch(/^● smollm2-135m +98 MB {2}not here/m);
  });

  it('says that none of those that were to be compared could be tried, and why', async () => {
    await writeWorker('sort-issues', 'kind: classify\nlabels: [bug, wish]');
    await writeFile(join(cwd, 'examples.jsonl'), '{"input": "Fix the crash", "output": "bug"}\n');
    const { code, stdout, stderr } = await journeyman(['models', 'compare', 'sort-issues', 'examples.jsonl', '--models', 'smollm2-135m', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ best: null, rows: [{ model: 'smollm2-135m', problem: expect.stringContaining('not installed') }] });
    expect(stderr).toMatch(/^journeyman: No model could be tried\. [^\n]*smollm2-135m is not installed\.[^\n]+\n$/);
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
    ['x.rs', '', 'rust'],
    ['docker/Dockerfile.dev', '', 'dockerfile'],
    ['x.zig', '', 'zig'],
    ['Makefile', 'all:', ''],
  ])('%s with %j is %s', (path, source, language) => {
    expect(languageOf(path, source)).toBe(language);
  });
});
