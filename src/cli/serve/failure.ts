import { isAbort, messageOf, UserError } from '../../core/errors.ts';
import { QueueFull } from './queue.ts';

/** A request that is answered by an error. */
export class Failure extends Error {
  readonly status: number;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly headers: Record<string, string>;
  /** OpenAI's name for it, where it has one. */
  readonly code: string | null;

  constructor(status: number, [what, why = '', next = '']: [what: string, why?: string, next?: string], { headers = {}, code = null }: { headers?: Record<string, string>; code?: string | null } = {}) {
    super(what);
    this.status = status;
    this.what = what;
    this.why = why;
    this.next = next;
    this.headers = headers;
    this.code = code;
  }
}

/** The reason of a signal that fires because a request has taken too long. */
export class TooLong extends Error {}

export interface FailureContext {
  /** Whether the model cannot be asked at all. */
  modelFailed: boolean;
  /** Status of a UserError that is about the input. */
  unanswerable: number;
}

/** What a client is told of anything that was thrown. An error from inside says nothing of itself: its message may hold an input. */
export function failureOf(error: unknown, { modelFailed, unanswerable }: FailureContext): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof QueueFull) return new Failure(429, ['Too many jobs are waiting.', '', 'Try again later.'], { headers: { 'Retry-After': String(error.retryAfter) }, code: 'rate_limit_exceeded' });
  if (error instanceof TooLong) return new Failure(504, ['It took too long.', error.message, 'Ask for less at once.']);
  if (error instanceof UserError) return new Failure(modelFailed ? 503 : unanswerable, [error.what, error.why, error.next]);
  if (isAbort(error)) return new Failure(503, ['The job was stopped.', 'The server is stopping.', 'Try again later.']);
  return new Failure(500, ['It failed inside.', '', 'Please report it.']);
}

/** `{"error": {what, why, next}}` */
export function ownShape({ what, why, next }: Failure): object {
  return { error: { what, why, next } };
}

/** As OpenAI's clients read errors. */
export function openAiShape({ status, what, why, next, code }: Failure): object {
  return { error: { message: messageOf([what, why, next].filter(Boolean).join(' ')), type: status >= 500 ? 'server_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error', param: null, code } };
}

export function isOpenAiPath(path: string): boolean {
  return /^\/v1\/(?:chat|embeddings|models)(?:\/|$)/.test(path);
}
