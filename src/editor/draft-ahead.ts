import { isAbort, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { ReadyDrafts } from './ready-drafts.ts';

/** Milliseconds after the last change of a repository at which it is taken to have settled; unless told. */
const SETTLE_MS = 1_000;
/** Failures in a row after which nothing is tried before the user has had an answer: whatever is wrong, they hear of it when they ask. */
const MAX_FAILURES = 3;

export interface AheadDependencies<Result> {
  /** What stands in the repository of this id now, such as its index, by a key; and whether something may be drafted for it unasked. */
  read(repository: string, signal: AbortSignal): Promise<{ key: string | null; wanted: boolean }>;
  /** Whether it can be done without asking the user for anything: the model is on this machine. */
  possible(signal: AbortSignal): Promise<boolean>;
  /** Drafts in the background for what has this key. Rejects with an AbortError when it had to give way, or when the key was another one meanwhile. */
  draft(repository: string, key: string, signal: AbortSignal): Promise<Result>;
  /** Whether the user wants this in this repository at all. */
  enabled(repository: string): boolean;
  /** Whether a job runs that the user waits for. */
  busy(): boolean;
  log: Log;
  settleMs?: number;
}

interface Watched {
  /** The key that was seen last; undefined before the first. */
  seen?: string | null;
  /** Whether a draft had to give way that is still owed. */
  owed?: boolean;
  /** The key of a draft that failed: it would fail again. */
  failed?: string;
  timer?: ReturnType<typeof setTimeout>;
  running?: { key: string; stop: AbortController };
  /** Ends the reading of the repository when the repository is closed. */
  closed: AbortController;
}

/**
 * Works out for each repository what the user is about to ask for, each time that what is staged (or committed) has really changed and settled.
 * What was there before is left alone until the user has asked for something in this session: opening a window costs nothing.
 * Results are kept by the key. Whoever shows one asks with the key as it is at that moment, so that none is stale.
 */
export class DraftAhead<Result> {
  readonly #deps: AheadDependencies<Result>;
  readonly #ready = new ReadyDrafts<Result>();
  readonly #watched = new Map<string, Watched>();
  readonly #postponed = new Set<string>();
  /** One repository is looked at after the other: a window may open many at once. */
  #turn: Promise<void> = Promise.resolve();
  #used = false;
  #failures = 0;

  constructor(deps: AheadDependencies<Result>) {
    this.#deps = deps;
  }

  /** Follows a repository from its present state on. */
  watch(repository: string): void {
    if (this.#watched.has(repository)) return;
    this.#watched.set(repository, { closed: new AbortController() });
    this.changed(repository);
  }

  /** Something in the repository has changed, perhaps what is staged. */
  changed(repository: string): void {
    const watched = this.#watched.get(repository);
    if (!watched) return;
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => this.#next(() => this.#settled(repository, watched)), this.#deps.settleMs ?? SETTLE_MS);
  }

  /** The user's job has begun or ended. What had to wait for it is taken up again. */
  jobsChanged(): void {
    this.#used = true;
    if (this.#deps.busy()) return;
    for (const repository of this.#postponed) this.changed(repository);
    this.#postponed.clear();
  }

  /** The user has had an answer, so that answers can be had. */
  answered(): void {
    this.#failures = 0;
  }

  /** What is ready for exactly this state of the index. */
  ready(repository: string, key: string | null): Result | undefined {
    return this.#ready.get(repository, key);
  }

  /** Keeps what the user's own job has found out, where it is all that a draft would. */
  keep(repository: string, key: string, result: Result): void {
    if (this.#deps.enabled(repository)) this.#ready.put(repository, key, result);
  }

  /** Ends a draft that is being worked on; the user's own job takes its place. */
  giveWay(repository: string): void {
    this.#watched.get(repository)?.running?.stop.abort();
  }

  /** The model or a setting is another one: nothing that is ready holds any more. */
  reset(): void {
    this.#ready.clear();
    this.#failures = 0;
    for (const [repository, watched] of this.#watched) {
      watched.failed = undefined;
      this.giveWay(repository);
    }
  }

  unwatch(repository: string): void {
    const watched = this.#watched.get(repository);
    if (!watched) return;
    clearTimeout(watched.timer);
    watched.closed.abort();
    this.giveWay(repository);
    this.#watched.delete(repository);
    this.#postponed.delete(repository);
    this.#ready.forget(repository);
  }

  dispose(): void {
    for (const repository of [...this.#watched.keys()]) this.unwatch(repository);
  }

  #next(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step).catch((error: unknown) => {
      if (!isAbort(error)) this.#deps.log.debug(`A repository could not be looked at for a draft: ${messageOf(error)}`);
    });
  }

  async #settled(repository: string, watched: Watched): Promise<void> {
    const { read, enabled, busy, possible } = this.#deps;
    const { signal } = watched.closed;
    if (!enabled(repository) || signal.aborted) return;
    if (busy()) return void this.#postponed.add(repository);
    const { key, wanted } = await read(repository, signal);
    const due = this.#used || watched.owed === true || (watched.seen !== undefined && watched.seen !== key);
    watched.seen = key;
    watched.owed = false;
    if (watched.running?.key === key) return;
    watched.running?.stop.abort();
    if (key === null || !wanted || !due || key === watched.failed || this.#failures >= MAX_FAILURES || this.#ready.get(repository, key)) return;
    if ((await possible(signal)) && !signal.aborted) void this.#draft(repository, watched, key);
  }

  async #draft(repository: string, watched: Watched, key: string): Promise<void> {
    const { read, draft, busy, log } = this.#deps;
    const running = { key, stop: new AbortController() };
    watched.running = running;
    const { signal } = running.stop;
    try {
      const result = await draft(repository, key, signal);
      const after = await read(repository, signal);
      if (after.key === key && !signal.aborted) this.#ready.put(repository, key, result);
      this.#failures = 0;
    } catch (error) {
      if (!isAbort(error)) {
        this.#failures++;
        watched.failed = key;
        log.debug(`Nothing was drafted ahead: ${messageOf(error)}`);
      } else if (!signal.aborted) {
        // A job of the user's came in between, or the repository was written to.
        watched.owed = true;
        if (busy()) this.#postponed.add(repository);
        else this.changed(repository);
      }
    } finally {
      if (watched.running === running) watched.running = undefined;
    }
  }
}
