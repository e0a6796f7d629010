import { setTimeout as sleep } from 'node:timers/promises';
import { defaultLimits, httpGet, SourceFailure, type HttpAnswer, type HttpLimits } from './http-get.ts';

/** Where the bytes go. What `received` counts is kept over interruptions. */
export interface DownloadSink {
  readonly received: number;
  append(chunk: Buffer): Promise<void>;
  restart(): Promise<void>;
}

export interface DownloadOptions {
  url: URL;
  sink: DownloadSink;
  headers?: Record<string, string>;
  /** Size of the file where it is known: another one is refused, and never more is written. */
  bytes?: number;
  /** True when the content is known by its hash: then what was begun may be continued without asking whether it is still the same file. */
  pinned: boolean;
  /** ETag of what the sink holds already. */
  etag?: string | null;
  /** Web pages are refused otherwise: they come from proxies and sign-in pages that stand in between. */
  allowWebPage?: boolean;
  /** Called with each answer that is going to be written, before its first byte; throws a SourceFailure to turn it down. */
  onAnswer?: (answer: { headers: HttpAnswer['headers']; firstHeaders: HttpAnswer['headers']; total: number | null; etag: string | null }) => void | Promise<void>;
  onBytes?: () => void;
  onRetry?: (reason: string, waitMs: number) => void;
  policy?: DownloadPolicy;
  signal?: AbortSignal;
}

/** How patient a download is. */
export interface DownloadPolicy extends HttpLimits {
  /** Attempts in a row that bring not one byte. */
  attempts: number;
  /** Before the second attempt; doubles from one to the next. */
  firstWaitMs: number;
  /** A server that asks for more than this is given up. */
  longestWaitMs: number;
}

export const defaultPolicy: DownloadPolicy = { ...defaultLimits, attempts: 6, firstWaitMs: 1_000, longestWaitMs: 60_000 };

const RETRY_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Fetches a file into the sink, continuing what is there. A broken or silent connection, a busy or failing server are tried again with growing waits;
 * a server that cannot be reached at all is not, so that the next source gets its turn. Rejects with a SourceFailure, or with the signal's reason.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const policy = options.policy ?? defaultPolicy;
  const state = { etag: options.etag ?? null, answered: false };
  let furthest = options.sink.received;
  for (let failures = 0; ; ) {
    try {
      await attempt(options, policy, state);
      return;
    } catch (error) {
      // The network may come and go, but where it never was there is nothing to wait for.
      const lost = error instanceof SourceFailure && error.kind === 'unreachable' && state.answered;
      if (!(error instanceof SourceFailure) || (error.kind !== 'interrupted' && !lost)) throw error;
      failures = options.sink.received > furthest ? 1 : failures + 1;
      furthest = Math.max(furthest, options.sink.received);
      // A server that never answered is not worth the wait: there are other sources.
      if (failures >= (state.answered ? policy.attempts : Math.min(2, policy.attempts))) throw new SourceFailure('refused', `${error.message}, ${failures} times in a row`, { cause: error });
      const wait = error.retryAfterMs ?? policy.firstWaitMs * 2 ** (failures - 1);
      if (wait > policy.longestWaitMs) throw new SourceFailure('refused', `${error.message} and asks to wait ${Math.ceil(wait / 1000)} s`, { cause: error });
      options.onRetry?.(error.message, wait);
      await sleep(wait, undefined, { signal: options.signal });
    }
  }
}

async function attempt(options: DownloadOptions, policy: DownloadPolicy, state: { etag: string | null; answered: boolean }): Promise<void> {
  const { sink, url, signal } = options;
  if (options.bytes !== undefined && sink.received > options.bytes) await sink.restart();
  if (options.bytes !== undefined && sink.received === options.bytes) return;
  if (sink.received > 0 && !options.pinned && !state.etag) await sink.restart();

  const range: Record<string, string> = sink.received > 0 ? { Range: `bytes=${sink.received}-`, ...(state.etag ? { 'If-Range': state.etag } : {}) } : {};
  const answer = await httpGet(url, { ...options.headers, ...range }, policy, signal);
  state.answered = true;
  try {
    if (answer.status === 416) {
      if (answer.headers['content-range'] === `bytes */${sink.received}`) return;
      // What is here is not the start of what is there.
      await sink.restart();
      throw new SourceFailure('interrupted', `${answer.url.host} cannot continue this file`);
    }
    if (answer.status !== 200 && answer.status !== 206) throw statusFailure(answer);
    const encoding = answer.headers['content-encoding'];
    if (encoding && encoding !== 'identity') throw new SourceFailure('refused', `${answer.url.host} sends the file re-coded (${encoding})`);
    if (!options.allowWebPage && /^text\/html\b/i.test(answer.headers['content-type'] ?? '')) throw new SourceFailure('refused', `${answer.url.host} answers with a web page in place of the file`);

    if (answer.status === 206 && !options.pinned && state.etag && answer.headers.etag && answer.headers.etag !== state.etag) {
      // Not every server heeds If-Range: this is the rest of another file.
      await sink.restart();
      throw new SourceFailure('interrupted', `the file at ${answer.url.host} has changed`);
    }
    const { start, total } = extent(answer);
    if (options.bytes !== undefined && total !== null && total !== options.bytes) throw new SourceFailure('refused', `the file at ${answer.url.host} has ${total} bytes, not ${options.bytes}`);
    if (start !== sink.received) {
      if (start !== 0) throw new SourceFailure('refused', `${answer.url.host} sends another part of the file than was asked for`);
      await sink.restart();
    }
    state.etag = strongEtag(answer.headers.etag);
    await options.onAnswer?.({ headers: answer.headers, firstHeaders: answer.firstHeaders, total, etag: state.etag });

    const limit = options.bytes ?? total ?? Infinity;
    for await (const chunk of answer.body) {
      if (sink.received + chunk.length > limit) throw new SourceFailure('refused', `${answer.url.host} sends more than the ${limit} bytes that the file has`);
      await sink.append(chunk);
      options.onBytes?.();
    }
    const expected = options.bytes ?? total;
    if (expected !== null && sink.received < expected) throw new SourceFailure('interrupted', `the connection to ${answer.url.host} ended after ${sink.received} of ${expected} bytes`);
  } finally {
    answer.close();
  }
}

/** Where the answer's body starts in the file, and the file's size. */
function extent(answer: HttpAnswer): { start: number; total: number | null } {
  if (answer.status === 206) {
    const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '');
    if (!match) throw new SourceFailure('refused', `${answer.url.host} does not say which part of the file it sends`);
    return { start: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) };
  }
  const length = answer.headers['content-length'];
  return { start: 0, total: length === undefined ? null : Number(length) };
}

/** A weak ETag does not promise the same bytes. */
function strongEtag(etag: string | undefined): string | null {
  return etag && !etag.startsWith('W/') ? etag : null;
}

function statusFailure(answer: HttpAnswer): SourceFailure {
  const { status } = answer;
  const host = answer.url.host;
  if (RETRY_STATUS.has(status)) {
    const reason = status === 429 ? `${host} is asked too often (429)` : `${host} fails (${status})`;
    return new SourceFailure('interrupted', reason, { status, retryAfterMs: retryAfter(answer.headers['retry-after']) });
  }
  const why = status === 404 ? 'it is not there (404)' : status === 401 || status === 403 ? `it is not there or needs a sign-in (${status})` : `it answers with ${status}`;
  return new SourceFailure('refused', `${host}: ${why}`, { status });
}

/** Seconds or a date, as HTTP has it; milliseconds. */
function retryAfter(header: string | undefined): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
