import { getRequestListener } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import { UserError } from '../../core/errors.ts';
import type { ServeEnv } from './exchange.ts';

/** Connections at the same time. */
const MOST_CONNECTIONS = 1024;
/** Milliseconds until the headers of a request have to be there. */
const HEADERS_MS = 10_000;
/** Milliseconds that a connection may be open without a request. */
const KEEP_ALIVE_MS = 60_000;

export interface Listening {
  port: number;
  /** Takes no more connections, lets the requests that are under way end, and ends by `end` those that take longer than this many milliseconds. */
  close(options: { graceMs: number; end(): void }): Promise<void>;
}

/** Listens on 127.0.0.1 alone. Port 0 is any free one. Throws a UserError where the port is taken. */
export async function listen(app: Pick<Hono<ServeEnv>, 'fetch'>, port: number): Promise<Listening> {
  // The names of what others in this program use stay as they are.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ maxHeaderSize: 16 * 1024, requireHostHeader: true }, (incoming, outgoing) => void listener(incoming, outgoing));
  server.maxConnections = MOST_CONNECTIONS;
  server.headersTimeout = HEADERS_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // The body has a time limit of its own, which the client is told of.
  server.requestTimeout = 0;
  const unused = unusedConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(new UserError(`The server cannot listen on port ${port}.`, taken ? 'Another program does already.' : `${error.message}.`, 'Choose another one by --port, or 0 for any that is free.', { cause: error }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: (options) => close(server, unused, options) };
}

/** Connections that clients keep ready without having asked anything: Node counts them as busy. */
function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

async function close(server: Server, unused: ReadonlySet<Socket>, { graceMs, end }: { graceMs: number; end(): void }): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of unused) socket.destroy();
  // Connections become idle one by one.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const timer = new AbortController();
  const late = sleep(graceMs, 'late', { signal: timer.signal }).catch(() => 'ended');
  if ((await Promise.race([closed, late])) === 'late') {
    end();
    // The clients are told before the connections go.
    await Promise.race([closed, sleep(500)]);
    server.closeAllConnections();
  }
  timer.abort();
  await closed;
  clearInterval(idle);
}
