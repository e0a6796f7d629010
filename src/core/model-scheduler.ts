import type { Priority, Scheduler } from './scheduler.ts';

/** How long an aborted job may take to settle before the next one starts regardless. */
const ABORT_GRACE_MS = 5_000;

/** What comes first. */
const ORDER: Priority[] = ['user', 'background', 'idle'];

interface Entry {
  priority: Priority;
  preempt(): void;
  /** Starts the job; resolves when it has settled or was given up. Never rejects. */
  run(): Promise<void>;
}

/**
 * One job at a time, the user's before background work, and idle work last. The next job starts when the running one has settled, aborted or not.
 * A job that ignores its abort cannot block the queue for ever: after `graceMs` it is given up, its promise rejects with an
 * AbortError, and the next one starts beside it.
 */
export function createScheduler({ graceMs = ABORT_GRACE_MS }: { graceMs?: number } = {}): Scheduler {
  const waiting: Record<Priority, Entry[]> = { user: [], background: [], idle: [] };
  let running: Entry | undefined;

  function startNext(): void {
    if (running) return;
    for (const priority of ORDER) running ??= waiting[priority].shift();
    void running?.run().then(() => {
      running = undefined;
      startNext();
    });
  }

  return {
    schedule: <T>(priority: Priority, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const preemption = new AbortController();
        const jobSignal = AbortSignal.any([signal, preemption.signal]);
        if (jobSignal.aborted) return reject(abortError());
        const entry: Entry = {
          priority,
          preempt: () => preemption.abort(),
          run: async () => {
            try {
              const value = await settledOrGivenUp(job(jobSignal), jobSignal, graceMs);
              if (jobSignal.aborted) reject(abortError());
              else resolve(value);
            } catch (error) {
              reject(jobSignal.aborted ? abortError() : error);
            }
          },
        };
        jobSignal.addEventListener('abort', () => {
          const queue = waiting[priority];
          const place = queue.indexOf(entry);
          if (place < 0) return;
          queue.splice(place, 1);
          reject(abortError());
        });
        waiting[priority].push(entry);
        if (running && ORDER.indexOf(priority) < ORDER.indexOf(running.priority)) running.preempt();
        startNext();
      }),
  };
}

function abortError(): DOMException {
  return new DOMException('The job was aborted.', 'AbortError');
}

/** The job's own outcome, or an AbortError when it has not settled `graceMs` after its abort. */
async function settledOrGivenUp<T>(job: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  const settled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => (timer = setTimeout(() => reject(abortError()), graceMs)), { signal: settled.signal });
  });
  try {
    return await Promise.race([job, givenUp]);
  } finally {
    settled.abort();
    clearTimeout(timer);
  }
}
