import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KeptAnswer } from '../../src/core/answers.ts';
import { confidenceOf } from '../../src/core/confidence.ts';
import { isAbort, UserError } from '../../src/core/errors.ts';
import type { GenerateRequest, Generation, LanguageModel } from '../../src/core/language-model.ts';
import { run } from '../../src/core/run.ts';
import type { Scheduler } from '../../src/core/scheduler.ts';
import type { Worker } from '../../src/core/worker.ts';

const immediately: Scheduler = { schedule: (_priority, signal, job) => job(signal) };

/** Says the given pieces, one after the other; stops where it is aborted. */
function speaking(pieces: string[], seen: GenerateRequest[] = []): LanguageModel {
  return {
    name: 'fake',
    contextTokens: async () => 2048,
    countTokens: async (texts) => texts.map((text) => text.length),
    async generate(request, onText, signal): Promise<Generation> {
      seen.push(request);
      for (const piece of pieces) {
        signal?.throwIfAborted();
        onText?.(piece);
        await Promise.resolve();
      }
      return {
        text: pieces.join(''),
        tokens: pieces.map((text) => ({ text, probability: 0.81 })),
        stopReason: 'end',
        promptTokens: 12,
        cachedTokens: 5,
        firstTextMs: 1,
        totalMs: 2,
      };
    },
  };
}

/** Shouts a word: enough of a worker to see each step. */
function shout(overrides: Partial<Worker<{ word: string }, { word: string }, { shouted: string }>> = {}): Worker<{ word: string }, { word: string }, { shouted: string }> {
  return {
    name: 'shout',
    input: z.object({ word: z.string() }),
    threshold: 0.5,
    gather: async (input) => ({ word: input.word.trim() }),
    prompt: async (facts, budget) => ({ messages: [{ role: 'user', text: `${facts.word} in ${budget.contextTokens}` }], maxTokens: 8 }),
    parse: (text) => ({ shouted: text.toUpperCase() }),
    check: (output, facts) => [{ name: 'same', passed: output.shouted === facts.word.toUpperCase(), detail: 'the same word' }],
    score: confidenceOf,
    render: (output) => output.shouted,
    ...overrides,
  };
}

const options = (model: LanguageModel, signal = new AbortController().signal) => ({ model, scheduler: immediately, priority: 'user' as const, signal });

describe('run', () => {
  it('goes from input to facts, prompt, answer, checks and confidence', async () => {
    const asked: GenerateRequest[] = [];
    const partial: string[] = [];
    const result = await run(shout(), { word: ' hey ' }, { ...options(speaking(['h', 'e', 'y'], asked)), onPartial: (text) => partial.push(text) });
    expect(asked[0]!.messages[0]!.text).toBe('hey in 2048');
    expect(partial).toEqual(['H', 'HE', 'HEY']);
    expect(result).toMatchObject({
      worker: 'shout',
      output: { shouted: 'HEY' },
      confidence: 0.81,
      accepted: true,
      answeredBy: 'local',
      model: 'fake',
      checks: [{ name: 'same', passed: true }],
      timings: { promptTokens: 12, outputTokens: 3, cachedTokens: 5 },
      cost: 0,
    });
  });

  it('does not accept an answer whose checks fail, however sure the model was', async () => {
    const result = await run(shout(), { word: 'hey' }, options(speaking(['hay'])));
    expect(result.confidence).toBeCloseTo(0.405, 3);
    expect(result.accepted).toBe(false);
  });

  it('asks no model where code knows the answer', async () => {
    const asked: GenerateRequest[] = [];
    const result = await run(shout({ known: (facts) => ({ shouted: facts.word.toUpperCase() }) }), { word: 'hey' }, options(speaking(['x'], asked)));
    expect(asked).toEqual([]);
    expect(result).toMatchObject({ output: { shouted: 'HEY' }, answeredBy: 'code', model: null, confidence: 1, accepted: true });
  });

  it('shows a partial answer only when what is read of it has grown', async () => {
    const partial: string[] = [];
    await run(shout({ parse: (text) => ({ shouted: text.replace(/ +$/, '') }) }), { word: 'a' }, { ...options(speaking([' ', 'a', ' ', 'b'])), onPartial: (text) => partial.push(text) });
    expect(partial).toEqual([' a', ' a b']);
  });

  it('passes a failure to gather on, and never asks the model', async () => {
    const asked: GenerateRequest[] = [];
    const gather = async () => {
      throw new UserError('Nothing is staged.', '', 'Stage something.');
    };
    await expect(run(shout({ gather }), { word: 'x' }, options(speaking(['x'], asked)))).rejects.toThrow('Nothing is staged. Stage something.');
    expect(asked).toEqual([]);
  });

  it('rejects with an AbortError when cancelled while the answer comes', async () => {
    const controller = new AbortController();
    const promise = run(shout(), { word: 'x' }, { ...options(speaking(['a', 'b', 'c']), controller.signal), onPartial: () => controller.abort() });
    expect(isAbort(await promise.catch((error: unknown) => error))).toBe(true);
  });
});

