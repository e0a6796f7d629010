import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Log } from '../../core/log.ts';
import { clientOf, type Exchange, type ServeEnv } from './exchange.ts';
import { Failure, isOpenAiPath, openAiShape, ownShape } from './failure.ts';
import { fromPage } from './from-this-machine.ts';
import { complete, embed, listModels, openAiFailure } from './openai-routes.ts';
import { openApiDocument } from './openapi.ts';
import type { ServeParts } from './parts.ts';
import { showsToken } from './token.ts';
import { askWorker, listWorkers, workerFailure } from './worker-routes.ts';

export interface AppOptions {
  token: string;
  /** Where it listens. */
  port(): number;
  /** Fires when it is to end at once. */
  ended: AbortSignal;
  /** Whether new requests are taken. */
  isOpen(): boolean;
  /** Requests that may be under way, waiting ones included. */
  mostRequests: number;
  log: Pick<Log, 'error'>;
}

type Handler = (c: Context<ServeEnv>) => Response | Promise<Response>;

/** What is answered to whom. */
export function createApp(parts: ServeParts, options: AppOptions): Hono<ServeEnv> {
  const app = new Hono<ServeEnv>();
  const underWay = new Set<AbortController>();
  options.ended.addEventListener('abort', () => {
    for (const each of underWay) each.abort(options.ended.reason);
  });

  app.use(async (c, next) => {
    const { incoming, outgoing } = c.env;
    const started = performance.now();
    const gone = new AbortController();
    const exchange: Exchange = { id: requestId(incoming.headers['x-request-id']), client: '', what: 'other', signal: gone.signal };
    c.set('exchange', exchange);
    underWay.add(gone);
    outgoing.once('close', () => {
      underWay.delete(gone);
      // As others write it down: the client has closed the connection.
      const status = outgoing.writableFinished ? (exchange.failed ?? outgoing.statusCode) : 499;
      parts.metrics.request(exchange.what, status, (performance.now() - started) / 1000);
      gone.abort(new DOMException('The client is gone.', 'AbortError'));
    });
    for (const [name, value] of HEADERS) c.header(name, value);
    c.header('X-Request-Id', exchange.id);

    const page = fromPage(incoming.headers, options.port());
    if (page !== undefined) throw new Failure(403, ['The request is refused.', page]);
    if (c.req.path !== '/health') {
      if (!showsToken(incoming.headers.authorization, options.token)) throw new Failure(401, ['The token is missing or wrong.', '', 'Send it in the header Authorization: Bearer TOKEN.'], { headers: { 'WWW-Authenticate': 'Bearer' }, code: 'invalid_api_key' });
      if (!options.isOpen()) throw new Failure(503, ['The server is stopping.', '', 'Try again later.'], { headers: { 'Retry-After': '5', Connection: 'close' } });
      if (underWay.size > options.mostRequests) throw new Failure(429, ['Too many requests are under way.', '', 'Try again later.'], { headers: { 'Retry-After': '1' }, code: 'rate_limit_exceeded' });
      exchange.client = clientOf(incoming);
    }
    await next();
  });

  const route = (method: 'GET' | 'POST', path: string, what: string, handler: Handler) => {
    app.on(method, path, (c) => {
      c.get('exchange').what = what;
      return handler(c);
    });
    app.all(path, () => {
      throw new Failure(405, ['That method is not for this address.'], { headers: { Allow: method === 'GET' ? 'GET, HEAD' : method } });
    });
  };
  route('GET', '/health', 'health', (c) => c.json({ status: options.isOpen() ? 'ok' : 'stopping' }, options.isOpen() ? 200 : 503));
  route('GET', '/metrics', 'metrics', async (c) => c.body(await parts.metrics.text(), 200, { 'Content-Type': parts.metrics.type }));
  route('GET', '/openapi.json', 'openapi', async (c) => c.json(openApiDocument({ ...(await parts.workers()), model: parts.model.name, port: options.port() })));
  route('GET', '/v1/workers', 'workers', (c) => listWorkers(parts, c));
  route('POST', '/v1/workers/:name', 'unknown', (c) => askWorker(parts, c));
  route('GET', '/v1/models', 'models', (c) => listModels(parts, c));
  route('POST', '/v1/chat/completions', 'chat', (c) => complete(parts, c));
  route('POST', '/v1/embeddings', 'embeddings', (c) => embed(parts, c));
  app.notFound(() => {
    throw new Failure(404, ['There is nothing at this address.', '', 'GET /openapi.json says what there is.']);
  });

  app.onError((error, c) => {
    const isOpenAi = isOpenAiPath(c.req.path);
    const failure = isOpenAi ? openAiFailure(error) : workerFailure(error);
    // The message may hold what somebody asked.
    if (failure.status === 500) options.log.error(`${c.get('exchange').what} failed inside (${error.name}), request ${c.get('exchange').id}`);
    return c.json(isOpenAi ? openAiShape(failure) : ownShape(failure), failure.status as 500, failure.headers);
  });
  return app;
}

/** The client's own, where it is one. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

const HEADERS = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
] as const;
