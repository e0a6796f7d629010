import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { createVectors, vectorTable } from '../../../src/store/vectors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journeyman vektören '));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('kept vectors', () => {
  it('are found by model and text, from other processes too, and are exactly what was kept', async () => {
    const path = join(folder, 'shared.sqlite');
    const [one, other] = [openStore(path, [vectorTable]), openStore(path, [vectorTable])];
    const vector = Float32Array.from([0.1, -2, 1e-20]);
    await createVectors(one).put('m', ['a', 'ü'], [vector, Float32Array.from([3])]);
    expect(await createVectors(other).get('m', ['ü', 'none', 'a'])).toEqual([Float32Array.from([3]), undefined, vector]);
    expect(await createVectors(other).get('another', ['a'])).toEqual([undefined]);
    one.close();
    other.close();
    expect(await createVectors(other).get('m', ['a'])).toEqual([undefined]);
  });

  it('make room for new ones, the longest unused first', async () => {
    let time = 0;
    const store = openStore(join(folder, 'full.sqlite'), [vectorTable]);
    const vectors = createVectors(store, { mostBytes: 100, now: () => time });
    for (const text of ['a', 'b', 'c']) {
      time += 1;
      await vectors.put('m', [text], [new Float32Array(10).fill(1)]);
    }
    expect((await vectors.get('m', ['a', 'b', 'c'])).map((each) => each?.length)).toEqual([undefined, 10, 10]);
    store.close();
  });
});
