import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { messageOf } from '../core/errors.ts';

/** Time limits of one request, in milliseconds. */
export interface HttpLimits {
  /** Look-up, connection and TLS together: short, so that a closed network is noticed at once. */
  connectMs: number;
  /** Silence after which a connection is given up: before the answer starts and between its pieces. */
  stallMs: number;
}

export const defaultLimits: HttpLimits = { connectMs: 5_000, stallMs: 30_000 };

/**
 * Why a source could not give what was asked.
 * `unreachable`: no connection; `interrupted`: it broke or went silent, and trying again may help; `refused`: trying again is no use.
 */
export class SourceFailure extends Error {
  readonly kind: 'unreachable' | 'interrupted' | 'refused';
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(kind: SourceFailure['kind'], message: string, options: ErrorOptions & { retryAfterMs?: number; status?: number } = {}) {
    super(message, options);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }
}

export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** What the host that was asked said, its redirects included, each header as it came first: another host must not speak for it. */
  firstHeaders: http.IncomingHttpHeaders;
  url: URL;
  /** Rejects with a SourceFailure when the connection breaks or goes silent. To be read to its end, or `close` called. */
  body: AsyncIterable<Buffer>;
  close(): void;
}

const MAX_REDIRECTS = 8;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * GET, following redirects. Uses node:https: the editor routes it through the user's proxy settings; elsewhere Node's own agent reads
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Rejects with a SourceFailure, or with the signal's reason.
 */
export async function httpGet(address: URL, headers: Record<string, string>, limits: HttpLimits, signal?: AbortSignal): Promise<HttpAnswer> {
  let url = address;
  let sent = { 'User-Agent': 'journeyman', 'Accept-Encoding': 'identity', ...headers };
  let firstHeaders: http.IncomingHttpHeaders = {};
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await request(url, sent, limits, signal);
    // A connection that breaks while nobody reads must not end the process.
    response.on('error', () => {});
    if (url.host === address.host) firstHeaders = { ...response.headers, ...firstHeaders };
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if (!REDIRECTS.has(status) || !location) {
      const close = () => void response.destroy();
      return { status, headers: response.headers, firstHeaders, url, close, body: readBody(response, url, limits, signal) };
    }
    response.destroy();
    const next = URL.parse(location, url.href);
    if (!next || !mayFollow(next, url)) throw new SourceFailure('refused', `${url.host} redirects to an address that is not safe: ${next?.protocol ?? ''}//${next?.host ?? location}`);
    // Keys are for the server they were meant for.
    if (next.host !== url.host) sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name.toLowerCase() !== 'authorization')) as typeof sent;
    url = next;
  }
  throw new SourceFailure('refused', `${address.host} redirects in circles`);
}

/** https always; plain http only within this machine, or where the user's own choice of server was plain http already. */
export function mayFollow(next: URL, from: URL): boolean {
  if (next.username || next.password) return next.host === from.host && mayFollow(stripUser(next), from);
  if (next.protocol === 'https:') return true;
  return next.protocol === 'http:' && from.protocol === 'http:' && (next.host === from.host || (isLoopback(next.hostname) && isLoopback(from.hostname)));
}

function stripUser(url: URL): URL {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

let agent: https.Agent | undefined;
function secureAgent(): https.Agent {
  agent ??= new https.Agent({ keepAlive: true, ca: trustedCertificates(), ...proxyFromEnvironment });
  return agent;
}

let plainAgent: http.Agent | undefined;
function agentFor(url: URL): http.Agent {
  if (url.protocol === 'https:') return secureAgent();
  return (plainAgent ??= new http.Agent({ keepAlive: true, ...proxyFromEnvironment }));
}

/** Read by Node ≥ 24.5; older ones ignore it. */
const proxyFromEnvironment: object = { proxyEnv: process.env };

/** Node's own authorities and the system's: in many companies the proxy's certificate is known to the system alone. */
function trustedCertificates(): string[] | undefined {
  try {
    return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  } catch {
    return undefined;
  }
}

function request(url: URL, headers: Record<string, string>, limits: HttpLimits, signal: AbortSignal | undefined): Promise<http.IncomingMessage> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? https.get : http.get;
    const sent = send(url, { headers, agent: agentFor(url) });
    const giveUp = (failure: Error) => {
      sent.destroy(failure);
      settle(() => reject(failure));
    };
    const abort = () => giveUp(signal!.reason as Error);
    let timer = setTimeout(() => giveUp(new SourceFailure('unreachable', `${url.host} did not answer within ${limits.connectMs / 1000} s`)), limits.connectMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      act();
    };
    let isConnected = false;
    const connected = () => {
      isConnected = true;
      clearTimeout(timer);
      timer = setTimeout(() => giveUp(new SourceFailure('interrupted', `${url.host} went silent for ${limits.stallMs / 1000} s`)), limits.stallMs);
    };
    signal?.addEventListener('abort', abort, { once: true });
    sent.once('socket', (socket) => {
      if (!socket.connecting) connected();
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    sent.once('response', (response) => settle(() => resolve(response)));
    sent.on('error', (error) => settle(() => reject(error instanceof SourceFailure || signal?.aborted ? error : connectionFailure(error, url, isConnected))));
  });
}

function connectionFailure(error: NodeJS.ErrnoException, url: URL, wasConnected: boolean): SourceFailure {
  const code = error.code ?? (error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined)?.code : undefined);
  if (wasConnected) return new SourceFailure('interrupted', `the connection to ${url.host} broke (${code ?? messageOf(error)})`, { cause: error });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new SourceFailure('unreachable', `the name ${url.hostname} is not known here (${code})`, { cause: error });
  if (code === 'ECONNREFUSED') return new SourceFailure('unreachable', `${url.host} refuses connections`, { cause: error });
  return new SourceFailure('unreachable', `${url.host} cannot be reached: ${messageOf(error) || code || 'unknown error'}`, { cause: error });
}

async function* readBody(response: http.IncomingMessage, url: URL, limits: HttpLimits, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const abort = () => void response.destroy(signal!.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  let silent: NodeJS.Timeout | undefined;
  const listen = () => {
    silent = setTimeout(() => response.destroy(new SourceFailure('interrupted', `${url.host} went silent for ${limits.stallMs / 1000} s`)), limits.stallMs);
  };
  try {
    signal?.throwIfAborted();
    listen();
    for await (const chunk of response) {
      // The clock stands still while the chunk is being written.
      clearTimeout(silent);
      yield chunk as Buffer;
      listen();
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error instanceof SourceFailure ? error : new SourceFailure('interrupted', `the connection to ${url.host} broke`, { cause: error });
  } finally {
    clearTimeout(silent);
    signal?.removeEventListener('abort', abort);
    response.destroy();
  }
}
