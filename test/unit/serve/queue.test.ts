import { describe, expect, it } from 'vitest';
import { FairQueue, QueueFull } from '../../../src/cli/serve/queue.ts';

const never = new AbortController().signal;

/** A queue whose jobs end when they are told to. */
function setUp(limits: { waiting?: number; waitingOfOne?: number; running?: number; graceMs?: number } = {}) {
  const queue = new FairQueue({ waiting: 10, waitingOfOne: 10, running: 1, graceMs: 10_000, ...limits });
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (client: string, name: string, { signal = never, patient = false } = {}) =>
    queue.of(client, { patient }).schedule('user', signal, () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, started, ask, end };
}

describe('the queue', () => {
  it('lets clients take turns, each with its jobs in the order of asking', async () => {
    const { queue, started, ask, end } = setUp();
    const all = [...['a1', 'a2', 'a3'].map((name) => ask('a', name)), ask('b', 'b1'), ask('c', 'c1'), ask('b', 'b2')];
    expect([queue.running, queue.waiting]).toEqual([1, 5]);
    for (let count = 0; count < all.length; count++) await end(started.at(-1)!);
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2']);
    expect([queue.running, queue.waiting]).toEqual([0, 0]);
  });

  it('refuses what finds no room, of all or of one client, and says when to come again', async () => {
    const { ask } = setUp({ waiting: 3, waitingOfOne: 2 });
    for (const name of ['runs', 'waits', 'waits too']) void ask('a', name);
    await expect(ask('a', 'too much')).rejects.toThrow(QueueFull);
    void ask('b', 'fits');
    const refused = await ask('b', 'too much').catch((error: unknown) => error as QueueFull);
    expect(refused).toBeInstanceOf(QueueFull);
    expect((refused as QueueFull).retryAfter).toBeGreaterThanOrEqual(1);
  });

  it('takes a patient job though there is no room', async () => {
    const { started, ask, end } = setUp({ waiting: 1, waitingOfOne: 1 });
    void ask('a', 'first');
    void ask('a', 'second');
    void ask('b', 'line 2 of a batch', { patient: true });
    await end('first');
    await end('second');
    expect(started).toEqual(['first', 'second', 'line 2 of a batch']);
  });

  it('forgets a waiting job whose client is gone, and frees its room', async () => {
    const { queue, started, ask, end } = setUp({ waiting: 1 });
    const gone = new AbortController();
    void ask('a', 'first');
    const waiting = ask('a', 'second', { signal: gone.signal });
    gone.abort();
    await expect(waiting).rejects.toHaveProperty('name', 'AbortError');
    expect(queue.waiting).toBe(0);
    void ask('b', 'third');
    await end('first');
    expect(started).toEqual(['first', 'third']);
  });

  it('gives up a running job that ignores its abort, so that it cannot block the others for ever', async () => {
    const { started, ask } = setUp({ graceMs: 5 });
    const gone = new AbortController();
    const deaf = ask('a', 'deaf', { signal: gone.signal });
    void ask('b', 'next');
    gone.abort();
    await expect(deaf).rejects.toHaveProperty('name', 'AbortError');
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual(['deaf', 'next']);
  });

  it('goes on after a job that failed', async () => {
    const { queue, ask, started } = setUp();
    const failing = queue.of('a').schedule('user', never, async () => Promise.reject(new Error('no')));
    void ask('b', 'next');
    await expect(failing).rejects.toThrow('no');
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual(['next']);
  });

  it('runs as many at once as it may', async () => {
    const { started, ask } = setUp({ running: 2 });
    for (const name of ['one', 'two', 'three']) void ask(name, name);
    expect(started).toEqual(['one', 'two']);
  });
});
