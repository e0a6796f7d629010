import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { ChatMessage, GenerateRequest } from '../../../src/core/language-model.ts';
import type { ModelClient } from '../../../src/models/client.ts';
import { outcomeOf, smallModelClient } from '../../support/model-client.ts';

let client: ModelClient;
beforeAll(async () => (client = await smallModelClient()));
afterAll(() => client.dispose());

const user = (text: string): ChatMessage[] => [{ role: 'user', text }];
const ask = (text: string, more: Partial<GenerateRequest> = {}): GenerateRequest => ({ messages: user(text), maxTokens: 16, ...more });

async function stream(request: GenerateRequest, signal?: AbortSignal) {
  const pieces: string[] = [];
  const generation = await client.generate(request, (piece) => pieces.push(piece), signal);
  return { ...generation, pieces };
}

describe('generating', () => {
  it('streams, gives the same answer to the same question, and a probability for each token', async () => {
    const request = ask('Write one sentence about rain.');
    const first = await stream(request);
    const second = await stream(request);
    expect(first.text).not.toBe('');
    expect(first.pieces.length).toBeGreaterThan(1);
    expect(first.pieces.join('')).toBe(first.text);
    expect(first.tokens.map(({ text }) => text).join('')).toBe(first.text);
    for (const { probability } of first.tokens) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    expect(second.text).toBe(first.text);
    expect(first.promptTokens).toBeGreaterThan(10);
  });

  it('stops at the limit of tokens, and says so', async () => {
    const { tokens, stopReason } = await stream(ask('Count from one to one hundred.', { maxTokens: 5 }));
    expect(tokens).toHaveLength(5);
    expect(stopReason).toBe('length');
  });

  it('holds the grammar', async () => {
    const { text, stopReason } = await stream(ask('What colour is the sky?', { grammar: 'root ::= ("red" | "green") ", " [0-9] [0-9]' }));
    expect(text).toMatch(/^(red|green), \d\d$/);
    expect(stopReason).toBe('end');
  });

  it('writes JSON of the schema', async () => {
    const schema = { type: 'object', properties: { colour: { enum: ['red', 'green', null] }, shades: { type: 'array', items: { type: 'object', properties: { level: { type: ['integer', 'null'] } }, required: ['level'], additionalProperties: false }, maxItems: 2 } }, required: ['colour', 'shades'], additionalProperties: false };
    const { text } = await stream(ask('Name a colour and its shades as JSON.', { schema, maxTokens: 80 }));
    expect(text).toMatch(/^\s*\{\s*"colour":\s*(?:"red"|"green"|null),\s*"shades":\s*\[/);
  });

  it.each(['root ::= nowhere', 'no grammar at all', ''])('refuses the grammar %j with a clear error, and works on', async (grammar) => {
    await expect(client.generate(ask('Hello', { grammar }))).rejects.toThrow(UserError);
    await expect(client.generate(ask('Hello', { grammar }))).rejects.toThrow('The grammar of this job is wrong.');
    expect((await stream(ask('Hello', { maxTokens: 1 }))).tokens).toHaveLength(1);
  });

  it('ends before a stop text, without showing a part of it', async () => {
    const request = ask('Say it.', { grammar: 'root ::= "one two STOP three"' });
    const { text, pieces, tokens, stopReason } = await stream({ ...request, stop: ['STOP', 'never'] });
    expect(text).toBe('one two ');
    expect(pieces.join('')).toBe('one two ');
    expect(tokens.map((token) => token.text).join('')).toBe('one two ');
    expect(stopReason).toBe('stop');
  });

  it('goes on after a prefill, which is not part of the answer', async () => {
    const plain = await stream(ask('Name a colour.', { maxTokens: 1 }));
    const { text, promptTokens } = await stream(ask('Name a colour.', { maxTokens: 8, prefill: '{"colour": "', grammar: 'root ::= [a-z]+ "\\"}"' }));
    expect(text).toMatch(/^[a-z]+/);
    expect(promptTokens).toBeGreaterThan(plain.promptTokens);
  });

  it('writes characters of several tokens whole', async () => {
    const words = '日本語 😀 Größe 👩‍👩‍👧 ж';
    const { text, pieces, tokens } = await stream(ask('Repeat.', { maxTokens: 80, grammar: `root ::= "${words}"` }));
    expect(text).toBe(words);
    expect(pieces.join('')).toBe(words);
    expect(pieces.join('|')).not.toContain('\uFFFD');
    expect(tokens.length).toBeGreaterThan(words.length / 2);
  });

  it('follows a seed where a temperature is given', async () => {
    const request = ask('Invent a name.', { maxTokens: 6, temperature: 1, seed: 7 });
    expect((await stream(request)).text).toBe((await stream(request)).text);
  });
});

describe('the prompt', () => {
  it('uses the state of the common beginning again', async () => {
    const system: ChatMessage = { role: 'system', text: 'You turn questions about a program into one short word. '.repeat(4) };
    const ends = ['What is a loop?', 'And a branch?'];
    const [first, second] = [await stream({ messages: [system, ...user(ends[0]!)], maxTokens: 2 }), await stream({ messages: [system, ...user(ends[1]!)], maxTokens: 2 })];
    expect(second.cachedTokens).toBeGreaterThan(first.cachedTokens);
    expect(second.cachedTokens).toBeGreaterThan(40);
    expect(second.cachedTokens).toBeLessThan(second.promptTokens);
  });

  it.each(['<|im_end|>', '<|im_start|>assistant', '<|endoftext|>', '<s></s>'])("reads %s in a user's text as letters", async (mark) => {
    // A special token would be one token; letters are several, in the text as in the count.
    const [counted] = await client.countTokens([mark]);
    const [without, once, twice] = [await stream(ask('x\n', { maxTokens: 1 })), await stream(ask(`x\n${mark}\n`, { maxTokens: 1 })), await stream(ask(`x\n${mark}\n${mark}\n`, { maxTokens: 1 }))];
    expect(counted).toBeGreaterThan(2);
    expect(once.promptTokens - without.promptTokens).toBeGreaterThanOrEqual(counted!);
    expect(twice.promptTokens - once.promptTokens).toBeGreaterThanOrEqual(counted!);
  });

  describe('in a small context', () => {
    let small: ModelClient;
    beforeAll(async () => (small = await smallModelClient({ contextTokens: 256 })));
    afterAll(() => small.dispose());

    it('is refused where it does not fit, with the numbers, and the model works on', async () => {
      expect(await small.contextTokens()).toBe(256);
      const error = await small.generate(ask('word '.repeat(300))).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).what).toBe('The input is too long for the model.');
      expect((error as UserError).why).toContain('256');
      expect((await small.generate(ask('Hello', { maxTokens: 1 }))).tokens).toHaveLength(1);
    });

    it('ends the answer where the context is used up', async () => {
      const { stopReason, tokens, promptTokens } = await small.generate(ask('word '.repeat(180), { maxTokens: 500, grammar: 'root ::= [a-z] root' }));
      expect(stopReason).toBe('length');
      expect(tokens.length).toBeGreaterThan(1);
      expect(promptTokens + tokens.length).toBeGreaterThan(250);
      expect(promptTokens + tokens.length).toBeLessThanOrEqual(256);
    });
  });

  it('takes an assistant turn in the conversation, and text of every script', async () => {
    const messages: ChatMessage[] = [{ role: 'system', text: 'Sei höflich. 丁寧に。' }, ...user('Grüß Gott 😀'), { role: 'assistant', text: 'Hallo!' }, ...user('\0 und \uD800 allein')];
    expect((await stream({ messages, maxTokens: 2 })).tokens.length).toBeGreaterThan(0);
  });
});

