import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  request: IncomingMessage;
  response: ServerResponse;
  /** How many requests for this path came before. */
  earlier: number;
}
export type Handler = (served: Served) => void;

/** A real HTTP server on loopback whose paths answer as a test says; others are 404. */
export class FileServer {
  readonly handlers = new Map<string, Handler>();
  /** Method-less log of what was asked: path and Range header. */
  readonly requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
      const earlier = this.requests.filter((one) => one.path === path).length;
      this.requests.push({ path, headers: request.headers });
      const handler = this.handlers.get(path);
      if (handler) handler({ request, response, earlier });
      else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  requestsFor(part: string) {
    return this.requests.filter(({ path }) => path.includes(part));
  }
}

export interface FileOptions {
  ranges?: boolean;
  etag?: string;
  headers?: Record<string, string>;
  /** Bytes after which the connection is cut; null sends all. Gets the number of earlier requests. */
  cutAfter?: (earlier: number) => number | null;
  /** After the cut: break the connection, or keep it open and silent. */
  silent?: boolean;
}

/** Serves a file as a web server would: length, ETag, ranges with If-Range. */
export function serveFile(content: Buffer, { ranges = true, etag, headers = {}, cutAfter = () => null, silent = false }: FileOptions = {}): Handler {
  return ({ request, response, earlier }) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const fresh = !request.headers['if-range'] || request.headers['if-range'] === etag;
    const start = ranges && range && fresh ? Number(range[1]) : 0;
    const common = { 'Content-Type': 'application/octet-stream', ...(etag ? { ETag: etag } : {}), ...headers };
    if (start >= content.length && start > 0) {
      response.writeHead(416, { ...common, 'Content-Range': `bytes */${content.length}` }).end();
      return;
    }
    const body = content.subarray(start);
    const partly = ranges && range && fresh;
    response.writeHead(partly ? 206 : 200, { ...common, 'Content-Length': body.length, ...(partly ? { 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}) });
    const cut = cutAfter(earlier);
    if (cut === null) response.end(body);
    else
      response.write(body.subarray(0, cut), () => {
        // Gives the bytes time to arrive: a reset would throw them away on their way.
        if (!silent) setTimeout(() => response.destroy(), 50);
      });
  };
}
