import { isAbort, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** Milliseconds after the last change of what is on screen, or of its diagnostics, at which they are taken to have settled. */
const SETTLE_MS = 250;
/** Milliseconds after the last key at which the user is taken to have stopped typing. */
const TYPING_MS = 700;
/** Explanations that are kept at hand. */
const KEPT = 400;
/** Failures in a row after which nothing is tried before a job of the user's has ended: whatever is wrong, they hear of it there. */
const MAX_FAILURES = 3;

/** A diagnostic with the code that its explanation speaks of. */
export interface Sighting<Subject> {
  /** The same as long as neither the diagnostic nor the code around it has changed. */
  key: string;
  subject: Subject;
}

export interface ExplainAheadDependencies<Subject, Result> {
  /** The diagnostics of the files on screen now for which the user wants this, in the order in which they are to be explained. */
  onScreen(): Sighting<Subject>[];
  /** Whether it can be done without asking the user for anything: the model is on this machine. */
  possible(signal: AbortSignal): Promise<boolean>;
  /** Explains in the background. Rejects with an AbortError when it had to give way. */
  explain(subject: Subject, signal: AbortSignal): Promise<Result>;
  /** Whether the user wants this for such a file at all. */
  enabled(subject: Subject): boolean;
  /** Whether the model is in memory already, for whatever reason. */
  loaded(): boolean;
  /** Whether a job runs that the user waits for. */
  busy(): boolean;
  log: Log;
}

/**
 * Explains the diagnostics on screen before they are asked for, one after the other and the nearest to the cursor first, while the user
 * neither types nor waits for a job of their own. What is ready is found by the key of a diagnostic as it is at that moment, so that no
 * explanation is shown for code that has changed. A window that only stands there costs nothing: it begins when the user has a file with diagnostics
 * before them in the window that they are in, or has asked for anything, or where the model is loaded anyway.
 */
export class ExplainAhead<Subject, Result> {
  readonly #deps: ExplainAheadDependencies<Subject, Result>;
  readonly #ready = new Map<string, Result>();
  readonly #failed = new Set<string>();
  /** What somebody points at. */
  #wanted: Sighting<Subject> | undefined;
  #running: { key: string; stop: AbortController } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the user will have stopped typing. */
  #quiet = 0;
  #failures = 0;
  /** Whether the user has had a file before them, or has asked for anything, in this session. */
  #used = false;
  #closed = false;
  /** Those who wait for something to begin or to end here. */
  readonly #waiting = new Set<() => void>();

  constructor(deps: ExplainAheadDependencies<Subject, Result>) {
    this.#deps = deps;
  }

  /** Another part of a file is on screen, or other diagnostics are reported, or the cursor is elsewhere. */
  changed(): void {
    this.#plan(SETTLE_MS);
  }

  /** The user has opened a file, or moves about in one, or has the window with one before them. */
  attended(): void {
    this.#used = true;
    this.#plan(SETTLE_MS);
  }

  /** The user types: the machine is theirs. */
  typed(): void {
    this.#running?.stop.abort();
    this.#wanted = undefined;
    this.#quiet = Date.now() + TYPING_MS;
    this.#tell();
    this.#plan(SETTLE_MS);
  }

  /** A job of the user's has begun or ended. */
  jobsChanged(): void {
    this.#used = true;
    this.#tell();
    if (this.#deps.busy()) {
      this.#running?.stop.abort();
      return;
    }
    this.#failures = 0;
    this.#plan(SETTLE_MS);
  }

  /** Somebody points at this diagnostic: it comes next, at once. */
  want(sighting: Sighting<Subject>): void {
    this.#used = true;
    if (!this.#deps.enabled(sighting.subject) || this.#ready.has(sighting.key) || this.#running?.key === sighting.key) return;
    this.#failed.delete(sighting.key);
    this.#wanted = sighting;
    this.#plan(0);
  }

  ready(key: string): Result | undefined {
    const found = this.#ready.get(key);
    if (found !== undefined) this.#keep(key, found);
    return found;
  }

  /** Wants the diagnostic, and gives its result as soon as it is there; undefined where nothing works at it, or no longer does, or the signal fires. Never rejects. */
  async coming(sighting: Sighting<Subject>, signal: AbortSignal): Promise<Result | undefined> {
    const { key } = sighting;
    this.want(sighting);
    while (!signal.aborted && !this.#ready.has(key) && this.#isComing(sighting)) await this.#change(signal);
    return this.ready(key);
  }

  /** The model or a setting is another one: nothing that is ready holds any more. */
  reset(): void {
    this.#ready.clear();
    this.#failed.clear();
    this.#failures = 0;
    this.#running?.stop.abort();
    this.#tell();
    this.#plan(SETTLE_MS);
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#running?.stop.abort();
    this.#tell();
  }

  #isComing({ key, subject }: Sighting<Subject>): boolean {
    const { enabled, busy } = this.#deps;
    if (this.#closed) return false;
    return this.#running?.key === key || (this.#wanted?.key === key && enabled(subject) && !busy() && this.#failures < MAX_FAILURES);
  }

  /** Waits until anything begins or ends here, or the signal fires. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  #tell(): void {
    for (const done of [...this.#waiting]) done();
  }

  #plan(wait: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#next(), Math.max(wait, this.#quiet - Date.now()));
  }

  /** Starts the next explanation, unless one is being worked on that is still of use. */
  async #next(): Promise<void> {
    const { enabled, loaded, busy, onScreen } = this.#deps;
    if (this.#closed || !(this.#used || loaded()) || busy() || this.#failures >= MAX_FAILURES) return;
    const sightings = onScreen();
    if (this.#running) {
      const { key, stop } = this.#running;
      // It is started anew when it comes on screen again. What a hover waits for may be too unimportant to be among them.
      if (this.#waiting.size === 0 && !sightings.some((sighting) => sighting.key === key)) stop.abort();
      return;
    }
    const open = ({ key }: Sighting<Subject>) => !this.#ready.has(key) && !this.#failed.has(key);
    const wanted = this.#wanted;
    this.#wanted = undefined;
    const next = (wanted && open(wanted) && enabled(wanted.subject) ? wanted : undefined) ?? sightings.find(open);
    if (!next) return this.#tell();
    const running = { key: next.key, stop: new AbortController() };
    this.#running = running;
    const outcome = await this.#explain(next, running.stop.signal);
    this.#running = undefined;
    if (outcome === 'impossible') this.#wanted = undefined;
    this.#tell();
    if (outcome === 'done') this.#plan(0);
    // The user's job starts this again when it ends; one that is not seen here ends soon.
    else if (outcome === 'gave way' && !busy()) this.#plan(SETTLE_MS);
  }

  async #explain({ key, subject }: Sighting<Subject>, signal: AbortSignal): Promise<'done' | 'gave way' | 'impossible'> {
    const { possible, explain, log } = this.#deps;
    try {
      const can = await possible(signal);
      signal.throwIfAborted();
      if (!can) return 'impossible';
      const result = await explain(subject, signal);
      signal.throwIfAborted();
      this.#keep(key, result);
      this.#failures = 0;
      return 'done';
    } catch (error) {
      if (isAbort(error)) return 'gave way';
      this.#failures++;
      this.#failed.add(key);
      log.debug(`A diagnostic was not explained ahead: ${messageOf(error)}`);
      return 'done';
    }
  }

  #keep(key: string, result: Result): void {
    this.#ready.delete(key);
    this.#ready.set(key, result);
    if (this.#ready.size > KEPT) this.#ready.delete(this.#ready.keys().next().value!);
  }
}
