import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from './failure.ts';

export interface BodyLimits {
  /** Of one request. */
  bodyBytes: number;
  /** Of all requests that are under way. */
  allBodyBytes: number;
  /** Milliseconds that sending a body may take. */
  bodyMs: number;
}

export const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';

/** The type of the body, which is one of those. Throws a Failure where it is not. */
export function typeOfBody({ headers }: IncomingMessage, types: readonly string[]): string {
  const type = headers['content-type']?.split(';')[0]!.trim().toLowerCase() ?? '';
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!types.includes(type) || charset !== 'utf-8' || encoding !== 'identity') throw new Failure(415, ['The body is of a type that is not taken here.', `It is ${types.join(' or ')}, in UTF-8, not compressed.`, 'Set the header Content-Type.']);
  return type;
}

/** Reads bodies into memory, as far as there is room for them. */
export class Bodies {
  readonly #limits: BodyLimits;
  #held = 0;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /** The whole text; it counts as held until the answer has ended. Throws a Failure where it is too large, too slow or not UTF-8. */
  async read(request: IncomingMessage, answer: Pick<ServerResponse, 'once'>, signal: AbortSignal): Promise<string> {
    let held = 0;
    const hold = (bytes: number) => {
      if (held + bytes > this.#limits.bodyBytes) throw new Failure(413, ['The body is too large.', `It may have ${this.#limits.bodyBytes} bytes.`, 'Send it in parts.'], { headers: { Connection: 'close' } });
      if (this.#held + bytes > this.#limits.allBodyBytes) throw new Failure(429, ['Too much is being sent at once.', '', 'Try again later.'], { headers: { 'Retry-After': '5', Connection: 'close' }, code: 'rate_limit_exceeded' });
      held += bytes;
      this.#held += bytes;
    };
    answer.once('close', () => (this.#held -= held));
    hold(Number(request.headers['content-length'] ?? 0));
    const chunks: Buffer[] = [];
    let received = 0;
    await withinTime(this.#limits.bodyMs, signal, async (next) => {
      for (let chunk = await next(request); chunk !== undefined; chunk = await next(request)) {
        received += chunk.length;
        if (received > held) hold(received - held);
        chunks.push(chunk);
      }
    });
    return decoded(Buffer.concat(chunks));
  }
}

/** Gives the next chunk until the time is up. */
async function withinTime(ms: number, signal: AbortSignal, work: (next: (request: IncomingMessage) => Promise<Buffer | undefined>) => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Failure(408, ['The body did not come.', `It has to be here within ${Math.round(ms / 1000)} seconds.`], { headers: { Connection: 'close' } })), ms);
    ended.signal.addEventListener('abort', () => clearTimeout(timer));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal });
  });
  stopped.catch(() => undefined);
  let chunks: AsyncIterator<Buffer> | undefined;
  try {
    await work(async (request) => {
      chunks ??= request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      const { done, value } = await Promise.race([chunks.next(), stopped]);
      return done ? undefined : value;
    });
  } finally {
    ended.abort();
  }
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure(400, ['The body is not UTF-8.']);
  }
}

/** Throws a Failure where the text is not JSON. What it says of the place holds nothing of the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(400, ['The body is not JSON.']);
  }
}
