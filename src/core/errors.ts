/**
 * An error meant for the person at the keyboard: what happened, why, and what to do next.
 * Everything else that is thrown is a bug or a failure of a part, and is wrapped at the border.
 */
export class UserError extends Error {
  readonly what: string;
  readonly why: string;
  readonly next: string;

  constructor(what: string, why: string, next: string, options?: ErrorOptions) {
    super([what, why, next].filter(Boolean).join(' '), options);
    this.name = 'UserError';
    this.what = what;
    this.why = why;
    this.next = next;
  }
}

/** Tokens of a request to a server. */
export interface UsedTokens {
  promptTokens: number;
  outputTokens: number;
}

/** A request to a server that failed, of which it is known what it used up: `nothing` where it failed before anything of it had left. */
export class RequestFailed extends UserError {
  readonly used: 'nothing' | UsedTokens;

  constructor(what: string, why: string, next: string, used: RequestFailed['used'], options?: ErrorOptions) {
    super(what, why, next, options);
    this.used = used;
  }
}

/** True for what an aborted AbortSignal makes a promise reject with. Cancelling is not a failure and is never shown as one. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The message of anything that was thrown, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
