import { describe, expect, it } from 'vitest';
import type { Answers, KeptAnswer } from '../../../src/core/answers.ts';
import type { Linters } from '../../../src/core/diagnostic.ts';
import type { LanguageModel } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import type { ExplainInput } from '../../../src/workers/explain/input.ts';
import { explainMemory } from '../../../src/workers/explain/memory.ts';
import { createRecall } from '../../../src/workers/explain/recall.ts';
import { createExplainWorker } from '../../../src/workers/explain/worker.ts';

const linters: Linters = { lint: () => Promise.reject(new Error('was run')), documentation: async () => ({ text: 'Checks imports.\n\n## Why is this bad?\nThey cost time.', url: 'https://docs.test/', version: '1' }), canLint: () => true,  siblingFixes: async () => [], };
const model: LanguageModel = {
  name: 'fake',
  contextTokens: async () => 2048,
  countTokens: async (texts) => texts.map(() => 1),
  generate: async () => ({ text: 'The module `numpy` is imported here alone.', tokens: [{ text: 'x', probability: 0.8 }], stopReason: 'stop', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 }),
};
const inputOf = (name: string): ExplainInput => ({ file: 'a.py', source: `import ${name}\n`, language: 'python', fix: false, diagnostic: { tool: 'ruff', rule: 'F401', message: `\`${name}\` imported but unused`, line: 1, column: 8, endLine: 1, endColumn: 8 + name.length } });

function setUp() {
  const kept = new Map<string, KeptAnswer>();
  const answers: Answers = { get: async (worker, key) => kept.get(worker + key), put: async (worker, key, answer) => void kept.set(worker + key, answer) };
  const worker = { ...createExplainWorker({ linters, syntax: undefined }), memory: explainMemory };
  return {
    ask: (input: ExplainInput) => run(worker, input, { model, scheduler: { schedule: (_, signal, job) => job(signal) }, priority: 'user', signal: new AbortController().signal, answers }),
    recall: createRecall({ worker, answers, model }),
    recallOther: createRecall({ worker, answers, model: { name: 'another' } }),
  };
}

describe('what is recalled of a diagnostic', () => {
  it('is the documentation alone before it was explained', async () => {
    expect(await setUp().recall(inputOf('numpy'))).toEqual({ documentation: { summary: 'Checks imports. They cost time.', url: 'https://docs.test/' }, explanation: null });
  });

  it('is what was said of the same mistake elsewhere, in the names of this code, by the same model', async () => {
    const { ask, recall, recallOther } = setUp();
    const { confidence } = await ask(inputOf('numpy'));
    expect((await recall(inputOf('pandas'))).explanation).toEqual({ problem: 'The module `pandas` is imported here alone.', why: 'They cost time.', confidence });
    expect((await recall({ ...inputOf('pandas'), source: 'import a, b\n' })).explanation).toBeNull();
    expect((await recallOther(inputOf('pandas'))).explanation).toBeNull();
  });

  it('is nothing of a workspace that is not trusted, as long as it was not explained there', async () => {
    const { ask, recall } = setUp();
    await ask(inputOf('numpy'));
    expect(await recall({ ...inputOf('numpy'), runTools: false })).toEqual({ documentation: null, explanation: null });
  });

  it('is never a fix: no tool is run', async () => {
    const { ask, recall } = setUp();
    await ask(inputOf('numpy'));
    expect((await recall({ ...inputOf('numpy'), fix: true })).explanation).not.toBeNull();
  });
});
