import { isAbort, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** Milliseconds after the last change at which what is on screen is taken to have settled. */
const SETTLE_MS = 400;
/** Rules that are remembered as asked for. */
const MOST = 2_000;

export interface DocumentationAheadDependencies<Subject> {
  /** The diagnostics on screen; equal keys have the same documentation. */
  onScreen(): { key: string; subject: Subject }[];
  /** Whether the linters may be asked at all. */
  allowed(): boolean;
  /** Reads what the linter says of the rule, where that is not kept yet. */
  read(subject: Subject, signal: AbortSignal): Promise<unknown>;
  log: Log;
}

/** Has the documentation of the rules on screen read before somebody points at one: a rule at a time, each once. No model takes part. */
export class DocumentationAhead<Subject> {
  readonly #deps: DocumentationAheadDependencies<Subject>;
  readonly #asked = new Set<string>();
  readonly #closed = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;

  constructor(deps: DocumentationAheadDependencies<Subject>) {
    this.#deps = deps;
  }

  /** Something else is on screen, or something else is reported there. */
  changed(): void {
    clearTimeout(this.#timer);
    if (!this.#closed.signal.aborted) this.#timer = setTimeout(() => void this.#read(), SETTLE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#closed.abort();
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const { onScreen, allowed, read, log } = this.#deps;
    const { signal } = this.#closed;
    // What is on screen is looked at anew each time, for it may be another file by then.
    for (let next; !signal.aborted && allowed() && (next = onScreen().find(({ key }) => !this.#asked.has(key))); ) {
      if (this.#asked.size >= MOST) this.#asked.clear();
      this.#asked.add(next.key);
      await read(next.subject, signal).catch((error: unknown) => {
        if (!isAbort(error)) log.debug(`The documentation of a rule was not read ahead: ${messageOf(error)}`);
      });
    }
    this.#reading = false;
  }
}
