import type { HttpBindings } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Failure, TooLong } from './failure.ts';

/** One request on its way. */
export interface Exchange {
  /** Names the request in its answer and in the log. */
  id: string;
  /** Who asks, for taking turns. */
  client: string;
  /** Fires when the client is gone, or the server ends. */
  signal: AbortSignal;
  /** What is asked, for the metrics: a worker's name, or one of a few others. */
  what: string;
  /** Status of a failure that came after the answer had begun. */
  failed?: number;
}

export interface ServeEnv {
  Bindings: HttpBindings;
  Variables: { exchange: Exchange };
}

const numbers = new WeakMap<Socket, number>();
let last = 0;

/** The client's own name for itself, else its connection. */
export function clientOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const name = headers['x-client-id'];
  if (name !== undefined) {
    if (typeof name !== 'string' || !/^[\w.:-]{1,64}$/.test(name)) throw new Failure(400, ['The header X-Client-Id cannot be used.', 'It takes up to 64 letters, digits and -._:.']);
    return `name ${name}`;
  }
  if (!numbers.has(socket)) numbers.set(socket, ++last);
  return `connection ${numbers.get(socket)}`;
}

/** Does work that may take this many milliseconds, then rejects with TooLong. */
export async function withinLimit<Result>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const limit = new AbortController();
  const forward = () => limit.abort(signal.reason);
  const timer = setTimeout(() => limit.abort(new TooLong(`A job may take ${Math.round(ms / 1000)} seconds, waiting included.`)), ms);
  signal.addEventListener('abort', forward, { once: true });
  if (signal.aborted) forward();
  try {
    return await work(limit.signal);
  } catch (error) {
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', forward);
  }
}
