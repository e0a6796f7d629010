/** Explanations that one can go back to. */
const KEPT = 20;

/** What was shown one after the other, and which of it is shown now. What is added takes the place of all that lies ahead. */
export class History<T> {
  readonly #entries: T[] = [];
  #at = -1;

  get shown(): T | undefined {
    return this.#entries[this.#at];
  }

  get hasBack(): boolean {
    return this.#at > 0;
  }

  get hasForward(): boolean {
    return this.#at < this.#entries.length - 1;
  }

  add(entry: T): void {
    this.#entries.splice(this.#at + 1, Infinity, entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    this.#at = this.#entries.length - 1;
  }

  /** Goes one step on or back; false where there is nothing. */
  go(step: 1 | -1): boolean {
    if (step > 0 ? !this.hasForward : !this.hasBack) return false;
    this.#at += step;
    return true;
  }
}
