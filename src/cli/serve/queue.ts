import type { Scheduler } from '../../core/scheduler.ts';

export interface QueueLimits {
  /** Jobs that may wait, of all clients together. */
  waiting: number;
  /** Of one client. */
  waitingOfOne: number;
  /** Jobs that run at the same time: one, where the model is on this machine. */
  running: number;
  /** Milliseconds that an aborted job may take to settle before the next one starts regardless. */
  graceMs: number;
}

/** The queue has no room: the client is to come again. */
export class QueueFull extends Error {
  /** Seconds after which there is likely to be room. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('Too many jobs are waiting.');
    this.retryAfter = retryAfter;
  }
}

interface Entry {
  run(): Promise<void>;
}

/** Longest advice to wait, in seconds. */
const MOST_RETRY_SECONDS = 60;

/**
 * The jobs that need the model. Clients take turns, each with its own jobs in the order of asking, so that one that asks for much
 * does not keep the others waiting. What finds no room is refused at once.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  /** Clients that have something waiting, whose turn is next first. */
  readonly #clients = new Map<string, Entry[]>();
  #waiting = 0;
  #running = 0;
  /** Milliseconds that jobs took lately. */
  #meanMs = 1000;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get running(): number {
    return this.#running;
  }

  /** The queue as a client sees it. A patient one was let in before, as the later lines of a batch were: it waits where an impatient one is refused. */
  of(client: string, { patient = false }: { patient?: boolean } = {}): Scheduler {
    return { schedule: (_priority, signal, job) => this.#schedule(client, patient, signal, job) };
  }

  /** Throws QueueFull where a job of this client would find no room. */
  requireRoom(client: string): void {
    const isBusy = this.#running >= this.#limits.running;
    if (isBusy && (this.#waiting >= this.#limits.waiting || (this.#clients.get(client)?.length ?? 0) >= this.#limits.waitingOfOne)) throw new QueueFull(this.#retryAfter());
  }

  #schedule<T>(client: string, patient: boolean, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      signal.throwIfAborted();
      if (!patient) this.requireRoom(client);
      const cancel = () => {
        if (this.#remove(client, entry)) reject(signal.reason);
      };
      const entry: Entry = {
        run: async () => {
          signal.removeEventListener('abort', cancel);
          const started = performance.now();
          try {
            const value = await settledOrGivenUp(job(signal), signal, this.#limits.graceMs);
            this.#meanMs += (performance.now() - started - this.#meanMs) / 10;
            if (signal.aborted) reject(signal.reason);
            else resolve(value);
          } catch (error) {
            reject(signal.aborted ? signal.reason : error);
          }
        },
      };
      signal.addEventListener('abort', cancel, { once: true });
      const own = this.#clients.get(client);
      if (own) own.push(entry);
      else this.#clients.set(client, [entry]);
      this.#waiting++;
      this.#startNext();
    });
  }

  #startNext(): void {
    while (this.#running < this.#limits.running) {
      const next = this.#clients.entries().next();
      if (next.done) return;
      const [client, entries] = next.value;
      const entry = entries.shift()!;
      // Behind the others, if there is more.
      this.#clients.delete(client);
      if (entries.length > 0) this.#clients.set(client, entries);
      this.#waiting--;
      this.#running++;
      void entry.run().then(() => {
        this.#running--;
        this.#startNext();
      });
    }
  }

  #remove(client: string, entry: Entry): boolean {
    const entries = this.#clients.get(client);
    const place = entries?.indexOf(entry) ?? -1;
    if (place < 0) return false;
    entries!.splice(place, 1);
    if (entries!.length === 0) this.#clients.delete(client);
    this.#waiting--;
    return true;
  }

  #retryAfter(): number {
    const half = (this.#waiting / 2) * (this.#meanMs / this.#limits.running);
    return Math.min(MOST_RETRY_SECONDS, Math.max(1, Math.ceil(half / 1000)));
  }
}

/** The job's own outcome, or the signal's reason where it has not settled `graceMs` after its abort. */
async function settledOrGivenUp<T>(job: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  const settled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => (timer = setTimeout(() => reject(signal.reason), graceMs)), { signal: settled.signal });
  });
  try {
    return await Promise.race([job, givenUp]);
  } finally {
    settled.abort();
    clearTimeout(timer);
  }
}
