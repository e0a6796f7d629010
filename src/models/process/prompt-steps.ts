/** An abort waits for the running step: this is the aim in milliseconds for work that must give way. */
const BACKGROUND_AIM_MS = 80;
/** Fewer tokens at a time cost far more than they gain: on two cores the default model reads 16 in 180 ms, and 8 in 150 or 4 in 100. */
const SMALLEST = 16;
const LARGEST = 512;
/** From about this size on, larger steps are hardly faster on a CPU, and a user's next job has to wait for the running step. */
const USER_ON_CPU = 128;

/**
 * How many tokens of a prompt are evaluated at a time. What a user waits for goes in steps of one size that costs no speed: the size
 * has a faint influence on the numbers, and the same input should give the same answer. Background work goes in steps whose
 * size follows the time that they take, so that it can be aborted at once.
 */
export class PromptSteps {
  readonly #user: number;
  #background = SMALLEST;

  constructor({ gpu }: { gpu: boolean }) {
    this.#user = gpu ? LARGEST : USER_ON_CPU;
  }

  size(background: boolean): number {
    return background ? this.#background : this.#user;
  }

  /** Tells how long a full step of background work took. */
  tookInBackground(ms: number): void {
    if (ms > BACKGROUND_AIM_MS) this.#background = Math.max(SMALLEST, this.#background / 2);
    else if (ms < BACKGROUND_AIM_MS * 0.4) this.#background = Math.min(LARGEST, this.#background * 2);
  }
}
