/** Milliseconds between two looks at an answer that is being written: a large one is not drawn anew with every word. */
const PACE_MS = 100;

/** Takes the states of an answer that is being written, as they come. */
export interface Paced<Args extends unknown[]> {
  take(...state: Args): void;
  /** Shows the last state, if it was passed over: no other one may follow. */
  flush(): void;
}

/** Shows some of the states that it takes. */
export function paced<Args extends unknown[]>(show: (...state: Args) => void): Paced<Args> {
  let shownAt = -Infinity;
  let passedOver: Args | undefined;
  return {
    take(...state) {
      const now = performance.now();
      passedOver = now - shownAt < PACE_MS ? state : undefined;
      if (passedOver) return;
      shownAt = now;
      show(...state);
    },
    flush() {
      const state = passedOver;
      passedOver = undefined;
      if (state) show(...state);
    },
  };
}
