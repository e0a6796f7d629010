import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleProject } from '../../../scripts/sample-project.ts';
import { commandLine } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

let holder = '';
/** The sample project: a feature branch with a staged change, an ESLint of its own, in a folder with a space and letters beyond ASCII. */
let project = '';

beforeAll(async () => {
  await ensureModel('smollm2-135m');
  holder = await mkdtemp(join(tmpdir(), 'journeyman Übung é '));
  project = (await createSampleProject(holder)).folder;
});
afterAll(() => rm(holder, { recursive: true, force: true, maxRetries: 5 }));

/** What every result has; `output` is the worker's own. */
const resultOf = (worker: string, output: unknown) => ({
  worker,
  output,
  confidence: expect.any(Number),
  accepted: expect.any(Boolean),
  answeredBy: expect.stringMatching(/^(code|local)$/),
  model: expect.toSatisfy((model) => model === null || model === 'smollm2-135m'),
  checks: expect.toSatisfy((checks: unknown[]) => checks.every((check) => JSON.stringify(Object.keys(check as object)) === '["name","passed","detail"]')),
  timings: { firstTextMs: expect.toSatisfy((ms) => ms === null || typeof ms === 'number'), totalMs: expect.any(Number), promptTokens: expect.any(Number), outputTokens: expect.any(Number), cachedTokens: expect.any(Number) },
  cost: 0,
});

async function answer(args: string[], input?: string): Promise<unknown> {
  const { code, stdout, stderr } = await commandLine([...args, '--json'], { cwd: project, input });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

describe('commit', () => {
  it('gives a message for what is staged', async () => {
    const result = await answer(['commit']);
    expect(result).toEqual(resultOf('commit', { subject: expect.stringMatching(/^\S.{0,71}$/), body: expect.any(String), message: expect.any(String) }));
    const { subject, message } = (result as { output: { subject: string; message: string } }).output;
    expect(message.startsWith(subject)).toBe(true);
  });

  it('prints the message alone on standard output, and the rest on standard error', async () => {
    const { code, stdout, stderr } = await commandLine(['commit', '--cwd', 'tea-shop'], { cwd: holder });
    expect(code).toBe(0);
    const { output } = (await answer(['commit'])) as { output: { message: string } };
    expect(stdout.trim()).toBe(output.message.trim());
    expect(stderr).toMatch(/^confidence \d+ %.* · .+ in all/);
  });
});

describe('commit --candidates', () => {
  it('gives several different messages, the first of which is the answer', async () => {
    const { output, candidates } = (await answer(['commit', '--candidates', '3'])) as { output: { message: string }; candidates: { output: { message: string }; confidence: number; checks: unknown[] }[] };
    const messages = candidates.map((candidate) => candidate.output.message);
    expect(messages[0]).toBe(output.message);
    expect(new Set(messages).size).toBe(messages.length);
    expect(messages.length).toBeGreaterThan(0);
    const confidences = candidates.map(({ confidence }) => confidence);
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
  });
});

describe('explain', () => {
  it('explains what the linter reports, with its confirmed fix', async () => {
    expect(await answer(['explain', 'src/vouchers.js:16'])).toEqual(
      resultOf('explain', {
        problem: expect.any(String),
        why: expect.any(String),
        fix: expect.objectContaining({ edits: [{ startLine: 16, endLine: 16, newText: expect.stringContaining('Object.hasOwn(VOUCHERS, code)') }], verified: true, by: 'eslint' }),
        idea: null,
        documentation: expect.anything(),
      }),
    );
  });

  it('finds the linter in the folder of tools for a file without a project', async () => {
    const file = join(holder, 'söle file.js');
    await writeFile(file, '// ü\ndebugger;\n');
    const { code, stdout, stderr } = await commandLine(['explain', `${file}:2:1`, '--tool', 'eslint', '--tools', 'tea-shop'], { cwd: holder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^söle file\.js:2:1 eslint no-debugger: /) });
    expect(stdout.trim()).not.toBe('');
  });

  it('names the lines with findings where the line has none', async () => {
    const { code, stdout, stderr } = await commandLine(['explain', 'src/vouchers.js:1'], { cwd: project });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`journeyman: The linter reports nothing on line 1 of src/vouchers.js. It reports something on line 16. Name one of these.\n`);
  });
});

describe('pr', () => {
  it('gives title, description and every file of the branch', async () => {
    const result = await answer(['pr', '--base', 'main', '--head', 'feature/vouchers']);
    const paths = ['src/receipt.js', 'src/vouchers.js', 'test/vouchers.test.js'];
    expect(result).toEqual(resultOf('pr', { title: expect.stringMatching(/\S/), description: expect.stringContaining('## What changes'), files: paths.map((path) => ({ path, summary: expect.any(String) })), range: { base: 'main', baseReason: 'given', head: 'feature/vouchers', commits: 2, template: '.github/pull_request_template.md', templates: ['.github/pull_request_template.md'] } }));
  });
});

describe('failures', () => {
  it('are one line on standard error and the exit code 1', async () => {
    const clean = join(holder, 'clean');
    await cp(project, clean, { recursive: true, filter: (path) => !path.includes('node_modules') });
    await rm(join(clean, '.git', 'index'));
    const outside = await commandLine(['commit'], { cwd: holder });
    const unknown = await commandLine(['pr', '--base', 'no-such-branch', '--json'], { cwd: project });
    const wrong = await commandLine(['commit', '--candidates', 'two'], { cwd: project });
    for (const [{ code, stdout, stderr }, expected] of [[outside, 1], [unknown, 1], [wrong, 2]] as const) {
      expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
      expect(stderr).toMatch(/^journeyman: [^\n]+\n$/);
    }
    expect(outside.stderr).toContain('not in a git repository');
    expect(unknown.stderr).toContain('no-such-branch');
  });
});

describe('doctor and models', () => {
  it('tell what works, by trying it', async () => {
    const { code, stdout } = await commandLine(['doctor', '--json'], { cwd: project });
    expect(code).toBe(0);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; passed: boolean }[] };
    expect(ok).toBe(true);
    for (const name of ['Node', 'Model', 'Model process', 'git', 'eslint']) expect(checks).toContainEqual(expect.objectContaining({ name, passed: true }));
  });

  it('say what is missing: without a model nothing works', async () => {
    const env = { JOURNEYMAN_CACHE: join(holder, 'empty cäche') };
    const { code, stdout, stderr } = await commandLine(['doctor'], { cwd: project, env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ Model: .*smollm2-135m is not installed.*journeyman models pull smollm2-135m/m);
    expect(stderr).toBe('journeyman: Not ready: Model, Model process.\n');
    const failed = await commandLine(['commit'], { cwd: project, env });
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^journeyman: [^\n]*smollm2-135m is not installed[^\n]*journeyman models pull smollm2-135m\n$/) });
  });

  it('list and verify the models', async () => {
    const list = await commandLine(['models', 'list', '--json'], { cwd: project });
    expect(JSON.parse(list.stdout)).toContainEqual(expect.objectContaining({ name: 'smollm2-135m', installed: true }));
    expect(await commandLine(['models', 'verify', 'smollm2-135m'], { cwd: project })).toMatchObject({ code: 0, stdout: '✓ smollm2-135m: The sha256 is right.\n' });
  });
});
