import { join } from 'node:path';
import { getLlama, type Llama, LlamaGrammarEvaluationState, type LlamaContextSequence, type LlamaModel, type Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { type WrittenToken, writeTokens } from '../../../src/models/process/write-tokens.ts';
import { SMALL_MODEL } from '../../support/model-client.ts';

let llama: Llama;
let model: LlamaModel;
let sequence: LlamaContextSequence;
let prompt: Token[];
beforeAll(async () => {
  llama = await getLlama({ build: 'never', gpu: false, maxThreads: 0 });
  model = await llama.loadModel({ modelPath: join(modelFolder(), SMALL_MODEL), gpuLayers: 0 });
  sequence = (await model.createContext({ contextSize: 512, threads: 2 })).getSequence();
  prompt = model.tokenize('<|im_start|>user\nWrite a sentence about the sea.<|im_end|>\n<|im_start|>assistant\n', true);
});
afterAll(() => llama.dispose());

const MOST = 20;
const grammarOf = (text: string | undefined) => (text === undefined ? undefined : llama.createGrammar({ grammar: text }));

/** As the product writes. */
async function ours(grammar?: string, sampling: { temperature?: number; seed?: number } = {}): Promise<WrittenToken[]> {
  await sequence.clearHistory();
  const written: WrittenToken[] = [];
  for await (const token of writeTokens(sequence, prompt, sampling, await grammarOf(grammar))) if (written.push(token) >= MOST) break;
  return written;
}

/** As the library writes where it is asked for each token's probability: it holds all words against the grammar. */
async function librarys(grammar?: string, sampling: { temperature?: number; seed?: number } = {}): Promise<WrittenToken[]> {
  await sequence.clearHistory();
  const held = await grammarOf(grammar);
  const written: WrittenToken[] = [];
  for await (const { token, confidence } of sequence.evaluateWithMetadata(prompt, { confidence: true }, { temperature: 0, ...sampling, ...(held && { grammarEvaluationState: new LlamaGrammarEvaluationState({ model, grammar: held }) }) })) {
    if (written.push({ token, probability: confidence }) >= MOST) break;
  }
  return written;
}

const textOf = (written: WrittenToken[]) => model.detokenize(written.map(({ token }) => token));

describe('writing tokens', () => {
  it.each([
    { what: 'freely', grammar: undefined },
    { what: 'on one line of plain letters', grammar: 'root ::= [A-Z] [ -~]+' },
    { what: 'without the letter that it would take', grammar: 'root ::= [^eT\\n]+' },
    { what: 'where the turn may end early', grammar: 'root ::= [A-Za-z]+ (" " [a-z]+){2}' },
  ])('writes $what what the library writes, with its probabilities', async ({ grammar }) => {
    const [own, other] = [await ours(grammar), await librarys(grammar)];
    expect(own.length).toBeGreaterThan(2);
    expect(textOf(own)).toBe(textOf(other));
    own.forEach(({ probability, margin }, index) => {
      // None is likelier, and it is no further from the next than from nothing.
      expect(margin ?? 0).toBeGreaterThanOrEqual(0);
      expect(margin ?? 0).toBeLessThanOrEqual(probability);
      // The library counts the words beyond the likeliest, too.
      expect(probability).toBeGreaterThan(other[index]!.probability - 0.01);
      expect(probability).toBeLessThan(other[index]!.probability + 0.2);
    });
  });

  it.each(['root ::= "Ωμέγα, ж, 日本語: " [0-9]{3}', 'root ::= "zyxwv" [qxz]{4} "\\n\\n# 7"', 'root ::= "no" | "yes, if the moon is blue"'])('takes what is not among the likely words where nothing else is allowed: %s', async (grammar) => {
    const [own, other] = [await ours(grammar), await librarys(grammar)];
    expect(textOf(own)).toBe(textOf(other));
  });

  it('takes no more of its state than it has written, so that another answer can go on from there', async () => {
    const grammar = 'root ::= "zyxwv" [qxz]{4}';
    const first = await ours(grammar);
    // The last token is not read yet.
    expect(sequence.contextTokens).toEqual([...prompt, ...first.map(({ token }) => token)].slice(0, sequence.nextTokenIndex));
    expect(textOf(await ours(grammar))).toBe(textOf(first));
  });

  it('draws at a temperature: the same for the same seed, another for another, within the grammar', async () => {
    const grammar = 'root ::= [A-Z] [ -~]+';
    const drawn = textOf(await ours(grammar, { temperature: 1.2, seed: 1 }));
    expect(drawn).toMatch(/^[A-Z][ -~]+$/);
    expect(textOf(await ours(grammar, { temperature: 1.2, seed: 1 }))).toBe(drawn);
    expect(textOf(await ours(grammar, { temperature: 1.2, seed: 2 }))).not.toBe(drawn);
    for (const { probability } of await ours('root ::= "zyxwv" [qxz]{4}', { temperature: 0.8, seed: 3 })) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  });
});
