import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { GenerateRequest, Generation, LanguageModel, Ranking } from '../src/core/language-model.ts';
import { rank } from '../src/core/rank.ts';

/** One line of a recording: a generation or a ranking by the hash of its request, a text's tokens by the text's hash, the size of the context, or what the model was trained for. */
type Line = { model: string } & ({ generate: string; value: Generation } | { rank: string; value: Ranking } | { tokens: string; value: number } | { context: number } | { adapters: readonly string[] });

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What decides an answer, whatever the order of the fields. */
function keyOf({ messages, prefill, grammar, stop, maxTokens, temperature, seed, adapter }: GenerateRequest): string {
  const turns = messages.map(({ role, text }) => [role, text]);
  return hash(JSON.stringify([turns, prefill ?? null, grammar ?? null, stop ?? null, maxTokens, temperature ?? null, seed ?? null, ...(adapter === undefined ? [] : [adapter])]));
}

/**
 * A model that remembers: what was asked before is answered from the file at `path`, all else is asked of `model` and written there.
 * Without a model, what is not in the file rejects with an error. `name` is the model's name, here and in the file: one file may hold several models.
 */
export function recordedModel(model: LanguageModel | undefined, path: string, name: string): LanguageModel {
  const generations = new Map<string, Generation>();
  const rankings = new Map<string, Ranking>();
  const counts = new Map<string, number>();
  let context: number | undefined;
  let adapters: readonly string[] | undefined;
  for (const text of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const line = read(text);
    if (line?.model !== name) continue;
    if ('generate' in line) generations.set(line.generate, line.value);
    else if ('rank' in line) rankings.set(line.rank, line.value);
    else if ('tokens' in line) counts.set(line.tokens, line.value);
    else if ('adapters' in line) adapters = line.adapters;
    else context = line.context;
  }
  const write = (lines: Line[]) => lines.length > 0 && appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const asked = (what: string): LanguageModel => {
    if (!model) throw new Error(`${path} holds no ${what} of ${name}, and there is no model to ask.`);
    return model;
  };

  return {
    name,
    async contextTokens(signal) {
      if (context !== undefined) return context;
      context = await asked('size of the context').contextTokens(signal);
      write([{ model: name, context }]);
      return context;
    },
    async adapters(signal) {
      if (adapters !== undefined || !model) return adapters ?? [];
      adapters = (await model.adapters?.(signal)) ?? [];
      write([{ model: name, adapters }]);
      return adapters;
    },
    async countTokens(texts, signal) {
      const keys = texts.map((text) => hash(text).slice(0, 24));
      const missing = [...new Map(keys.map((key, index) => [key, texts[index]!])).entries()].filter(([key]) => !counts.has(key));
      if (missing.length > 0) {
        const found = await asked('count of these tokens').countTokens(missing.map(([, text]) => text), signal);
        missing.forEach(([key], index) => counts.set(key, found[index]!));
        write(missing.map(([key], index) => ({ model: name, tokens: key, value: found[index]! })));
      }
      return keys.map((key) => counts.get(key)!);
    },
    async generate(request, onText, signal) {
      signal?.throwIfAborted();
      const key = keyOf(request);
      const known = generations.get(key);
      if (known) {
        if (known.text !== '') onText?.(known.text);
        return known;
      }
      const value = await asked('answer to this request').generate(request, onText, signal);
      generations.set(key, value);
      write([{ model: name, generate: key, value }]);
      return value;
    },
    async rank({ options, ...request }, signal) {
      signal?.throwIfAborted();
      const key = hash(JSON.stringify([keyOf({ ...request, maxTokens: 0 }), options]));
      const known = rankings.get(key);
      if (known) return known;
      const value = await rank(asked('answer to this question'), { options, ...request }, signal ?? new AbortController().signal);
      rankings.set(key, value);
      write([{ model: name, rank: key, value }]);
      return value;
    },
  };
}

/** The last line may be cut off where the writer was. */
function read(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
