import { describe, expect, it } from 'vitest';
import { atOnce, inTurns, mapped } from '../../../src/core/turns.ts';

const wait = (milliseconds: number) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe('long work', () => {
  it('gives the same at once and in turns', async () => {
    const double = () => mapped([1, 2, 3], (item, index) => item * 2 + index);
    expect(atOnce(double())).toEqual([2, 5, 8]);
    expect(await inTurns(double(), new AbortController().signal)).toEqual([2, 5, 8]);
  });

  it('lets others have their turn, and stops when it is cancelled', async () => {
    const leaving = new AbortController();
    let done = 0;
    setImmediate(() => leaving.abort());
    const work = mapped(Array.from({ length: 1000 }, () => 5), (milliseconds) => {
      wait(milliseconds);
      done++;
    });
    await expect(inTurns(work, leaving.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(done).toBeLessThan(20);
  });

  it('does not begin where it is cancelled already', async () => {
    await expect(inTurns(mapped([1], () => expect.unreachable()), AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