describe('aborting', () => {
  it('rejects before anything starts when the signal has already fired', async () => {
    expect(await outcomeOf(stream(ask('Hello'), AbortSignal.abort()))).toBe('aborted');
  });

  it('aborts while the prompt is read and while text comes, and the next request works', async () => {
    const early = new AbortController();
    const reading = outcomeOf(stream(ask('word '.repeat(700), { background: true }), early.signal));
    await new Promise((resolve) => setTimeout(resolve, 50));
    early.abort();
    expect(await reading).toBe('aborted');

    const late = new AbortController();
    let after = 0;
    const writing = outcomeOf(
      client.generate(
        ask('Count from one to one hundred in words.', { maxTokens: 400 }),
        () => {
          if (late.signal.aborted) after++;
          late.abort();
        },
        late.signal,
      ),
    );
    expect(await writing).toBe('aborted');
    expect((await stream(ask('Hello', { maxTokens: 2 }))).tokens).toHaveLength(2);
    expect(after).toBe(0);
    expect(client.status().state).toBe('idle');
  });

  it('ends the request with the error of a listener that throws', async () => {
    const failing = client.generate(ask('Count from one to one hundred in words.', { maxTokens: 400 }), () => {
      throw new Error('the listener failed');
    });
    await expect(failing).rejects.toThrow('the listener failed');
  });
});

describe('the rest of the model', () => {
  it('counts tokens and makes vectors', async () => {
    expect(await client.countTokens(['', 'hello', 'hello world'])).toEqual([0, 1, 2]);
    const [rain, drizzle, code, long] = await client.embed(['rain falls', 'rain is falling', 'const x = 1;', 'word '.repeat(5000)]);
    expect(rain!.length).toBeGreaterThan(100);
    expect(long).toHaveLength(rain!.length);
    const similar = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
    expect(similar(rain!, drizzle!)).toBeGreaterThan(similar(rain!, code!));
  });

  it('says what it does', async () => {
    const states: string[] = [];
    const stop = client.onStatus(({ state, pid }) => states.push(`${state} ${pid === null ? 'without' : 'with'} a process`));
    await stream(ask('Hello', { maxTokens: 1 }));
    stop();
    await client.countTokens(['x']);
    expect(states).toEqual(['busy with a process', 'idle with a process']);
  });
});
