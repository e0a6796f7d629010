import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

const SMALL = 'smollm2-135m';
const LARGER = 'qwen2.5-coder-0.5b';
const examples: [string, string][] = [
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'network'],
  ['getaddrinfo ENOTFOUND db.internal', 'network'],
  ['ETIMEDOUT: the request took too long', 'network'],
  ["TypeError: Cannot read properties of undefined (reading 'id')", 'code'],
  ['ReferenceError: total is not defined', 'code'],
  ['SyntaxError: Unexpected token )', 'code'],
];

let cwd = '';
beforeAll(async () => {
  await Promise.all([SMALL, LARGER].map((name) => ensureModel(name)));
  cwd = await mkdtemp(join(tmpdir(), 'journeyman mödels '));
  await mkdir(join(cwd, '.journeyman', 'workers'), { recursive: true });
  const shown = examples.map(([input, output]) => `  - input: ${JSON.stringify(input)}\n    output: ${output}`).join('\n');
  await writeFile(join(cwd, '.journeyman', 'workers', 'triage.md'), `---\nkind: classify\nlabels: [network, code]\nmodel: [no-such-model, ${LARGER}]\nexamples:\n${shown}\n---\nAnswer with one word, network or code: which of them has failed?\n`);
});
afterAll(() => rm(cwd, { recursive: true, force: true, maxRetries: 5 }));

describe('a model for each job', () => {
  it('is the one that is named for a built-in worker, and the one of its file for another', async () => {
    const diff = 'diff --git a/a.js b/a.js\nindex 1111111..2222222 100644\n--- a/a.js\n+++ b/a.js\n@@ -1 +1 @@\n-let a = 1;\n+let a = 2;\n';
    const env = { JOURNEYMAN_MODELS: `commit=${LARGER}` };
    const commit = await commandLine(['run', 'commit', '--json'], { cwd, env, input: JSON.stringify({ diff, recentSubjects: [] }) });
    expect(JSON.parse(commit.stdout)).toMatchObject({ worker: 'commit', model: LARGER });
    const triage = await commandLine(['run', 'triage', '--json', '--verbose'], { cwd, input: 'connect ECONNREFUSED' });
    expect(JSON.parse(triage.stdout)).toMatchObject({ worker: 'triage', model: LARGER });
    expect(triage.stderr).toMatch(/no-such-model cannot be used for triage: .* qwen2\.5-coder-0\.5b takes its place\./);
  });

  it('is the one of --model before all others', async () => {
    const triage = await commandLine(['run', 'triage', '--json', '--model', SMALL], { cwd, env: { JOURNEYMAN_MODELS: `triage=${LARGER}` }, input: 'connect ECONNREFUSED' });
    expect(JSON.parse(triage.stdout)).toMatchObject({ model: SMALL });
  });

  it('fails with what is wrong with each', async () => {
    const env = { JOURNEYMAN_MODELS: '{"triage": ["hf:owner/repository/none.gguf", "/none.gguf"]}' };
    const { code, stderr } = await commandLine(['run', 'triage'], { cwd, env, input: 'x' });
    expect(code).toBe(1);
    expect(stderr).toContain('None of the models for triage can be used. hf:owner/repository/none.gguf: The model hf:owner/repository/none.gguf is not installed.');
    expect(stderr).toContain('/none.gguf:');
    expect(stderr.trim()).toMatch(/journeyman models pull hf:owner\/repository\/none\.gguf$/);
  });
});

describe('models compare', () => {
  it('runs each model on the examples of the worker, and names one', async () => {
    const { code, stdout } = await commandLine(['models', 'compare', 'triage', '--models', `${SMALL},${LARGER}`, '--json'], { cwd });
    expect(code).toBe(0);
    const compared = JSON.parse(stdout) as { examples: number; chosen: string; rows: { model: string; examples: number; complete: boolean; value: number; bytes: number; loadMs: number; peakBytes: number | null; problem: string }[] };
    expect(compared.examples).toBe(6);
    expect(compared.rows.map(({ model, examples: seen, complete, problem }) => ({ model, seen, complete, problem }))).toEqual([SMALL, LARGER].map((model) => ({ model, seen: 6, complete: true, problem: '' })));
    expect([SMALL, LARGER]).toContain(compared.chosen);
    if (process.platform === 'linux') expect(compared.rows[1]!.peakBytes).toBeGreaterThan(compared.rows[0]!.peakBytes!);
  });

  it('tells which lines are left out, and what is wrong with the request', async () => {
    await writeFile(join(cwd, 'data.jsonl'), 'no JSON\n{"input": "ECONNRESET", "output": "network"}\n');
    const { code, stdout, stderr } = await commandLine(['models', 'compare', 'triage', 'data.jsonl', '--models', SMALL], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('data.jsonl:1: left out: This is not JSON');
    expect(stdout).toContain('One example is few');
    expect(await commandLine(['models', 'compare', 'commit'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('commit has no labelled examples') as string });
  });
});
