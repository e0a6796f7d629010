import type { Candidate, WorkerResult } from '../core/result.ts';

/** An answer, and who wrote it where that is not the local model. */
export interface Suggestion<Output> extends Candidate<Output> {
  by?: string;
}

/** Several answers to one question, of which one is shown. */
export class Suggestions<Output> {
  readonly #text: (output: Output) => string;
  #candidates: Suggestion<Output>[];
  #at = 0;
  /** Whether all that can be had are here. */
  complete: boolean;

  constructor(result: WorkerResult<Output>, text: (output: Output) => string) {
    this.#text = text;
    this.#candidates = [suggestionOf(result)];
    // Where a remote model was asked: the answer that was not chosen.
    if (result.other && text(result.other.output) !== text(result.output)) this.#candidates.push(suggestionOf(result.other));
    this.complete = result.answeredBy === 'code';
    if (result.candidates) this.add(result);
  }

  /** Adds those of another result on the same. The one that is shown keeps its place, and none comes twice. */
  add(result: WorkerResult<Output>): void {
    for (const candidate of result.candidates ?? [suggestionOf(result)]) {
      if (!this.#candidates.some((known) => this.#text(known.output) === this.#text(candidate.output))) this.#candidates.push(candidate);
    }
    this.complete = true;
  }

  get all(): readonly Suggestion<Output>[] {
    return this.#candidates;
  }

  get shown(): Suggestion<Output> {
    return this.#candidates[this.#at]!;
  }

  /** Goes to the next one, after the last to the first. Undefined where there is no other. */
  next(): Suggestion<Output> | undefined {
    return this.#candidates.length < 2 ? undefined : this.show((this.#at + 1) % this.#candidates.length);
  }

  show(place: number): Suggestion<Output> | undefined {
    if (this.#candidates[place]) this.#at = place;
    return this.#candidates[place];
  }

  /** `2 of 3`. */
  get place(): string {
    return `${this.#at + 1} of ${this.#candidates.length}`;
  }
}

function suggestionOf<Output>({ output, confidence, checks, answeredBy, model }: Candidate<Output> & Pick<WorkerResult<Output>, 'answeredBy' | 'model'>): Suggestion<Output> {
  return { output, confidence, checks, ...(answeredBy === 'remote' && model !== null && { by: model }) };
}
