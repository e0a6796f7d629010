import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Addressee, codeOf, connectionFailure, isBroken, isOutOfCredit, type Reached, redirected, statusFailure, tooLong, tooSlow, wrongType } from './failures.ts';
import type { RemoteLimits } from './limits.ts';
import { askedWait, backOff } from './retry-delays.ts';
import { unsupportedIn, without } from './unsupported.ts';

export type Fetch = typeof globalThis.fetch;

export interface GuardOptions {
  addressee: Addressee;
  limits: RemoteLimits;
  /** When the whole request must be over, by performance.now(). */
  deadline: number;
  accept: 'text/event-stream' | 'application/json';
  /** Parameters that this model was found not to take; added to as more are found. */
  unsupported: Set<string>;
  fetch: Fetch | undefined;
  log: Log;
}

/** What may be wanting of an error's body. */
const ERROR_BYTES = 16_000;
const MAX_UNSUPPORTED = 4;

/**
 * A `fetch` which gives successful answers of the wanted type alone, and rejects with a UserError for all else: it follows no redirects,
 * keeps to the limits, tries again where that may help and nothing has come, and leaves out what the model does not take.
 * It is the editor's own `fetch` at the time of the call, which knows the user's proxy and certificates; `redirect: 'manual'` keeps that so with `http.electronFetch`.
 */
export function guardedFetch(options: GuardOptions): Fetch {
  const { addressee, limits, deadline, unsupported, log } = options;
  return async (input, init = {}) => {
    const signal = init.signal ?? new AbortController().signal;
    let reached: Reached = 'new';
    for (let attempt = 1, resets = 0, left = 0; ; ) {
      const body = typeof init.body === 'string' ? without(init.body, unsupported) : init.body;
      let failure: UserError;
      let waitMs: number;
      const attemptControl = new AbortController();
      const timer = setTimeout(() => attemptControl.abort(tooSlow(addressee, 'beginning', limits.beginMs)), limits.beginMs);
      try {
        const response = await (options.fetch ?? globalThis.fetch)(input, { ...init, body, redirect: 'manual', signal: AbortSignal.any([signal, attemptControl.signal]) });
        reached = 'sent';
        if (response.ok) {
          const type = response.headers.get('content-type');
          if (!type?.toLowerCase().startsWith(options.accept) || !response.body) {
            void response.body?.cancel().catch(() => {});
            throw wrongType(type, addressee);
          }
          return new Response(bounded(response.body, options, signal, attemptControl, timer), { status: response.status, headers: response.headers });
        }
        if (response.status >= 300 && response.status < 400) {
          void response.body?.cancel().catch(() => {});
          throw redirected(response.headers.get('location'), addressee);
        }
        const text = await beginningOf(response);
        const found = response.status === 400 || response.status === 422 ? unsupportedIn(text, unsupported) : undefined;
        if (found && left++ < MAX_UNSUPPORTED) {
          log.info(`${addressee.recipient}: ${addressee.model} does not take ${found}; asking again without it`);
          unsupported.add(found);
          clearTimeout(timer);
          continue;
        }
        const asked = askedWait(response.headers, Date.now());
        failure = statusFailure(response.status, text, asked, addressee);
        const mayHelp = (response.status === 429 && !isOutOfCredit(text)) || response.status === 408 || response.status >= 500;
        if (!mayHelp || response.headers.get('x-should-retry') === 'false') throw failure;
        waitMs = asked ?? backOff(attempt, Math.random());
      } catch (error) {
        clearTimeout(timer);
        if (signal.aborted || error instanceof UserError) throw signal.aborted ? signal.reason : error;
        if (attemptControl.signal.aborted) throw attemptControl.signal.reason;
        failure = connectionFailure(error, addressee, reached);
        // A kept connection may have been closed by the server at the moment that it was used. A network that is gone fails again at once.
        if (!isBroken(error) || resets++ > 0) throw failure;
        reached = 'sent';
        log.debug(`${addressee.recipient}: the connection broke (${codeOf(error)}); trying once more`);
        waitMs = 0;
      }
      clearTimeout(timer);
      if (attempt >= limits.attempts || performance.now() + waitMs >= deadline) throw failure;
      attempt++;
      if (waitMs > 0) log.info(`${addressee.recipient}: ${failure.what} Trying again in ${Math.round(waitMs)} ms`);
      await sleep(waitMs, undefined, { signal });
    }
  };
}

/** The body piece by piece as it is asked for, within the limits of time and size. */
function bounded(body: ReadableStream<Uint8Array>, { addressee, limits }: GuardOptions, signal: AbortSignal, attemptControl: AbortController, firstTimer: NodeJS.Timeout): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let timer = firstTimer;
  let received = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          clearTimeout(timer);
          if (done) return controller.close();
          received += value.byteLength;
          if (received > limits.bytes) throw tooLong(addressee, limits.bytes);
          controller.enqueue(value);
          timer = setTimeout(() => attemptControl.abort(tooSlow(addressee, 'silence', limits.silenceMs)), limits.silenceMs);
        } catch (error) {
          clearTimeout(timer);
          const failure = signal.aborted ? signal.reason : error instanceof UserError ? error : attemptControl.signal.aborted ? attemptControl.signal.reason : connectionFailure(error, addressee, 'answering');
          attemptControl.abort(failure);
          controller.error(failure);
        }
      },
      cancel(reason) {
        clearTimeout(timer);
        attemptControl.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The first bytes of a body, as text. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (text.length >= ERROR_BYTES) break;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  return text.slice(0, ERROR_BYTES);
}
