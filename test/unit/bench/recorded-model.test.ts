import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordedModel } from '../../../bench/recorded-model.ts';
import type { GenerateRequest, Generation, LanguageModel } from '../../../src/core/language-model.ts';

const request: GenerateRequest = { messages: [{ role: 'user', text: 'Say it.' }], maxTokens: 5 };

function counting(): LanguageModel & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    name: 'small',
    contextTokens: async () => (asked.push('context'), 4096),
    countTokens: async (texts) => (asked.push(...texts), texts.map((text) => text.length)),
    rank: async ({ options }) => (asked.push(`rank ${options.join()}`), { probabilities: options.map(() => 1 / options.length), promptTokens: 3, cachedTokens: 0, totalMs: 2 }),
    generate: async ({ seed }): Promise<Generation> => {
      asked.push(`generate ${seed}`);
      return { text: `it ${seed}`, tokens: [{ text: 'it', probability: 0.5 }], stopReason: 'end', promptTokens: 3, cachedTokens: 0, firstTextMs: 1, totalMs: 2 };
    },
  };
}

const file = () => join(mkdtempSync(join(tmpdir(), 'recorded-')), 'recording.jsonl');

describe('recordedModel', () => {
  it('answers from the file without a model, and streams what it replays', async () => {
    const path = file();
    const first = recordedModel(counting(), path, 'small');
    const said = await first.generate({ ...request, seed: 1 });
    await first.countTokens(['four', 'to']);
    await first.contextTokens();

    const replayed = recordedModel(undefined, path, 'small');
    const pieces: string[] = [];
    expect(await replayed.generate({ ...request, seed: 1, background: true }, (piece) => pieces.push(piece))).toEqual(said);
    expect(pieces).toEqual(['it 1']);
    expect(await replayed.countTokens(['to', 'four', 'to'])).toEqual([2, 4, 2]);
    expect(await replayed.contextTokens()).toBe(4096);
  });

  it('asks the model once for each different request', async () => {
    const model = counting();
    const recorded = recordedModel(model, file(), 'small');
    for (const seed of [1, 2, 1]) await recorded.generate({ ...request, seed });
    await recorded.countTokens(['a', 'b', 'a']);
    await recorded.countTokens(['b', 'c']);
    expect(model.asked).toEqual(['generate 1', 'generate 2', 'a', 'b', 'c']);
  });

  it('remembers what the model weighed, by the options too', async () => {
    const model = counting();
    const path = file();
    const recorded = recordedModel(model, path, 'small');
    const question = { messages: request.messages, options: ['yes', 'no'] };
    const first = await recorded.rank!(question);
    await recorded.rank!({ ...question, options: ['yes', 'maybe'] });
    expect(await recordedModel(undefined, path, 'small').rank!({ ...question, background: true })).toEqual(first);
    expect(model.asked).toEqual(['rank yes,no', 'rank yes,maybe']);
    await expect(recordedModel(undefined, path, 'small').rank!({ ...question, adapter: 'commit' })).rejects.toThrow('holds no answer to this question');
  });

  it('fails for what is not in the file, of another model too, and reads past a line that was cut off', async () => {
    const path = file();
    await recordedModel(counting(), path, 'small').generate(request);
    appendFileSync(path, '{"model":"small","gen');
    await expect(recordedModel(undefined, path, 'large').generate(request)).rejects.toThrow('holds no answer to this request of large');
    await expect(recordedModel(undefined, path, 'small').generate({ ...request, maxTokens: 6 })).rejects.toThrow('holds no answer');
    await expect(recordedModel(undefined, path, 'small').generate(request)).resolves.toMatchObject({ stopReason: 'end' });
  });
});
