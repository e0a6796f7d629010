import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelClient } from '../../../src/models/client.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import { ensureModel } from '../../support/editor/models.ts';
import { outcomeOf, smallModelClient } from '../../support/model-client.ts';

const SYSTEM = 'Classify the message as one of: network, permission, configuration, memory, code, dependency. Answer with the label alone.';
const LABELS = ['network', 'permission', 'configuration', 'memory', 'code', 'dependency'];
const MESSAGES = ["EACCES: permission denied, open '/etc/shadow'", 'JavaScript heap out of memory', 'connect ECONNREFUSED 127.0.0.1:5432', "Cannot find module 'express'"];
const asked = (text: string) => [{ role: 'system' as const, text: SYSTEM }, { role: 'user' as const, text }];
const best = (options: string[], probabilities: number[]) => options[probabilities.indexOf(Math.max(...probabilities))]!;
const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

let model: ModelClient;
beforeAll(async () => {
  const light = builtInCatalog().find(({ name }) => name === 'qwen2.5-coder-0.5b')!;
  await ensureModel(light.name);
  model = await smallModelClient({ model: light.file });
});
afterAll(() => model.dispose());

describe('weighing options with real weights', () => {
  it('holds likeliest what the model writes, of labels that are cut into one token or several', async () => {
    let compared = 0;
    for (const text of MESSAGES) {
      const { text: written } = await model.generate({ messages: asked(text), maxTokens: 6 });
      const { probabilities } = await model.rank!({ messages: asked(text), options: LABELS });
      expect(sum(probabilities)).toBeCloseTo(1, 6);
      if (!LABELS.includes(written.trim())) continue;
      compared++;
      expect(best(LABELS, probabilities)).toBe(written.trim());
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('is as sure as the model is of its first word, and keeps two options’ ratio whatever others there are', async () => {
    const messages = asked(MESSAGES[0]!);
    const { tokens } = await model.generate({ messages, maxTokens: 1 });
    const all = (await model.rank!({ messages, options: LABELS })).probabilities;
    const two = (await model.rank!({ messages, options: LABELS.slice(0, 2) })).probabilities;
    expect(Math.max(...all)).toBeGreaterThanOrEqual(tokens[0]!.probability - 0.02);
    expect(two[0]! / two[1]!).toBeCloseTo(all[0]! / all[1]!, 1);
  });

  it('reads a prompt once: the next request finds its beginning', async () => {
    const first = await model.rank!({ messages: asked(MESSAGES[1]!), options: LABELS });
    const again = await model.rank!({ messages: asked(MESSAGES[1]!), options: LABELS });
    expect(again.cachedTokens).toBe(again.promptTokens - 1);
    for (const [index, each] of again.probabilities.entries()) expect(each).toBeCloseTo(first.probabilities[index]!, 2);
    const other = await model.generate({ messages: asked('Segmentation fault'), maxTokens: 2 });
    expect(other.cachedTokens).toBeGreaterThan(20);
  });

  it('tells a label from one that begins like it by how the turn ends', async () => {
    const { probabilities } = await model.rank!({ messages: asked(MESSAGES[2]!), prefill: 'The label is: ', options: ['network', 'net', 'network problem'] });
    expect(sum(probabilities)).toBeCloseTo(1, 6);
    expect(Math.min(...probabilities)).toBeGreaterThan(0);
  });

  it('weighs fifty labels of many tokens', async () => {
    const options = Array.from({ length: 50 }, (_, index) => `${['network', 'memory', 'permission'][index % 3]} failure of the ${['first', 'second'][index % 2]} part, number ${index}`);
    const { probabilities } = await model.rank!({ messages: asked(MESSAGES[1]!), options });
    expect(probabilities).toHaveLength(50);
    expect(sum(probabilities)).toBeCloseTo(1, 6);
    expect(best(options, probabilities)).toMatch(/^\w+ failure/);
  });

  it('is cancelled, and answers the next request', async () => {
    const control = new AbortController();
    const long = model.rank!({ messages: asked('word '.repeat(700)), options: LABELS, background: true }, control.signal);
    setTimeout(() => control.abort(), 100);
    expect(await outcomeOf(long)).toBe('aborted');
    expect(sum((await model.rank!({ messages: asked(MESSAGES[0]!), options: LABELS })).probabilities)).toBeCloseTo(1, 6);
  });

  it('says so where the prompt does not fit', async () => {
    expect(await outcomeOf(model.rank!({ messages: asked('word '.repeat(1100)), options: LABELS }))).toContain('The input is too long for the model.');
  });
});
