import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (response: ServerResponse, request: Received, attempt: number) => void | Promise<void>;

/** A real HTTP server on loopback which answers each request as the test says, and keeps what it was asked. */
export interface ChatServer {
  origin: string;
  requests: Received[];
  /** Called for each request after it was read to its end. */
  answer: Answer;
  /** Resolves when the connection of a request was closed from the other side before it was answered. */
  closed: Promise<void>;
  close(): Promise<void>;
}

export async function startChatServer(answer: Answer, tls?: { key: string; cert: string }): Promise<ChatServer> {
  const sockets = new Set<Socket>();
  let noteClosed = () => {};
  const listener: RequestListener = (request, response) => {
    let body = '';
    response.on('close', () => {
      if (!response.writableFinished) noteClosed();
    });
    request.on('data', (piece: Buffer) => (body += piece.toString())).on('end', () => {
      const received = { url: request.url ?? '', headers: request.headers, body };
      server.requests.push(received);
      void server.answer(response, received, server.requests.length);
    });
  };
  const http = tls ? createSecureServer(tls, listener) : createServer(listener);
  http.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: ChatServer = {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    answer,
    closed: new Promise((resolve) => (noteClosed = resolve)),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return server;
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
}

/** One piece of a streamed chat completion. */
export function writePiece(response: ServerResponse, text: string): void {
  writeEvent(response, JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] }));
}

export function writeEvent(response: ServerResponse, data: string): void {
  response.write(`data: ${data}\n\n`);
}

export function endStream(response: ServerResponse, finish_reason = 'stop'): void {
  writeEvent(response, JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: {}, finish_reason }] }));
  writeEvent(response, JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 } }));
  response.end('data: [DONE]\n\n');
}

/** A whole answer in two pieces. */
export const answered: Answer = (response) => {
  beginStream(response);
  writePiece(response, 'Hello');
  writePiece(response, ' there');
  endStream(response);
};

export function refuse(response: ServerResponse, status: number, body: unknown = { error: { message: 'No.' } }, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
