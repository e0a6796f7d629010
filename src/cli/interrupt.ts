/** What shells show for a program that ended by the signal. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** Milliseconds for an orderly end. */
const PATIENCE_MS = 3_000;
/** A terminal sends Ctrl-C to every program of the job, and npm and its like pass it on: the same key press comes several times within this time. */
const SAME_PRESS_MS = 400;

export interface Interruption {
  /** From now on a signal is how the program ends, and no failure; it may then take this many milliseconds. */
  expect(ms: number): void;
}

/** Calls `stop` with the exit code at the first signal; a second Ctrl-C, or an end that takes too long, ends the program at once. */
export function onInterrupt(stop: (code: number) => void): Interruption {
  let first: number | undefined;
  let expected: number | undefined;
  for (const [signal, code] of Object.entries(CODES)) {
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        setTimeout(() => process.exit(code), expected ?? PATIENCE_MS).unref();
        stop(expected === undefined ? code : 0);
      } else if (performance.now() - first > SAME_PRESS_MS) {
        process.exit(code);
      }
    });
  }
  return { expect: (ms) => (expected = ms) };
}
