import type { Candidate, WorkerResult } from '../core/result.ts';

/** Several answers to one question, of which one is shown. */
export class Suggestions<Output> {
  readonly #text: (output: Output) => string;
  #candidates: Candidate<Output>[];
  #at = 0;
  /** Whether all that can be had are here. */
  complete: boolean;

  constructor(result: WorkerResult<Output>, text: (output: Output) => string) {
    this.#text = text;
    this.#candidates = [result];
    this.complete = result.answeredBy === 'code';
    if (result.candidates) this.add(result);
  }

  /** Adds those of another result on the same. The one that is shown keeps its place, and none comes twice. */
  add(result: WorkerResult<Output>): void {
    for (const candidate of result.candidates ?? [result]) {
      if (!this.#candidates.some((known) => this.#text(known.output) === this.#text(candidate.output))) this.#candidates.push(candidate);
    }
    this.complete = true;
  }

  get all(): readonly Candidate<Output>[] {
    return this.#candidates;
  }

  get shown(): Candidate<Output> {
    return this.#candidates[this.#at]!;
  }

  /** Goes to the next one, after the last to the first. Undefined where there is no other. */
  next(): Candidate<Output> | undefined {
    return this.#candidates.length < 2 ? undefined : this.show((this.#at + 1) % this.#candidates.length);
  }

  show(place: number): Candidate<Output> | undefined {
    if (this.#candidates[place]) this.#at = place;
    return this.#candidates[place];
  }

  /** `2 of 3`. */
  get place(): string {
    return `${this.#at + 1} of ${this.#candidates.length}`;
  }
}
