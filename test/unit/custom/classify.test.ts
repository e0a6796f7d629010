import { describe, expect, it } from 'vitest';
import Ajv from 'ajv';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import type { Answers, KeptAnswer } from '../../../src/core/answers.ts';
import type { LanguageModel, RankRequest } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import { parseDefinition } from '../../../src/workers/custom/parse-definition.ts';
import type { ClassifyOutput } from '../../../src/workers/custom/kinds/classified.ts';
import { classifyOutputSchema, createClassifyWorker } from '../../../src/workers/custom/kinds/classify.ts';
import type { CustomParts } from '../../../src/workers/custom/kinds/parts.ts';

const parts: CustomParts = { syntax: { errors: async () => [] } as unknown as CustomParts['syntax'] };

function definitionOf(settings: string, instruction = 'Which kind of failure is it?') {
  const { definition, problems } = parseDefinition({ path: '/w/kind.md', origin: 'user', text: `---\nkind: classify\n${settings}\n---\n${instruction}\n` });
  expect(problems).toEqual([]);
  return definition!;
}

/** A model that holds an option likely where the user's text has its first letters, and else holds `likes` of it; it says what it was asked. */
function fakeModel(likes: Record<string, number> = {}): LanguageModel & { asked: RankRequest[] } {
  const asked: RankRequest[] = [];
  return {
    name: 'fake',
    asked,
    contextTokens: async () => 2000,
    countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
    generate: () => Promise.reject(new Error('Nothing is to be written.')),
    async rank(request) {
      asked.push(request);
      const text = request.messages.at(-1)!.text;
      const question = /fit this text/.exec(text) ? /label "([^"]+)"/.exec(text)![1]! : undefined;
      const weights = request.options.map((option) => {
        if (question !== undefined) return (option === 'yes') === text.split('\n')[0]!.includes(question.slice(0, 4)) ? 0.8 : 0.2;
        return text.includes(option.slice(0, 4)) ? 1 : (likes[option] ?? 0.05);
      });
      const sum = weights.reduce((all, weight) => all + weight, 0);
      return { probabilities: weights.map((weight) => weight / sum), promptTokens: 10, cachedTokens: 5, totalMs: 1 };
    },
  };
}

async function classify(settings: string, text: string, { model = fakeModel(), answers, onPartial }: { model?: LanguageModel; answers?: Answers; onPartial?: (shown: string) => void } = {}) {
  const worker = createClassifyWorker(definitionOf(settings), parts);
  return run(worker, worker.input.parse(text), { model, scheduler: createScheduler(), priority: 'user', signal: new AbortController().signal, ...(answers && { answers }), ...(onPartial && { onPartial }) });
}

function memory(): Answers & { size: () => number } {
  const held = new Map<string, KeptAnswer>();
  return { size: () => held.size, get: async (worker, key) => held.get(`${worker} ${key}`), put: async (worker, key, value) => void held.set(`${worker} ${key}`, structuredClone(value)) };
}

const LABELS = 'labels:\n  network: connections\n  memory: out of memory\n  permission: access denied';

