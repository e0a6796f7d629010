/** What is used of a commit box. */
export interface InputBox {
  value: string;
}

/**
 * A text that grows in an input box which belongs to the user: it is written only as long as nobody else writes there,
 * and what stood there before can be put back.
 */
export class Draft {
  readonly #box: InputBox;
  #before: string;
  #written: string | undefined;

  constructor(box: InputBox) {
    this.#box = box;
    this.#before = box.value;
  }

  /** Shows the text as far as it has come. False when the user wrote in the box meanwhile: their text stays, and nothing more is written. */
  write(text: string): boolean {
    if (this.#written === undefined) this.#before = this.#box.value;
    else if (!this.untouched) return false;
    this.#box.value = text;
    this.#written = text;
    return true;
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

  /** Whether the box still holds what was written last. */
  get untouched(): boolean {
    return this.#box.value === this.#written;
  }
}
