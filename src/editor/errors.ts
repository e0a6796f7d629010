import { isAbort, messageOf, UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { complain } from './messages.ts';

/** What a person needs to know of something that went wrong. */
export interface Failure {
  what: string;
  why: string;
  next: string;
}

/** Shows what went wrong, in one place and one manner. */
export interface ErrorReporter {
  /** `what` says in one sentence what did not happen. Cancelling is not an error and is not shown. Undefined then. */
  failure(what: string, error: unknown): Failure | undefined;
  /** The same, as a message that offers the log. Does not wait for the message to be closed. */
  show(what: string, error: unknown): void;
}

export function createErrorReporter(log: Log, showLog: () => void): ErrorReporter {
  function failure(what: string, error: unknown): Failure | undefined {
    if (isAbort(error)) return undefined;
    log.error(`${what} ${error instanceof Error && !(error instanceof UserError) ? (error.stack ?? error.message) : messageOf(error)}`);
    if (error instanceof UserError) return { what: error.what, why: error.why, next: error.next };
    return { what, why: sentence(messageOf(error)), next: 'The log has the details.' };
  }
  return {
    failure,
    show(what, error) {
      const found = failure(what, error);
      if (!found) return;
      const text = [found.what, found.why, found.next].filter(Boolean).join(' ');
      void complain(text, 'Show Log').then((answer) => answer && showLog());
    },
  };
}

function sentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
