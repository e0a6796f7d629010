import type { Consent, ConsentRequest } from '../core/escalation.ts';
import { consentQuestion, outgoingText, workerTitle } from './consent-text.ts';

/** Which workers' inputs may go to which models without being asked about again. */
export interface ConsentMemory {
  given(worker: string, model: string, recipient: string): Promise<boolean>;
  give(worker: string, model: string, recipient: string): Promise<void>;
}

export interface ConsentDependencies {
  memory: ConsentMemory;
  /** Puts a question beside the work, which goes on; undefined where it is closed without an answer. */
  question(text: string, answers: readonly string[]): PromiseLike<string | undefined>;
  /** Shows what would be sent; what it gives closes it again. */
  show(title: string, text: string): Promise<() => Promise<void>>;
}

const SEND = 'Send';
/** Short, for a notification cuts long labels off: four of them have to fit. */
const SHOW = 'Show';
const DONT = "Don't Send";

/**
 * Asks before something leaves. The local answer stands meanwhile and can be used, so the question is not in its way. The first time the exact text is
 * shown along with it. Closing the question is no consent, and an answer that comes after the job was stopped is none either.
 */
export function createConsent({ memory, question, show }: ConsentDependencies): Consent {
  async function decide(request: ConsentRequest, signal: AbortSignal): Promise<'once' | 'always' | 'no'> {
    const always = `Always for ${workerTitle(request.worker)}`;
    const title = `For ${request.recipient}`;
    let close = request.first ? await show(title, outgoingText(request)) : undefined;
    try {
      for (;;) {
        signal.throwIfAborted();
        const answer = await orAbort(question(consentQuestion(request), [SEND, always, SHOW, DONT]), signal);
        if (answer === SEND) return 'once';
        if (answer === always) {
          await memory.give(request.consentFor, request.model, request.recipient);
          signal.throwIfAborted();
          return 'always';
        }
        if (answer !== SHOW) return 'no';
        // Its tab may be closed by now, or behind others.
        await close?.();
        close = await show(title, outgoingText(request));
      }
    } finally {
      await close?.();
    }
  }
  return { given: (worker, model, recipient) => memory.given(worker, model, recipient), ask: decide };
}

async function orAbort<Result>(wanted: PromiseLike<Result>, signal: AbortSignal): Promise<Result> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([wanted, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
