import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { checkGgufHeader } from '../../../src/models/gguf-header.ts';
import { gguf, ggufFile, type GgufFile } from '../../support/gguf-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gguf ü '));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(content: Buffer | string) {
  const path = join(folder, 'model.gguf');
  await writeFile(path, content);
  return checkGgufHeader(path);
}

/** The sentence that says why the file is refused. */
async function refusal(content: Buffer | string): Promise<string> {
  const error = await check(content).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).why;
}

const key = (name: string, value: GgufFile['keys'][number][1]): Partial<GgufFile> => ({ keys: [['general.architecture', gguf.text('llama')], [name, value]] });
const tensor = (change: Partial<GgufFile['tensors'][number]>): Partial<GgufFile> => ({ tensors: [{ name: 'a', shape: [32, 4], type: 0, offset: 0, ...change }] });

describe('the header of a sound model', () => {
  it('is read', async () => {
    expect(await check(ggufFile())).toEqual({
      architecture: 'llama',
      name: 'Tiny ü',
      contextLength: 2048,
      blockCount: 2,
      embeddingLength: 32,
      headCount: 4,
      headCountKv: 2,
      fileType: null,
      hasChatTemplate: true,
      tensorCount: 2,
    });
  });

  it('is read in version 2, with another alignment, with a vocabulary larger than the window', async () => {
    const tokens = Array.from({ length: 60_000 }, (_, i) => `token ${i}`);
    const file = ggufFile({ version: 2, keys: [['general.architecture', gguf.text('qwen2')], ['tokenizer.ggml.tokens', gguf.texts(tokens)], ['qwen2.context_length', gguf.uint32(77)]] });
    expect(await check(file)).toMatchObject({ architecture: 'qwen2', contextLength: 77, hasChatTemplate: false });
    expect(await check(ggufFile(key('general.alignment', gguf.uint32(8))))).toMatchObject({ tensorCount: 2 });
  });
});

describe('what is not a GGUF file is named', () => {
  it.each([
    ['', 'It is empty.'],
    ['<!DOCTYPE html><title>Sign in</title>', 'It is a web page, not a model.'],
    ['\n  <html lang="en">', 'It is a web page, not a model.'],
    ['{"error":"Repository not found"}', 'JSON'],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:00', 'Git LFS pointer'],
    [Buffer.from('504b0304140000000800', 'hex'), 'zip archive'],
    [Buffer.concat([gguf.u64(60), Buffer.from('{"__metadata__":{"format":"pt"}}')]), 'safetensors'],
    [Buffer.concat([Buffer.from('FUGG'), Buffer.alloc(60)]), 'wrong order'],
    [Buffer.concat([Buffer.from('tjgg'), Buffer.alloc(60)]), 'before GGUF'],
    [Buffer.alloc(5000), 'not a GGUF file'],
    ['GGUF', 'ends in the middle'],
  ])('%j', async (content, why) => {
    expect(await refusal(content)).toContain(why);
  });

  it('a folder and a missing file', async () => {
    await expect(checkGgufHeader(folder)).rejects.toThrow('It is not a file.');
    await expect(checkGgufHeader(join(folder, 'no such.gguf'))).rejects.toBeInstanceOf(UserError);
  });
});

describe('a header that does not fit its file is refused', () => {
  const huge = 2n ** 63n;
  it.each<[string, Partial<GgufFile>, string]>([
    ['version 1', { version: 1 }, 'version 1'],
    ['big-endian', { version: 0x0300_0000 }, 'big-endian'],
    ['too many tensors', { tensorCount: huge }, 'tensors'],
    ['too many keys', { keyCount: 2n ** 40n }, 'keys'],
    ['no tensors', { tensors: [] }, 'no tensors'],
    ['one tensor more than there are', { tensorCount: 3, dataBytes: 0 }, 'bytes'],
    ['a long string', key('x', gguf.raw(8, gguf.u64(huge))), 'middle of its header'],
    ['a long array', key('x', gguf.raw(9, gguf.u32(4), gguf.u64(2n ** 62n))), 'middle of its header'],
    ['a long array of strings', key('x', gguf.raw(9, gguf.u32(8), gguf.u64(2n ** 61n))), 'middle of its header'],
    ['an array of arrays', key('x', gguf.raw(9, gguf.u32(9), gguf.u64(1), gguf.u32(4), gguf.u64(0))), 'array of arrays'],
    ['an array of nothing known', key('x', gguf.raw(9, gguf.u32(77), gguf.u64(0))), 'unknown type 77'],
    ['a value of no known type', key('x', gguf.raw(13)), 'unknown type 13'],
    ['a key without a name', key('', gguf.uint32(1)), 'no name'],
    ['a long key', key('k'.repeat(5000), gguf.uint32(1)), '5000 bytes'],
    ['a key twice', key('general.architecture', gguf.text('qwen2')), 'twice'],
    ['no architecture', { keys: [] }, 'architecture'],
    ['a strange architecture', { keys: [['general.architecture', gguf.text('../../x')]] }, 'architecture'],
    ['an alignment of 0', key('general.alignment', gguf.uint32(0)), 'power of two'],
    ['an alignment of 24', key('general.alignment', gguf.uint32(24)), 'power of two'],
    ['a tensor of no known type', tensor({ type: 200 }), 'unknown type 200'],
    ['no dimensions', tensor({ shape: [] }), '0 dimensions'],
    ['five dimensions', tensor({ shape: [1, 1, 1, 1, 1] }), '5 dimensions'],
    ['an empty dimension', tensor({ shape: [32, 0] }), 'shape'],
    ['a negative dimension', tensor({ shape: [32, 2n ** 64n - 1n] }), 'shape'],
    ['dimensions whose product overflows', tensor({ shape: [2n ** 32n, 2n ** 32n] }), 'shape'],
    ['half a block', tensor({ type: 8, shape: [33] }), 'shape'],
    ['a tensor beyond the end', tensor({ shape: [32, 400] }), 'ends at'],
    ['an offset out of line', tensor({ offset: 32 }), 'at 32 in place of 0'],
    ['an offset beyond all', tensor({ offset: huge }), 'does not lie where it must'],
    ['a tensor twice', { tensors: [0, 1].map((i) => ({ name: 'a', shape: [8], type: 0, offset: i * 32 })) }, 'twice'],
    ['a long name of a tensor', tensor({ name: 'n'.repeat(64) }), '64 bytes'],
  ])('%s', async (_name, overrides, why) => {
    expect(await refusal(ggufFile(overrides))).toContain(why);
  });

  it('a file that was cut off says so', async () => {
    const whole = ggufFile();
    expect(await refusal(whole.subarray(0, whole.length - 1))).toContain(`the file has ${whole.length - 1}`);
  });
});

describe('any damage gives a UserError or a sound header, never anything else', () => {
  /** A small generator, so that a failure can be had again. */
  let state = 12_345;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const headerBytes = ggufFile({ dataBytes: 0 }).length;

  it('flipped, overwritten and cut bytes', async () => {
    let refused = 0;
    for (let round = 0; round < 300; round++) {
      const file = ggufFile();
      const times = 1 + random(4);
      for (let i = 0; i < times; i++) {
        const at = random(headerBytes);
        if (random(2)) file[at] = file[at]! ^ (1 << random(8));
        else file.writeUInt32LE([0, 1, 0xff, 0x7fff_ffff, 0xffff_ffff][random(5)]!, Math.min(at, headerBytes - 4));
      }
      try {
        await check(random(3) ? file : file.subarray(0, random(file.length)));
      } catch (error) {
        expect(error, `round ${round}`).toBeInstanceOf(UserError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(50);
  });
});
