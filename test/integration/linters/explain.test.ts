import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import { applyLineEdits } from '../../../src/core/line-edits.ts';
import { run } from '../../../src/core/run.ts';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { createModelClient, type ModelClient } from '../../../src/models/client.ts';
import { createLinters } from '../../../src/sources/linters/linters.ts';
import { createExplainWorker } from '../../../src/workers/explain/worker.ts';
import { builtModelProcess } from '../../support/build.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const weights = join(modelFolder(), 'SmolLM2-135M-Instruct.Q4_1.gguf');
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const source = 'export function total(items) {\n  var sum = 0;\n  for (const item of items) sum += item.price;\n  return sum;\n}\n';

describe('explaining with a real model and a real linter', () => {
  let model: ModelClient;

  beforeAll(async () => {
    if (!existsSync(weights)) throw new Error(`The tests' model is missing: ${weights}. \`npm test\` fetches it.`);
    model = createModelClient({
      processPath: await builtModelProcess(),
      model: 'smollm2-135m',
      library: { locate: async (name) => ({ name, path: weights }) },
      threads: 2,
      contextTokens: 2048,
      idleMs: 0,
      log: quiet,
    });
  });
  afterAll(() => model.dispose());

  const worker = createExplainWorker({ linters: createLinters(), syntax: undefined });
  const input = worker.input.parse({
    file: 'summe.js',
    source,
    language: 'javascript',
    diagnostic: { tool: 'eslint', rule: 'no-var', message: 'Unexpected var, use let or const instead.', line: 2, column: 3, endLine: 2, endColumn: 15 },
    toolsDir: repository,
  });

  it('gives the contract\'s result, with a fix that ESLint has confirmed', async () => {
    const partial: string[] = [];
    const result = await run(worker, input, { model, scheduler: createScheduler(), priority: 'user', signal: new AbortController().signal, onPartial: (_text, output) => partial.push(output.problem) });
    expect(result).toMatchObject({ worker: 'explain', answeredBy: 'local', cost: 0 });
    expect(result.output.problem).not.toBe('');
    expect(result.output.why).toMatch(/visible in the whole function/);
    expect(result.output.documentation).toEqual({ summary: 'Require `let` or `const` instead of `var`', url: 'https://eslint.org/docs/latest/rules/no-var' });
    expect(result.output.fix?.verified).toBe(true);
    expect(applyLineEdits(source, result.output.fix!.edits)).toBe(source.replace('var sum', 'let sum'));
    expect(result.confidence).toBeGreaterThan(0);
    expect(result.confidence).toBeLessThanOrEqual(1);
    expect(partial.length).toBeGreaterThan(0);
    expect(partial.at(-1)).toBe(result.output.problem);
  });

  it('answers without running anything where tools are forbidden', async () => {
    const result = await run(worker, { ...input, runTools: false }, { model, scheduler: createScheduler(), priority: 'user', signal: new AbortController().signal });
    expect(result.output).toMatchObject({ fix: null, documentation: null });
    expect(result.output.problem).not.toBe('');
  });
});
