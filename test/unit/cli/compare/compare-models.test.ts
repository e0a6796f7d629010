import { describe, expect, it } from 'vitest';
import { compareModels, type CompareOptions, type Trial } from '../../../../src/cli/compare/compare-models.ts';
import { comparisonTable, verdictLines } from '../../../../src/cli/compare/comparison-text.ts';
import { compare, rowOf } from '../../../../src/cli/compare/verdict.ts';
import { UserError } from '../../../../src/core/errors.ts';
import type { ModelClient } from '../../../../src/models/client.ts';
import type { CustomWorker } from '../../../../src/workers/custom/custom-worker.ts';
import { customInput } from '../../../../src/workers/custom/input.ts';

/** Answers with the label that the model writes. */
const worker: CustomWorker = {
  name: 'triage',
  input: customInput,
  threshold: 0,
  gather: async (input) => {
    if (input.text === 'broken') throw new UserError('It cannot be read.', '', '');
    return input;
  },
  prompt: async (facts) => ({ messages: [{ role: 'user', text: (facts as { text: string }).text }], maxTokens: 1 }),
  parse: (text) => ({ label: text, items: [] }),
  check: () => [],
  score: () => 1,
  render: () => '',
};

function setUp(inputs: [string, string][], answers: Record<string, (text: string) => string>, onGenerate: (model: string) => void = () => undefined) {
  const order: string[] = [];
  const interruption = new AbortController();
  const changes: Trial[][] = [];
  const client = (name: string) =>
    ({
      name,
      contextTokens: async () => {
        if (order.at(-1) === 'unload') order.push(`load ${name}`);
        if (!answers[name]) throw new UserError(`The model ${name} is not installed.`, '', '');
        return 100;
      },
      countTokens: async () => [],
      generate: async ({ messages }: { messages: { text: string }[] }) => {
        onGenerate(name);
        return { text: answers[name]!(messages[0]!.text), tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 0, totalMs: 0 };
      },
      status: () => ({ state: 'idle', model: name, detail: '', pid: 7 }),
    }) as unknown as ModelClient;
  const options: CompareOptions = {
    definition: { kind: 'classify', multiple: false } as CompareOptions['definition'],
    workerWithout: () => worker,
    examples: inputs.map(([input, output]) => ({ input, output })),
    models: Object.keys(answers).map((reference, index) => ({ reference, bytes: 100 * (index + 1), client: () => client(reference) })),
    scheduler: { schedule: (_priority, signal, job) => job(signal) },
    unload: async () => void order.push('unload'),
    peakBytes: async () => 5000,
    folder: '/',
    signal: interruption.signal,
    onChange: (trials) => void changes.push(trials.map((trial) => ({ ...trial, scores: [...trial.scores] }))),
  };
  return { options, order, interruption, changes, client };
}

const inputs: [string, string][] = Array.from({ length: 20 }, (_, index) => [`${index}`, index % 2 ? 'odd' : 'even']);
const right = (text: string) => (Number(text) % 2 ? 'odd' : 'even');

describe('models side by side', () => {
  it('are loaded one after the other, and the smallest that is as good is chosen', async () => {
    const { options, order, changes } = setUp(inputs, { small: () => 'even', middle: (text) => (text === '0' ? 'odd' : right(text)), large: right });
    const trials = await compareModels(options);
    expect(order).toEqual(['unload', 'load small', 'unload', 'load middle', 'unload', 'load large']);
    const comparison = compare('classify', trials);
    expect(comparison).toMatchObject({ measure: 'accuracy', best: 'large', chosen: 'middle' });
    expect(comparison.rows.map(({ value, peakBytes, complete }) => ({ value, peakBytes, complete }))).toEqual([0.5, 0.95, 1].map((value) => ({ value, peakBytes: 5000, complete: true })));
    expect(changes.at(10)![0]!.scores.length).toBe(10);
    const lines = verdictLines(comparison, 'triage', 20);
    expect(lines[0]).toBe('middle is the smallest that is as good as large (100 %), as far as 20 examples can tell.');
    expect(lines[1]).toContain('JOURNEYMAN_MODELS=triage=middle');
    expect(lines[2]).toMatch(/^20 examples are few: the accuracy is known to within \d+ points/);
  });

  it('are named with what is wrong, where one is not there or has no answer', async () => {
    const { options, client } = setUp([...inputs, ['broken', 'odd']], { small: right });
    const trials = await compareModels({ ...options, models: [{ reference: 'missing', bytes: null, client: () => client('missing') }, ...options.models] });
    const comparison = compare('classify', trials);
    expect(comparison.rows[0]).toMatchObject({ value: null, complete: false, problem: 'The model missing is not installed.' });
    expect(comparison.rows[1]).toMatchObject({ failed: 1, examples: 21, problem: 'It cannot be read.' });
    expect(comparison.rows[1]!.value).toBeCloseTo(20 / 21);
    expect(comparison.chosen).toBe('small');
    const table = comparisonTable(comparison, 'classify', 21).split('\n');
    expect(table[1]).toMatch(/^missing .*not installed\.$/);
    expect(table[2]).toMatch(/^small +95\.2 % +\d.* 5\.0 kB +100 B +1 without an answer: It cannot be read\.$/);
  });

  it('keep what was done when they are interrupted', async () => {
    let asked = 0;
    const { options, interruption } = setUp(inputs, { small: right, large: right }, (model) => model === 'large' && ++asked === 5 && interruption.abort());
    const trials = await compareModels(options);
    expect(trials.map(({ complete, scores, problem }) => [complete, scores.length, problem])).toEqual([[true, 20, ''], [false, 5, '']]);
    const comparison = compare('classify', trials);
    expect(comparison).toMatchObject({ chosen: 'small', best: 'small' });
    expect(comparisonTable(comparison, 'classify', 20)).toContain('5 of 20');
    expect(verdictLines(comparison, 'triage', 20)).toHaveLength(1);
  });

  it('do not take few examples for proof: what is far behind is not as good, and servers come last', () => {
    const trial = (model: string, bytes: number | null, right: number): Trial => ({ model, bytes, loadMs: 1, peakBytes: null, scores: [1, 2, 3, 4].map((each) => ({ value: Number(each <= right), exact: each <= right, checks: 1 })), times: [1, 1, 1, 1], failed: 0, problem: '', complete: true });
    expect(compare('classify', [trial('a', 1, 3), trial('b', 2, 4)])).toMatchObject({ best: 'b', chosen: 'b' });
    expect(compare('classify', [trial('openai:https://h/v1#x', null, 4), trial('openai:https://h/v1#y', null, 4), trial('b', 2, 4)])).toMatchObject({ best: 'b', chosen: 'b' });
  });

  it('choose none that answered nothing', () => {
    const failed: Trial = { model: 'a', bytes: 1, loadMs: 1, peakBytes: null, scores: [{ value: 0, exact: false, checks: 0 }], times: [5], failed: 1, problem: 'No.', complete: true };
    expect(compare('summarize', [failed])).toMatchObject({ chosen: null, best: null, measure: 'ROUGE-L', rows: [{ value: null, interval: null }] });
    expect(rowOf({ ...failed, scores: [], times: [] })).toMatchObject({ value: null, interval: null, medianMs: null });
  });
});
