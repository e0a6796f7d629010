import { isAbort, messageOf } from '../core/errors.ts';
import type { Example, NearestExamples } from '../core/examples.ts';
import type { Log } from '../core/log.ts';
import { indexTexts, type TextIndex } from '../core/text-likeness.ts';
import type { Vectors } from './vectors.ts';

/** A model that turns texts into vectors. */
export interface Embedder {
  readonly name: string;
  embed(texts: string[], signal?: AbortSignal): Promise<number[][]>;
}

export interface NearestOptions {
  /** Without it, texts are compared by the letters that they share. */
  embedder?: Embedder | undefined;
  /** Where vectors are kept; without it they are forgotten at the end. */
  vectors?: Vectors | undefined;
  log: Pick<Log, 'warn'>;
}

/** Examples that one look-up gives vectors to: until all have one, which takes some look-ups where there are many, letters decide. */
const NEW_VECTORS = 16;

/**
 * Finds the examples that are most like a text, by vectors where a model for them was named, else by the letters that they share.
 * Letters come first because the vectors of small models that write were better on one of three labelled sets, worse or even on the others,
 * and each costs the reading of a prompt.
 */
export function createNearestExamples({ embedder, vectors, log }: NearestOptions): NearestExamples {
  const indexes = new WeakMap<readonly Example[], TextIndex>();
  const matrices = new WeakMap<readonly Example[], (Float32Array | undefined)[]>();
  let works = embedder !== undefined;

  function byLetters(examples: readonly Example[], text: string): number[] {
    const index = indexes.get(examples) ?? indexTexts(examples.map(({ input }) => input));
    indexes.set(examples, index);
    return index.scores(text);
  }

  /** Undefined while some example has no vector. */
  async function byVectors(model: Embedder, examples: readonly Example[], text: string, signal: AbortSignal): Promise<number[] | undefined> {
    const texts = examples.map(({ input }) => input);
    const known = matrices.get(examples) ?? (await vectors?.get(model.name, texts)) ?? texts.map(() => undefined);
    matrices.set(examples, known);
    const missing = texts.map((_, index) => index).filter((index) => known[index] === undefined);
    if (missing.length > 0) {
      const now = missing.slice(0, NEW_VECTORS);
      const asked = now.map((index) => texts[index]!);
      const made = (await model.embed(asked, signal)).map(unitVector);
      for (const [place, index] of now.entries()) known[index] = made[place];
      await vectors?.put(model.name, asked, made);
      if (missing.length > NEW_VECTORS) return undefined;
    }
    const [own] = (await model.embed([text], signal)).map(unitVector);
    return known.map((vector) => (vector?.length === own!.length ? dot(vector, own!) : 0));
  }

  async function scoresOf(examples: readonly Example[], text: string, signal: AbortSignal): Promise<number[]> {
    if (!works || !embedder) return byLetters(examples, text);
    try {
      return (await byVectors(embedder, examples, text, signal)) ?? byLetters(examples, text);
    } catch (error) {
      signal.throwIfAborted();
      if (isAbort(error)) throw error;
      works = false;
      log.warn(`Examples are compared by their letters, for ${embedder.name} gives no vectors: ${messageOf(error)}`);
      return byLetters(examples, text);
    }
  }

  return {
    async nearest(examples, text, count, signal) {
      signal.throwIfAborted();
      if (examples.length === 0 || count <= 0) return [];
      const scores = await scoresOf(examples, text, signal);
      if (scores.every((score) => score === 0)) return examples.slice(0, count);
      const order = examples.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b);
      return order.slice(0, count).reverse().map((index) => examples[index]!);
    },
  };
}

/** The same direction with length 1, so that the product of two is their cosine. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0)) || 1;
  return Float32Array.from(values, (value) => value / length);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}