describe('confidenceOf', () => {
  const token = (probability: number) => ({ text: 'x', probability });
  const failed = { name: 'c', passed: false, detail: '' };
  it.each([
    ['no token, no check', [], [], 1],
    ['the geometric mean', [token(0.9), token(0.4)], [], 0.6],
    ['half for a failed check', [token(0.6), token(0.6)], [failed], 0.3],
    ['a quarter for two', [token(0.8)], [failed, failed], 0.2],
    ['a token of probability zero', [token(0)], [], 0],
  ])('%s', (_name, tokens, checks, expected) => {
    expect(confidenceOf({ tokens, checks })).toBeCloseTo(expected, 2);
  });

  it('gives several answers where they are asked for, the first of which streams', async () => {
    const asked: GenerateRequest[] = [];
    const partial: string[] = [];
    const result = await run(shout(), { word: 'hey' }, { ...options(speaking(['h', 'ey'], asked)), candidates: 3, onPartial: (text) => partial.push(text) });
    expect(asked.map(({ temperature, seed }) => ({ temperature, seed }))).toEqual([{}, { temperature: 0.8, seed: 1 }, { temperature: 0.8, seed: 2 }]);
    expect(partial).toEqual(['H', 'HEY']);
    // The model said the same each time.
    expect(result.candidates).toEqual([{ output: { shouted: 'HEY' }, confidence: result.confidence, checks: result.checks }]);
    expect(result.timings).toMatchObject({ promptTokens: 12, outputTokens: 6 });
  });

  it('lets a model try again where a check fails, and shows the better answer', async () => {
    const partial: string[] = [];
    let asked = 0;
    const model = speaking([]);
    model.generate = async (request, onText) => {
      const text = asked++ === 0 ? 'wrong' : 'hey';
      if (request.seed === undefined) onText?.(text);
      return { text, tokens: [{ text, probability: 0.9 }], stopReason: 'end', promptTokens: 3, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
    };
    const result = await run(shout({ attempts: 2 }), { word: 'hey' }, { ...options(model), onPartial: (text) => partial.push(text) });
    expect(result.output).toEqual({ shouted: 'HEY' });
    expect(partial).toEqual(['WRONG', 'HEY']);
    expect(asked).toBe(2);
    expect(result).not.toHaveProperty('candidates');
  });

  it('names no candidates where one answer was asked for', async () => {
    expect(await run(shout(), { word: 'hey' }, options(speaking(['hey'])))).not.toHaveProperty('candidates');
  });

  it('finds out about the parts of an input first, keeps what it found, and shows what is known meanwhile', async () => {
    const store = new Map<string, KeptAnswer>();
    const answers = { get: async (worker: string, key: string) => store.get(`${worker} ${key}`), put: async (worker: string, key: string, answer: KeptAnswer) => void store.set(`${worker} ${key}`, answer) };
    const partial: string[] = [];
    const progress: unknown[] = [];
    const worker = shout({
      async prepare(facts, { ask, kept, progress: tell, show }) {
        tell({ done: 0, total: 1, what: 'Letter 1 of 1' });
        const known = (await kept.get('letter a')) as string | undefined;
        const letter = known ?? (await ask({ messages: [], maxTokens: 1 })).text;
        await kept.put('letter a', letter);
        show({ word: `${facts.word}${letter}` });
        return { word: `${facts.word}${letter}` };
      },
      parse: (text, { word }) => ({ shouted: `${word}${text}` }),
      check: () => [],
    });
    const asked: GenerateRequest[] = [];
    const job = () => run(worker, { word: 'hey' }, { ...options(speaking(['!'], asked)), answers, onPartial: (text) => partial.push(text), onProgress: (each) => progress.push(each) });
    expect((await job()).output.shouted).toBe('hey!!');
    expect(partial).toEqual(['hey', 'hey!', 'hey!!']);
    expect(progress).toEqual([{ done: 0, total: 1, what: 'Letter 1 of 1' }]);
    expect(asked).toHaveLength(2);
    await job();
    expect(asked).toHaveLength(3);
    expect([...store.keys()]).toEqual(['parts fake letter a']);
  });

  it('says of a kept answer what failed when it was made, also what only its making could tell', async () => {
    const store = new Map<string, KeptAnswer>();
    const answers = { get: async (worker: string, key: string) => store.get(`${worker} ${key}`), put: async (worker: string, key: string, answer: KeptAnswer) => void store.set(`${worker} ${key}`, structuredClone(answer)) };
    const worker = shout({
      prepare: async ({ word }) => ({ word: `${word} prepared` }),
      check: (_, { word }) => [{ name: 'fresh', passed: !word.endsWith('prepared'), detail: 'It was left as it is.' }, { name: 'same', passed: true, detail: '' }],
      // It is found by what was asked, not by what was found out on the way.
      memory: { key: ({ word }) => word, pack: (output) => output, unpack: (kept) => kept as { shouted: string } },
    });
    const asked: GenerateRequest[] = [];
    const job = () => run(worker, { word: 'hey' }, { ...options(speaking(['hey'], asked)), answers });
    const first = await job();
    const second = await job();
    expect(asked).toHaveLength(1);
    expect(first.checks.map(({ name, passed }) => [name, passed])).toEqual([['fresh', false], ['same', true]]);
    expect(second.checks).toEqual(first.checks);
    expect(second.confidence).toBe(first.confidence);
  });

  it('asks for no last word where the parts are all there is to say', async () => {
    const asked: GenerateRequest[] = [];
    const worker = shout({ prepare: async (facts) => ({ word: `${facts.word}!` }), known: ({ word }) => (word.endsWith('!') ? { shouted: word } : undefined), check: () => [] });
    expect(await run(worker, { word: 'hey' }, options(speaking(['x'], asked)))).toMatchObject({ output: { shouted: 'hey!' }, answeredBy: 'code', model: null });
    expect(asked).toEqual([]);
  });
});
