export interface RestartLimits {
  /** After this many crashes … */
  crashes: number;
  /** … within this many milliseconds the process stays down. */
  windowMs: number;
}

export const DEFAULT_RESTART_LIMITS: RestartLimits = { crashes: 5, windowMs: 3 * 60_000 };

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4_000;

/** Decides whether and when a crashed process is started again. */
export class RestartPolicy {
  readonly limits: RestartLimits;
  readonly #now: () => number;
  #crashes: number[] = [];
  #down = false;

  constructor(limits: RestartLimits, now: () => number) {
    this.limits = limits;
    this.#now = now;
  }

  crashed(): void {
    this.#crashes.push(this.#now());
    this.#forgetOld();
    if (this.#crashes.length >= this.limits.crashes) this.#down = true;
  }

  /** True when the process has crashed too often; it stays true until `reset`. */
  get down(): boolean {
    return this.#down;
  }

  /** Milliseconds to wait before the next start: none after the first crash, then longer from crash to crash. */
  get delayMs(): number {
    this.#forgetOld();
    const repeated = this.#crashes.length - 1;
    if (repeated < 1) return 0;
    return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (repeated - 1));
  }

  /** The user asks for another try. */
  reset(): void {
    this.#crashes = [];
    this.#down = false;
  }

  #forgetOld(): void {
    const oldest = this.#now() - this.limits.windowMs;
    this.#crashes = this.#crashes.filter((at) => at > oldest);
  }
}
