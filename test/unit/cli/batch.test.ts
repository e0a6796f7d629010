import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runBatch } from '../../../src/cli/batch.ts';
import { linesOf } from '../../../src/cli/lines.ts';
import { UserError } from '../../../src/core/errors.ts';

async function batch(text: string, answer: (input: unknown) => Promise<unknown>, signal = new AbortController().signal): Promise<unknown[]> {
  const written: string[] = [];
  await runBatch(linesOf(Readable.from([Buffer.from(text)])), answer, async (line) => void written.push(line), signal);
  expect(written.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  return written.map((line) => JSON.parse(line) as unknown);
}

describe('runBatch', () => {
  it('answers each line in order, whatever takes longer, and puts errors in their place', async () => {
    const results = await batch('{"wait":20}\nnot json\n{"wait":0}\n{"bad":1}\n', async (input) => {
      const { wait, bad } = input as { wait?: number; bad?: number };
      if (bad) throw new UserError('It is bad.', 'Why not.', 'Do\nbetter.');
      await new Promise((resolve) => setTimeout(resolve, wait));
      return { wait };
    });
    expect(results).toEqual([{ wait: 20 }, { error: expect.stringMatching(/^This line is not JSON: .+/) }, { wait: 0 }, { error: 'It is bad. Why not. Do better.' }]);
  });

  it('skips blank lines, and takes a last line without an end', async () => {
    expect(await batch('\n  \r\n1\r\n\n2', async (input) => ({ input }))).toEqual([{ input: 1 }, { input: 2 }]);
  });

  it('writes each result before it reads on', async () => {
    const events: string[] = [];
    const lines = async function* () {
      for (const line of ['1', '2']) {
        events.push(`read ${line}`);
        yield line;
      }
    };
    await runBatch(lines(), async (input) => input, async (line) => void events.push(`wrote ${line.trim()}`), new AbortController().signal);
    expect(events).toEqual(['read 1', 'wrote 1', 'read 2', 'wrote 2']);
  });

  it('stops at an interruption and writes no error for it', async () => {
    const controller = new AbortController();
    const written: string[] = [];
    const answer = async (input: unknown) => {
      if (input === 2) controller.abort();
      controller.signal.throwIfAborted();
      return input;
    };
    const done = runBatch(linesOf(Readable.from(['1\n2\n3\n'])), answer, async (line) => void written.push(line), controller.signal);
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
    expect(written).toEqual(['1\n']);
  });
});

describe('linesOf', () => {
  const lines = async (...chunks: (string | Buffer)[]) => {
    const all: string[] = [];
    for await (const line of linesOf(Readable.from(chunks, { objectMode: false }))) all.push(line);
    return all;
  };

  it('joins what comes in pieces, also within a letter', async () => {
    const bytes = Buffer.from('{"a":"ü"}\n{"b":1}\n');
    expect(await lines(bytes.subarray(0, 7), bytes.subarray(7, 12), bytes.subarray(12))).toEqual(['{"a":"ü"}', '{"b":1}']);
  });

  it('ends lines at line feeds alone: U+2028 may stand inside JSON', async () => {
    expect(await lines('"a\u2028b"\n"c"\n')).toEqual(['"a\u2028b"', '"c"']);
  });

  it('leaves out a byte order mark and carriage returns', async () => {
    expect(await lines('\uFEFF1\r\n2\r\n')).toEqual(['1', '2']);
  });
});
