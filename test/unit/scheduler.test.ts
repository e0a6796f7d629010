import { describe, expect, it, vi } from 'vitest';
import { isAbort } from '../../src/core/errors.ts';
import { createScheduler } from '../../src/core/model-scheduler.ts';
import type { Priority, Scheduler } from '../../src/core/scheduler.ts';

const never = new AbortController().signal;

/** A job whose end the test decides, and which notes when it starts and is aborted. */
function controlled(log: string[], name: string) {
  let finish!: (value: string) => void;
  let fail!: (error: unknown) => void;
  const done = new Promise<string>((resolve, reject) => ([finish, fail] = [resolve, reject]));
  const job = async (signal: AbortSignal) => {
    log.push(`start ${name}`);
    signal.addEventListener('abort', () => log.push(`abort ${name}`));
    return done;
  };
  return { job, finish: () => finish(name), fail };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const outcome = (promise: Promise<unknown>) => promise.then((value) => `value ${String(value)}`, (error: unknown) => (isAbort(error) ? 'aborted' : `error ${(error as Error).message}`));

/** Runs a job that obeys its abort, and gives the order in which jobs started. */
async function order(asked: [name: string, priority: Priority][]): Promise<string[]> {
  const scheduler: Scheduler = createScheduler();
  const started: string[] = [];
  const promises = asked.map(([name, priority]) =>
    outcome(
      scheduler.schedule(priority, never, async (signal) => {
        started.push(name);
        await settled();
        signal.throwIfAborted();
      }),
    ),
  );
  await Promise.all(promises);
  return started;
}

describe('the order of jobs', () => {
  it.each<{ asked: [string, Priority][]; started: string[] }>([
    { asked: [['a', 'user'], ['b', 'user'], ['c', 'user']], started: ['a', 'b', 'c'] },
    { asked: [['a', 'background'], ['b', 'background']], started: ['a', 'b'] },
    { asked: [['a', 'user'], ['b', 'background'], ['c', 'user']], started: ['a', 'c', 'b'] },
    { asked: [['a', 'background'], ['b', 'background'], ['c', 'user'], ['d', 'user']], started: ['a', 'c', 'd', 'b'] },
    { asked: [['a', 'user'], ['b', 'idle'], ['c', 'background'], ['d', 'user']], started: ['a', 'd', 'c', 'b'] },
    { asked: [['a', 'idle'], ['b', 'background'], ['c', 'user']], started: ['a', 'c', 'b'] },
  ])('$asked → $started', async ({ asked, started }) => {
    expect(await order(asked)).toEqual(started);
  });
});

describe('preemption', () => {
  it('aborts a running background job at once, and starts the user job only when it has settled', async () => {
    const log: string[] = [];
    const scheduler = createScheduler();
    const [slow, wanted] = [controlled(log, 'background'), controlled(log, 'user')];
    const first = outcome(scheduler.schedule('background', never, slow.job));
    const second = outcome(scheduler.schedule('user', never, wanted.job));
    expect(log).toEqual(['start background', 'abort background']);
    await settled();
    expect(log).not.toContain('start user');
    slow.fail(new Error('whatever it throws when it is aborted'));
    wanted.finish();
    expect(await first).toBe('aborted');
    expect(await second).toBe('value user');
    expect(log).toEqual(['start background', 'abort background', 'start user']);
  });

  it('aborts idle work for anything else, and background work not for idle work', async () => {
    const log: string[] = [];
    const scheduler = createScheduler();
    const [idle, background, later] = [controlled(log, 'idle'), controlled(log, 'background'), controlled(log, 'later')];
    const first = outcome(scheduler.schedule('idle', never, idle.job));
    const second = outcome(scheduler.schedule('background', never, background.job));
    idle.fail(new Error('aborted'));
    expect(await first).toBe('aborted');
    const third = outcome(scheduler.schedule('idle', never, later.job));
    background.finish();
    later.finish();
    expect(await Promise.all([second, third])).toEqual(['value background', 'value later']);
    expect(log).toEqual(['start idle', 'abort idle', 'start background', 'start later']);
  });

  it('does not abort a user job for another user job', async () => {
    const log: string[] = [];
    const scheduler = createScheduler();
    const [a, b] = [controlled(log, 'a'), controlled(log, 'b')];
    const outcomes = [outcome(scheduler.schedule('user', never, a.job)), outcome(scheduler.schedule('user', never, b.job))];
    a.finish();
    b.finish();
    expect(await Promise.all(outcomes)).toEqual(['value a', 'value b']);
    expect(log).toEqual(['start a', 'start b']);
  });

  it('gives up a job that ignores its abort, so that the queue goes on', async () => {
    vi.useFakeTimers();
    try {
      const log: string[] = [];
      const scheduler = createScheduler({ graceMs: 1000 });
      const [deaf, wanted] = [controlled(log, 'deaf'), controlled(log, 'user')];
      const first = outcome(scheduler.schedule('background', never, deaf.job));
      const second = outcome(scheduler.schedule('user', never, wanted.job));
      await vi.advanceTimersByTimeAsync(999);
      expect(log).not.toContain('start user');
      await vi.advanceTimersByTimeAsync(1);
      expect(await first).toBe('aborted');
      expect(log).toContain('start user');
      wanted.finish();
      expect(await second).toBe('value user');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('cancelling', () => {
  it('takes a waiting job out of the queue without starting it', async () => {
    const log: string[] = [];
    const scheduler = createScheduler();
    const [a, b, c] = [controlled(log, 'a'), controlled(log, 'b'), controlled(log, 'c')];
    const cancel = new AbortController();
    const first = outcome(scheduler.schedule('user', never, a.job));
    const second = outcome(scheduler.schedule('user', cancel.signal, b.job));
    const third = outcome(scheduler.schedule('user', never, c.job));
    cancel.abort();
    expect(await second).toBe('aborted');
    a.finish();
    c.finish();
    expect(await first).toBe('value a');
    expect(await third).toBe('value c');
    expect(log).toEqual(['start a', 'start c']);
  });

  it('aborts a running job, whatever that then answers', async () => {
    const log: string[] = [];
    const scheduler = createScheduler();
    const a = controlled(log, 'a');
    const cancel = new AbortController();
    const first = outcome(scheduler.schedule('user', cancel.signal, a.job));
    cancel.abort();
    a.finish();
    expect(await first).toBe('aborted');
    expect(log).toEqual(['start a', 'abort a']);
  });

  it('never starts a job whose signal has already fired', async () => {
    const log: string[] = [];
    const a = controlled(log, 'a');
    expect(await outcome(createScheduler().schedule('user', AbortSignal.abort(), a.job))).toBe('aborted');
    expect(log).toEqual([]);
  });
});

describe('a job that fails', () => {
  it('passes its error on and lets the next one run', async () => {
    const scheduler = createScheduler();
    const failing = outcome(scheduler.schedule('user', never, () => Promise.reject(new Error('no luck'))));
    const throwing = outcome(
      scheduler.schedule('user', never, () => {
        throw new Error('not even a promise');
      }),
    );
    const next = outcome(scheduler.schedule('background', never, async () => 'fine'));
    expect(await Promise.all([failing, throwing, next])).toEqual(['error no luck', 'error not even a promise', 'value fine']);
  });
});
