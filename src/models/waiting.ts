import { abortError } from './process-errors.ts';

/** The promise's outcome, or an AbortError as soon as the signal fires. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The promise's outcome, or the error of `late` when it takes longer than `ms`. */
export async function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(late()), ms)));
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const CHECKS = 12;

/**
 * Calls `onStall` once when `alive` has not been called for `ms`. It counts ticks instead of comparing clocks,
 * so that a machine that wakes from sleep is not taken for one that stalls.
 */
export function watchForStall(ms: number, onStall: () => void): { alive(): void; stop(): void } {
  let quiet = 0;
  const timer = setInterval(() => {
    if (++quiet < CHECKS) return;
    clearInterval(timer);
    onStall();
  }, ms / CHECKS);
  return { alive: () => (quiet = 0), stop: () => clearInterval(timer) };
}
