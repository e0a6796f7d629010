/**
 * Makes of a chat model's answer what the local model gives, while it comes: without the prefill where the model repeats it,
 * without the empty lines before it, and without what follows the first stop text. Nothing is let out that may have to be taken back.
 */
export class AnswerText {
  readonly #prefill: string;
  /** What may be repeated of it: all of it, or its last line. */
  readonly #repeats: string[];
  readonly #stops: string[];
  /** What came and is not let out yet. */
  #held = '';
  #begun = false;
  /** After a prefill that ends with white space the answer starts with none. */
  #skipSpace = false;
  #stopped = false;
  #skipped = 0;

  constructor(prefill: string, stops: string[]) {
    this.#prefill = prefill;
    const whole = prefill.trim();
    this.#repeats = [...new Set([whole, whole.slice(whole.lastIndexOf('\n') + 1)])].filter((text) => text !== '');
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** Whether a stop text has come; what follows is nobody's. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Letters of the model's own text that were taken off its beginning. */
  get skipped(): number {
    return this.#skipped;
  }

  /** The text that may be shown after this piece. */
  push(piece: string): string {
    if (this.#stopped) return '';
    this.#held += piece;
    if (!this.#begun && !this.#begin(false)) return '';
    return this.#release(false);
  }

  /** What was held back, when no more text comes. */
  end(): string {
    if (this.#stopped) return '';
    if (!this.#begun) this.#begin(true);
    return this.#release(true);
  }

  /** Finds where the answer begins; false while that is not known. */
  #begin(last: boolean): boolean {
    if (!this.#skipSpace) {
      const text = this.#held.trimStart();
      if (text === '' && !last) return false;
      if (!last && this.#repeats.some((repeat) => text.length < repeat.length && repeat.startsWith(text))) return false;
      const spaces = this.#held.length - text.length;
      const repeated = this.#repeats.find((repeat) => text.startsWith(repeat));
      if (repeated !== undefined) {
        this.#skip(spaces + repeated.length);
        this.#skipSpace = this.#prefill.trimEnd() !== this.#prefill;
      } else if (this.#repeats.length === 0) {
        // The first line's indentation belongs to it.
        this.#skip(this.#held.slice(0, spaces).lastIndexOf('\n') + 1);
      } else {
        this.#skip(spaces);
        // As the local model goes on after a word.
        if (text !== '' && /[\w:,.]$/.test(this.#prefill)) this.#held = ` ${this.#held}`;
      }
    }
    if (this.#skipSpace) {
      const text = this.#held.trimStart();
      if (text === '' && !last) return false;
      this.#skip(this.#held.length - text.length);
    }
    this.#begun = true;
    return true;
  }

  #skip(length: number): void {
    this.#held = this.#held.slice(length);
    this.#skipped += length;
  }

  #release(last: boolean): string {
    const found = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((index) => index >= 0);
    if (found.length > 0) {
      this.#stopped = true;
      return this.#held.slice(0, Math.min(...found));
    }
    const keep = last ? 0 : Math.max(0, ...this.#stops.map((stop) => beginningAtEnd(this.#held, stop)));
    const text = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return text;
  }
}

/** Length of the longest proper beginning of `stop` that `text` ends with. */
function beginningAtEnd(text: string, stop: string): number {
  for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
