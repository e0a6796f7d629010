import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { isAbort } from '../../src/core/errors.ts';
import type { GeneratedToken, Generation } from '../../src/core/language-model.ts';
import type { ModelClient } from '../../src/models/client.ts';

const requestSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]) })),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  temperature: z.number().nullish(),
  seed: z.number().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  logprobs: z.boolean().nullish(),
});

/** What OpenAI's clients may ask of the model: /v1/models, /v1/chat/completions and /v1/embeddings, with the key where one is given. */
export interface OpenAiEndpoint {
  /** With `/v1` at its end. */
  url: string;
  /** Bodies of the chat completions that were asked for. */
  bodies: Record<string, unknown>[];
  close(): Promise<void>;
}

export async function startOpenAiEndpoint(model: ModelClient, { key }: { key?: string } = {}): Promise<OpenAiEndpoint> {
  const bodies: Record<string, unknown>[] = [];
  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (isAbort(error) || response.headersSent) response.destroy();
      else send(response, error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500, { error: { message: String(error), type: 'error' } });
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) return send(response, 401, { error: { message: 'Incorrect API key.', type: 'invalid_request_error' } });
    if (request.method === 'GET' && request.url === '/v1/models') return send(response, 200, { object: 'list', data: [{ id: model.name, object: 'model', created: 1, owned_by: 'local', max_model_len: await model.contextTokens() }] });
    let text = '';
    for await (const piece of request) text += String(piece);
    const body = JSON.parse(text) as Record<string, unknown>;
    if (request.url === '/v1/chat/completions') return complete(body, response);
    if (request.url !== '/v1/embeddings') return send(response, 404, { error: { message: 'Not found.' } });
    const input = z.union([z.string(), z.array(z.string())]).parse(body['input']);
    const vectors = await model.embed([input].flat());
    send(response, 200, { object: 'list', model: model.name, data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })), usage: { prompt_tokens: 0, total_tokens: 0 } });
  }

  async function complete(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    bodies.push(body);
    const asked = requestSchema.parse(body);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const base = { id: `chatcmpl-${bodies.length}`, created: Math.floor(Date.now() / 1000), model: model.name };
    const chunk = (choice: object | undefined, usage?: object) => response.write(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: choice ? [{ index: 0, ...choice }] : [], ...(usage && { usage }) })}\n\n`);
    const onText = asked.stream
      ? (piece: string) => {
          if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream' });
          chunk({ delta: { role: 'assistant', content: piece }, finish_reason: null });
        }
      : undefined;
    const generation = await model.generate(
      {
        messages: asked.messages.map(({ role, content }) => ({ role, text: typeof content === 'string' ? content : content.map((part) => part.text).join('') })),
        maxTokens: asked.max_completion_tokens ?? asked.max_tokens ?? 256,
        ...(asked.temperature && { temperature: asked.temperature }),
        ...(typeof asked.seed === 'number' && { seed: asked.seed }),
        ...(asked.stop && { stop: [asked.stop].flat() }),
      },
      onText,
      gone.signal,
    );
    const finish = { finish_reason: generation.stopReason === 'length' ? 'length' : 'stop', ...(asked.logprobs && { logprobs: { content: generation.tokens.map(logprobOf) } }) };
    if (!asked.stream) return send(response, 200, { ...base, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: generation.text }, ...finish }], usage: usageOf(generation) });
    if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    chunk({ delta: {}, ...finish });
    if (asked.stream_options?.include_usage) chunk(undefined, usageOf(generation));
    response.end('data: [DONE]\n\n');
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

function logprobOf({ text, probability }: GeneratedToken) {
  return { token: text, logprob: Math.log(Math.max(probability, 1e-9)), bytes: [...Buffer.from(text)], top_logprobs: [] };
}

function usageOf({ promptTokens, tokens, cachedTokens }: Generation) {
  return { prompt_tokens: promptTokens, completion_tokens: tokens.length, total_tokens: promptTokens + tokens.length, prompt_tokens_details: { cached_tokens: cachedTokens } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
