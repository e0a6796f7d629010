import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatRequest {
  authorization: string | undefined;
  body: { model: string; messages: { role: string; content: unknown }[]; stream?: boolean };
  /** As it came. */
  text: string;
}

/** A real HTTP server that speaks OpenAI's chat completions, streaming, to whoever has the key; what it answers a test says. */
export class ChatServer {
  readonly requests: ChatRequest[] = [];
  /** The answer, or the status of a failure. */
  answer: string | number = '';
  readonly #key: string;
  readonly #server: Server;

  constructor(key: string, models: string[]) {
    this.#key = key;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const json = (status: number, value: unknown) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
        if (request.headers.authorization !== `Bearer ${this.#key}`) return void json(401, { error: { message: 'No key.' } });
        if (request.url === '/v1/models') return void json(200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
        if (request.url !== '/v1/chat/completions') return void json(404, { error: { message: 'Not found.' } });
        const text = Buffer.concat(chunks).toString('utf8');
        const body = JSON.parse(text) as ChatRequest['body'];
        this.requests.push({ authorization: request.headers.authorization, body, text });
        if (typeof this.answer === 'number') return void json(this.answer, { error: { message: 'The server is out of order.' } });
        const common = { id: 'chat-1', created: 1, model: body.model };
        const usage = { prompt_tokens: 200, completion_tokens: 30, total_tokens: 230 };
        if (!body.stream) return void json(200, { ...common, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: this.answer }, finish_reason: 'stop' }], usage });
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        const send = (choices: unknown[], more = {}) => response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices, ...more })}\n\n`);
        for (const piece of this.answer.match(/[^]{1,7}/g) ?? []) send([{ index: 0, delta: { role: 'assistant', content: piece }, finish_reason: null }]);
        send([{ index: 0, delta: {}, finish_reason: 'stop' }]);
        send([], { usage });
        response.end('data: [DONE]\n\n');
      });
    });
  }

  /** Gives the address that requests go below. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