describe('a worker that classifies', () => {
  it('gives the likeliest label with its probability, and fits its own schema', async () => {
    const { output, checks, confidence } = await classify(LABELS, 'out of memory');
    expect(output.label).toBe('memory');
    expect(output.items[0]).toMatchObject({ label: 'memory', labels: ['memory'], firstLine: 1, lastLine: 1, seen: 1 });
    expect(confidence).toBe(output.items[0]!.probability);
    expect(checks.every(({ passed }) => passed)).toBe(true);
    expect(new Ajv({ strictTypes: false }).validate(classifyOutputSchema(definitionOf(LABELS)), output)).toBe(true);
  });

  it('reads what is the same for all pieces first, and the piece last', async () => {
    const model = fakeModel();
    await classify(`${LABELS}\nitems: lines\nexamples:\n  - input: heap limit\n    output: memory`, 'network down\nmemory low', { model });
    const systems = new Set(model.asked.map(({ messages }) => messages[0]!.text));
    expect(systems.size).toBe(1);
    expect([...systems][0]).toMatch(/Which kind of failure is it\?[^]*- network: connections[^]*heap limit\nLabel: memory/);
    expect(model.asked.map(({ messages }) => messages.at(-1)!.text)).toContain('network down');
  });

  it('counts for nothing what the model says of any text', async () => {
    const { output } = await classify(LABELS, 'something permitted', { model: fakeModel({ network: 0.5, permission: 0.05 }) });
    const [{ probability, runnerUp }] = output.items as [ClassifyOutput['items'][0]];
    expect(output.label).not.toBe('network');
    expect(probability).toBeGreaterThan(runnerUp!.probability);
  });

  it('says that another label is nearly as likely', async () => {
    const { checks } = await classify(LABELS, 'memory or network');
    const margin = checks.find(({ name }) => name === 'margin')!;
    expect(margin.passed).toBe(false);
    expect(margin.detail).toMatch(/^(?:network|memory) is nearly as likely as (?:network|memory)\.$/);
  });

  it('may say that none fits', async () => {
    expect((await classify(`${LABELS}\nnone: other`, 'other things')).output).toMatchObject({ label: 'other', items: [{ labels: ['other'] }] });
  });

  it('gives all labels that fit where several may, and none where none does', async () => {
    const { output } = await classify(`${LABELS}\nmultiple: true`, 'memory and network');
    expect([...output.items[0]!.labels].sort()).toEqual(['memory', 'network']);
    expect((await classify(`${LABELS}\nmultiple: true`, 'nothing')).output).toMatchObject({ label: null, items: [{ labels: [] }] });
    expect((await classify(`${LABELS}\nmultiple: true\nnone: other`, 'nothing')).output).toMatchObject({ label: 'other', items: [{ labels: ['other'] }] });
  });

  it('asks once for equal pieces, shows each answer as it comes, and keeps it for the next time', async () => {
    const [model, answers, shown] = [fakeModel(), memory(), [] as string[]];
    const settings = `${LABELS}\nitems: lines`;
    const { output } = await classify(settings, 'memory low\nnetwork down\nmemory low', { model, answers, onPartial: (text) => shown.push(text) });
    expect(output.items.map(({ label, firstLine }) => `${firstLine} ${label}`)).toEqual(['1 memory', '2 network', '3 memory']);
    expect(output.label).toBe('memory');
    expect(model.asked.filter(({ messages }) => messages.at(-1)!.text === 'memory low')).toHaveLength(1);
    expect(shown.length).toBeGreaterThanOrEqual(3);
    const again = fakeModel();
    await classify(settings, 'network down\nmemory low', { model: again, answers });
    expect(again.asked).toEqual([]);
  });

  it('shows beginning and end of a text that is too long, and says so', async () => {
    const model = fakeModel();
    const { checks, output } = await classify(LABELS, `network first ${'x'.repeat(50_000)} memory last`, { model });
    const shown = model.asked.map(({ messages }) => messages.at(-1)!.text).find((text) => text.startsWith('network'))!;
    expect(shown).toMatch(/^network first x+\n…\nx+ memory last$/);
    expect(shown.length).toBeLessThan(2100);
    expect(output.items[0]!.seen).toBeLessThan(0.1);
    expect(checks.find(({ name }) => name === 'seen')).toMatchObject({ passed: false });
  });

  it('shows a table with the most frequent label first, which others’ text does not break', async () => {
    const { output } = await classify(`${LABELS}\nitems: lines`, 'network | [a](command:x) `b` <img>\nmemory $(zap)\nmemory http://x.test');
    const shown = createClassifyWorker(definitionOf(LABELS), parts).render(output).split('\n');
    expect(shown[0]).toBe('memory 2 · network 1');
    expect(shown.slice(4)).toEqual(['| memory | 2 | memory $(zap) |', '| memory | 3 | memory http://x.test |', '| network | 1 | network \\| [a](command:x) `b` <img> |']);
  });

  it('keeps the order of pieces whose seriousness code knows', async () => {
    const { output } = await classify(`${LABELS}\nitems: log`, '2026-01-01 10:00:00 INFO memory is fine\n2026-01-01 10:00:01 INFO memory is well\n2026-01-01 10:00:02 ERROR network is down');
    const rows = createClassifyWorker(definitionOf(LABELS), parts).render(output).split('\n').filter((line) => /^\| (?:memory|network) /.test(line));
    expect(rows[0]).toContain('network is down');
    expect(rows.length).toBeGreaterThan(1);
  });

  it('asks a remote model for all pieces at once, marked as data, and reads lines, JSON or a word', async () => {
    const worker = createClassifyWorker(definitionOf(`${LABELS}\nitems: lines`), parts);
    const facts = await worker.gather({ text: 'one\ntwo\nthree' }, new AbortController().signal);
    const { messages, maxTokens } = await worker.prompt(facts, { contextTokens: 4000, countTokens: async () => [] });
    expect(messages[1]!.text).toMatch(/1\.\n<data \w+ text>\none\n<\/data \w+>\n\n2\.\n/);
    expect(maxTokens).toBeGreaterThan(60);
    const labels = (text: string) => worker.parse(text, facts).items.map(({ label }) => label);
    expect(labels('1: network\n2. **Memory**\n3) permission denied?')).toEqual(['network', 'memory', 'permission']);
    expect(labels('```json\n["network", {"label": "memory"}, "else"]\n```')).toEqual(['network', 'memory', null]);
    expect(labels('{"2": "memory"}')).toEqual([null, 'memory', null]);
    const one = await worker.gather({ text: 'one' }, new AbortController().signal);
    expect(worker.parse('I would say: "network".', one).label).toBe('network');
    expect(worker.parse('network or memory', one).label).toBeNull();
    expect(worker.check(worker.parse('no idea', one), one).find(({ name }) => name === 'label')!.passed).toBe(false);
  });
});

describe('a model that tells no probabilities', () => {
  it('is taken at its word, also where it says the same of a text without content', async () => {
    const { name, contextTokens, countTokens } = fakeModel();
    const { output } = await classify(LABELS, 'out of memory', { model: { name, contextTokens, countTokens, generate: async () => ({ text: 'memory', tokens: [], stopReason: 'end', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 }) } });
    expect(output).toMatchObject({ label: 'memory' });
    expect(output.items[0]!.probability).toBeGreaterThan(0.7);
  });
});
