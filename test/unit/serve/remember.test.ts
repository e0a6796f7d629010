import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/core/answers.ts';
import type { LanguageModel } from '../../../src/core/language-model.ts';
import { run } from '../../../src/core/run.ts';
import { createScheduler } from '../../../src/core/model-scheduler.ts';
import { loadWorkers } from '../../../src/workers/custom/load.ts';

const FILE = `---
kind: transform
format: text
---
Say it shorter.`;

function answersInMemory(): Answers & { count(): number } {
  const kept = new Map<string, string>();
  return {
    count: () => kept.size,
    get: async (worker, key) => {
      const text = kept.get(`${worker} ${key}`);
      return text === undefined ? undefined : (JSON.parse(text) as Awaited<ReturnType<Answers['get']>>);
    },
    put: async (worker, key, answer) => void kept.set(`${worker} ${key}`, JSON.stringify(answer)),
  };
}

describe('the answers of a user\'s worker', () => {
  const answers = answersInMemory();
  let asked = 0;
  const generation = { text: 'Short.', tokens: [{ text: 'Short.', probability: 0.9 }], stopReason: 'end' as const, promptTokens: 5, cachedTokens: 0, firstTextMs: 1, totalMs: 1 };
  const model = (name: string): LanguageModel => ({ name, contextTokens: async () => 4096, countTokens: async (texts) => texts.map((text) => text.length), generate: async () => (asked++, generation) });

  async function ask(file: string, input: unknown, { name = 'small', path = 'shorter.md' } = {}) {
    const { workers, problems } = loadWorkers([{ path, origin: 'user', text: file }], { syntax: { errors: async () => [] } } as never);
    expect(problems).toEqual([]);
    const { worker } = workers[0]!;
    const before = asked;
    const result = await run(worker, worker.input.parse(input), { model: model(name), scheduler: createScheduler(), priority: 'user', signal: new AbortController().signal, answers });
    return { result, asked: asked - before };
  }

  it('are given again for the same text, whatever folder it is in', async () => {
    const first = await ask(FILE, { text: 'A long text.', folder: '/here' });
    expect(first.asked).toBeGreaterThan(0);
    const second = await ask(FILE, { text: 'A long text.', folder: '/there', firstLine: 1 });
    expect(second.asked).toBe(0);
    expect(second.result.output).toEqual(first.result.output);
    expect(second.result.confidence).toBe(first.result.confidence);
  });

  it('are given again when only the order of the settings has changed, or what they are called', async () => {
    expect((await ask(FILE.replace('kind: transform\nformat: text', 'title: Shorter\nformat: text\nkind: transform'), 'A long text.')).asked).toBe(0);
  });

  it('are not given for another text, model or instruction', async () => {
    expect((await ask(FILE, 'Another long text.')).asked).toBeGreaterThan(0);
    expect((await ask(FILE, 'A long text.', { name: 'other' })).asked).toBeGreaterThan(0);
    expect((await ask(FILE.replace('shorter', 'longer'), 'A long text.')).asked).toBeGreaterThan(0);
  });
});
