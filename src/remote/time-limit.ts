import { isAbort, UserError } from '../core/errors.ts';
import { type Addressee, tooSlow, unreadableAnswer } from './failures.ts';
import type { RemoteLimits } from './limits.ts';

/** Runs a request within the limit of its whole time. Rejects with an AbortError when the caller's signal fires, and with nothing else but UserErrors and what the listener throws. */
export async function within<Result>(limits: RemoteLimits, addressee: Addressee, signal: AbortSignal | undefined, act: (control: AbortController, deadline: number) => Promise<Result>): Promise<Result> {
  signal?.throwIfAborted();
  const control = new AbortController();
  const cancel = () => control.abort(signal?.reason);
  signal?.addEventListener('abort', cancel, { once: true });
  const late = tooSlow(addressee, 'whole', limits.totalMs);
  const timer = setTimeout(() => control.abort(late), limits.totalMs);
  // Rejects at once, whatever the parts in between do with the signal.
  const aborted = new Promise<never>((_, reject) => control.signal.addEventListener('abort', () => reject(control.signal.reason as Error), { once: true }));
  aborted.catch(() => {});
  try {
    return await Promise.race([act(control, performance.now() + limits.totalMs), aborted]);
  } catch (error) {
    if (signal?.aborted) throw isAbort(signal.reason) ? signal.reason : new DOMException('The request was cancelled.', 'AbortError');
    if (control.signal.aborted && control.signal.reason === late) throw late;
    if (error instanceof ListenerError) throw error.cause;
    throw userErrorIn(error) ?? unreadableAnswer(addressee);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    // Closes the connection where the answer was not read to its end.
    control.abort();
  }
}

/** The listener's own failure, which is none of the server's. */
export class ListenerError extends Error {}

/** The SDK wraps what went wrong below it. */
export function userErrorIn(error: unknown): UserError | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) if (cause instanceof UserError) return cause;
  return undefined;
}
