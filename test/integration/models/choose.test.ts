import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { ChatMessage } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { outcomeOf, smallModelClient } from '../../support/model-client.ts';

let client: ModelClient;
beforeAll(async () => (client = await smallModelClient()));
afterAll(() => client.dispose());

const messages: ChatMessage[] = [{ role: 'user', text: 'What is the capital of France? Answer with its name alone.' }];

describe('weighing choices', () => {
  it('prefers what the model would say', async () => {
    const { probabilities } = await client.choose({ messages, choices: ['Bordeaux', 'The capital of France is Paris', 'xylophone'] });
    expect(probabilities[1]).toBeGreaterThan(probabilities[0]!);
    expect(probabilities[0]).toBeGreaterThan(probabilities[2]!);
    expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1.0001);
  });

  it('tells choices apart that begin alike, wherever they differ', async () => {
    const [common, rare] = (await client.choose({ messages, prefill: 'The capital of', choices: [' France is Paris', ' France is xylophone', ' Spain'] })).probabilities;
    expect(common).toBeGreaterThan(rare!);
    expect(rare).toBeGreaterThan(0);
  });

  it('gives the same probabilities again, whatever was asked in between', async () => {
    const request = { messages, choices: ['Paris', 'London'] };
    const first = await client.choose(request);
    await client.generate({ messages: [{ role: 'user', text: 'Hello' }], maxTokens: 4 });
    const second = await client.choose(request);
    second.probabilities.forEach((probability, index) => expect(probability).toBeCloseTo(first.probabilities[index]!, 3));
  });

  it('leaves the prompt read for the answer that follows', async () => {
    const { promptTokens } = await client.choose({ messages, choices: ['Paris', 'London'] });
    const { cachedTokens } = await client.generate({ messages, prefill: 'Paris', maxTokens: 2 });
    expect(cachedTokens).toBeGreaterThanOrEqual(promptTokens - 1);
  });

  it('says so where the prompt is too long, and ends at an abort', async () => {
    const long: ChatMessage[] = [{ role: 'user', text: 'word '.repeat(3000) }];
    await expect(client.choose({ messages: long, choices: ['a', 'b'] })).rejects.toThrow(UserError);
    const controller = new AbortController();
    const outcome = outcomeOf(client.choose({ messages: [{ role: 'user', text: 'word '.repeat(900) }], choices: ['a', 'b'] }, controller.signal));
    controller.abort();
    expect(await outcome).toBe('aborted');
    expect((await client.choose({ messages, choices: ['Paris', 'London'] })).probabilities).toHaveLength(2);
  });
});
