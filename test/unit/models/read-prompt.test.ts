import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import type { PromptStates } from '../../../src/models/process/prompt-states.ts';
import { PromptSteps } from '../../../src/models/process/prompt-steps.ts';
import { readPrompt } from '../../../src/models/process/read-prompt.ts';

const words = (from: number, count: number) => Array.from({ length: count }, (_, index) => (from + index) as Token);
const beginning = words(0, 150);
const prompt = [...beginning, ...words(1000, 60)];

/** A sequence and a folder of states that only count. */
function setUp({ kept = false, there = [] as Token[] } = {}) {
  let tokens = [...there];
  const done: string[] = [];
  const sequence = {
    get contextTokens() {
      return tokens;
    },
    get nextTokenIndex() {
      return tokens.length;
    },
    async adaptStateToTokens(wanted: Token[]) {
      let shared = 0;
      while (shared < tokens.length && tokens[shared] === wanted[shared]) shared++;
      tokens = tokens.slice(0, shared);
    },
    async evaluateWithoutGeneratingNewTokens(more: Token[]) {
      done.push(`read ${more.length}`);
      tokens.push(...more);
    },
  } as unknown as LlamaContextSequence;
  const states = {
    worthwhile: () => true,
    async restore() {
      done.push(kept ? 'restored' : 'not there');
      if (kept) tokens = [...beginning];
      return kept;
    },
    async save() {
      done.push(`saved ${tokens.length}`);
    },
  } as unknown as PromptStates;
  const read = (options: { background?: boolean; signal?: AbortSignal } = {}) =>
    readPrompt({ sequence, steps: new PromptSteps({ gpu: false }), prompt, beginning, states, background: false, signal: new AbortController().signal, onProgress: () => undefined, ...options });
  return { done, read };
}

describe('reading a prompt', () => {
  it('writes the state at the very end of what all prompts of a kind begin with', async () => {
    const { done, read } = setUp();
    expect(await read()).toEqual({ cached: 0, last: prompt.slice(150) });
    expect(done).toEqual(['not there', 'read 128', 'read 22', 'saved 150']);
  });

  it('does so in small steps in the background', async () => {
    const { done, read } = setUp({ there: words(0, 100) });
    expect((await read({ background: true })).cached).toBe(100);
    expect(done.slice(0, 2)).toEqual(['not there', 'read 16']);
    expect(done).toContain('saved 150');
  });

  it('takes the state from there after another prompt', async () => {
    const { done, read } = setUp({ kept: true, there: words(5000, 300) });
    expect(await read()).toEqual({ cached: 150, last: prompt.slice(150) });
    expect(done).toEqual(['restored']);
  });

  it('needs no file where the sequence has it', async () => {
    const { done, read } = setUp({ kept: true, there: [...beginning, ...words(7000, 20)] });
    expect((await read()).cached).toBe(150);
    expect(done).toEqual([]);
  });

  it('stops between the steps', async () => {
    const { done, read } = setUp();
    await expect(read({ signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(done).toEqual(['not there']);
  });
});
