/** What is used of a commit box. */
export interface InputBox {
  value: string;
}

/** Milliseconds in which the box may still tell of a text that has been replaced since. */
const ECHO_MS = 1_000;

/**
 * A text that grows in an input box which belongs to the user: it is written only as long as nobody else writes there,
 * and what stood there before can be put back.
 */
export class Draft {
  readonly #box: InputBox;
  #before: string;
  #written: string | undefined;
  readonly #now: () => number;
  /** Texts that were replaced a moment ago. The box is in another process, which tells of each text with a delay: while pieces come quickly, it goes back to an older one for a moment. */
  #replacedAt = new Map<string, number>();

  constructor(box: InputBox, now: () => number = Date.now) {
    this.#box = box;
    this.#now = now;
    this.#before = box.value;
  }

  /** Shows the text as far as it has come. False when the user wrote in the box meanwhile: their text stays, and nothing more is written. */
  write(text: string): boolean {
    if (this.#written === undefined) this.#before = this.#box.value;
    else if (!this.untouched) return false;
    this.#replacedAt.set(this.#written ?? this.#before, this.#now());
    this.#box.value = text;
    this.#written = text;
    return true;
  }

  /** Whether it has been written at all. */
  get hasWritten(): boolean {
    return this.#written !== undefined;
  }

  /** Gives back what stood there before, unless the user wrote in the box meanwhile. */
  restore(): void {
    if (this.#written === undefined || !this.untouched) return;
    this.#box.value = this.#before;
    this.#written = undefined;
  }

  /** The text that was there and that the draft took the place of; empty when there was none. */
  get replaced(): string {
    return this.#written === undefined || this.#written === this.#before ? '' : this.#before;
  }

  /** Whether the box still holds what was written last, or tells late of what was written just before. */
  get untouched(): boolean {
    const { value } = this.#box;
    if (this.#written === undefined || value === this.#written) return value === this.#written;
    const replaced = this.#replacedAt.get(value);
    return replaced !== undefined && this.#now() - replaced < ECHO_MS;
  }
}
