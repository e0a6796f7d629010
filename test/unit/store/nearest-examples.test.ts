import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Example } from '../../../src/core/examples.ts';
import { createNearestExamples, unitVector, type NearestOptions } from '../../../src/store/nearest-examples.ts';
import type { Vectors } from '../../../src/store/vectors.ts';

const never = new AbortController().signal;
const examplesOf = (...inputs: string[]): Example[] => inputs.map((input) => ({ input, output: input.length }));
const inputs = (examples: Example[]) => examples.map(({ input }) => input);

/** Vectors that say how often the letters a and b occur. */
function setUp(options: Partial<NearestOptions> & { fail?: Error } = {}) {
  const embedded: string[][] = [];
  const warned: string[] = [];
  const embedder = {
    name: 'ab',
    async embed(texts: string[]) {
      if (options.fail) throw options.fail;
      embedded.push(texts);
      return texts.map((text) => [text.split('a').length - 1, text.split('b').length - 1]);
    },
  };
  const { nearest } = createNearestExamples({ embedder, log: { warn: (message) => void warned.push(message) }, ...options });
  return { nearest, embedded, warned };
}

describe('the nearest examples', () => {
  const byLetters = setUp({ embedder: undefined });

  it('share the rarest letters with the text, the most similar one last', async () => {
    const examples = examplesOf('The server refused the connection', 'The password is wrong', 'The connection to the database timed out', 'No space left on the device');
    expect(inputs(await byLetters.nearest(examples, 'connections to databases are slow', 2, never))).toEqual(['The server refused the connection', 'The connection to the database timed out']);
  });

  it('are the first ones where nothing is shared, and never more than there are', async () => {
    expect(inputs(await byLetters.nearest(examplesOf('one', 'two', 'six'), '日本語', 2, never))).toEqual(['one', 'two']);
    expect(inputs(await byLetters.nearest(examplesOf('接続が拒否されました', 'パスワードが違います'), '接続できません、接続が切れました', 5, never)).at(-1)).toBe('接続が拒否されました');
    expect(await byLetters.nearest([], 'x', 3, never)).toEqual([]);
    expect(await byLetters.nearest(examplesOf('x'), 'x', 0, never)).toEqual([]);
  });

  it('are found by vectors where a model for them is named, each made once', async () => {
    const { nearest, embedded } = setUp();
    const examples = examplesOf('bbb', 'aab', 'aaaa');
    expect(inputs(await nearest(examples, 'a', 2, never))).toEqual(['aab', 'aaaa']);
    await nearest(examples, 'b', 2, never);
    expect(embedded).toEqual([['bbb', 'aab', 'aaaa'], ['a'], ['b']]);
  });

  it('take vectors that are kept, and keep new ones', async () => {
    const kept = new Map<string, Float32Array>([['ab bbb', unitVector([0, 1])]]);
    const vectors: Vectors = {
      get: async (model, texts) => texts.map((text) => kept.get(`${model} ${text}`)),
      put: async (model, texts, made) => texts.forEach((text, index) => kept.set(`${model} ${text}`, made[index]!)),
    };
    const { nearest, embedded } = setUp({ vectors });
    await nearest(examplesOf('bbb', 'aaa'), 'b', 1, never);
    expect(embedded).toEqual([['aaa'], ['b']]);
    expect([...kept.keys()]).toEqual(['ab bbb', 'ab aaa']);
  });

  it('are found by letters until many examples have their vectors', async () => {
    const { nearest, embedded } = setUp();
    const examples = examplesOf(...Array.from({ length: 20 }, (_, index) => `b${index}`), 'a');
    await nearest(examples, 'aaa', 1, never);
    expect(embedded.map(({ length }) => length)).toEqual([16]);
    expect(inputs(await nearest(examples, 'aaa', 1, never))).toEqual(['a']);
    expect(embedded.map(({ length }) => length)).toEqual([16, 5, 1]);
  });

  it('are found by letters, with one warning, where the model gives no vectors', async () => {
    const { nearest, warned } = setUp({ fail: new UserError('The server has no embeddings.', '', '') });
    const examples = examplesOf('zebra', 'lion');
    expect(inputs(await nearest(examples, 'lions', 1, never))).toEqual(['lion']);
    await nearest(examples, 'lions', 1, never);
    expect(warned).toEqual([expect.stringContaining('The server has no embeddings.')]);
  });

  it('are not looked for any more when it was cancelled', async () => {
    await expect(byLetters.nearest(examplesOf('x'), 'x', 1, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const { nearest, warned } = setUp({ fail: new DOMException('', 'AbortError') });
    await expect(nearest(examplesOf('x'), 'x', 1, never)).rejects.toMatchObject({ name: 'AbortError' });
    expect(warned).toEqual([]);
  });
});
