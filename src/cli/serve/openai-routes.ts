import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { GeneratedToken, GenerateRequest, Generation } from '../../core/language-model.ts';
import { JSON_TYPE, parseJson, typeOfBody } from './body.ts';
import { type ChatRequest, chatRequest, checked, embeddingRequest, generateRequest } from './chat-request.ts';
import { type Exchange, type ServeEnv, withinLimit } from './exchange.ts';
import { type Failure, failureOf, openAiShape } from './failure.ts';
import type { ServeParts } from './parts.ts';
import { event, lagging, streamed } from './stream.ts';
import { isUnavailable, watched } from './watched-model.ts';

/** Texts that are embedded before it is another client's turn. */
const TEXTS_AT_ONCE = 16;

const modelObject = (id: string) => ({ id, object: 'model', created: 0, owned_by: 'journeyman' });

export async function listModels({ model }: ServeParts, c: Context<ServeEnv>): Promise<Response> {
  return c.json({ object: 'list', data: [modelObject(model.name)] });
}

/** As `failureOf` for what OpenAI's clients ask. */
export function openAiFailure(error: unknown): Failure {
  return failureOf(error, { modelFailed: isUnavailable(error), unanswerable: 400 });
}

/** A file has another name once it is loaded. */
function modelNames({ model, modelReference }: ServeParts): string[] {
  return [model.name, modelReference];
}

async function read({ bodies }: ServeParts, c: Context<ServeEnv>): Promise<unknown> {
  const { incoming, outgoing } = c.env;
  typeOfBody(incoming, [JSON_TYPE]);
  return parseJson(await bodies.read(incoming, outgoing, c.get('exchange').signal));
}

export async function complete(parts: ServeParts, c: Context<ServeEnv>): Promise<Response> {
  const exchange = c.get('exchange');
  const asked = checked(chatRequest, await read(parts, c), modelNames(parts));
  const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: parts.model.name };
  if (asked.stream) return stream(parts, asked, head, exchange);
  const generation = await generate(parts, generateRequest(asked), exchange);
  return c.json({ ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: generation.text, refusal: null }, ...ending(asked, generation) }], usage: usageOf(generation) });
}

async function generate({ model, queue, metrics, limits }: ServeParts, request: GenerateRequest, { client, signal }: Exchange, onText?: (piece: string) => void): Promise<Generation> {
  const generation = await withinLimit(limits.jobMs, signal, (either) => queue.of(client).schedule('user', either, (jobSignal) => watched(model).generate(request, onText, jobSignal)));
  metrics.tokens('chat', { promptTokens: generation.promptTokens, cachedTokens: generation.cachedTokens, outputTokens: outputTokensOf(generation) });
  return generation;
}

function stream(parts: ServeParts, asked: ChatRequest, head: object, exchange: Exchange): Promise<Response> {
  const { limits } = parts;
  const chunk = (choice: object | undefined, usage?: object) => event(undefined, { ...head, object: 'chat.completion.chunk', choices: choice ? [{ index: 0, ...choice }] : [], ...(asked.stream_options?.include_usage && { usage: usage ?? null }) });
  const failure = (error: unknown) => {
    const failed = openAiFailure(error);
    exchange.failed = failed.status;
    return event(undefined, openAiShape(failed));
  };
  return streamed({ type: 'text/event-stream', stallMs: limits.stallMs, ping: { text: ': \n\n', everyMs: limits.pingMs }, failure }, async (write) => {
    let isFirst = true;
    const pieces = lagging<string>(
      async (content) => {
        const delta = { ...(isFirst && { role: 'assistant' }), content };
        isFirst = false;
        await write(chunk({ delta, finish_reason: null }));
      },
      (waiting, next) => waiting + next,
    );
    const generation = await generate(parts, generateRequest(asked), exchange, (piece) => pieces.offer(piece)).finally(() => pieces.sent());
    await write(chunk({ delta: {}, ...ending(asked, generation) }));
    if (asked.stream_options?.include_usage) await write(chunk(undefined, usageOf(generation)));
    await write('data: [DONE]\n\n');
  });
}

export async function embed(parts: ServeParts, c: Context<ServeEnv>): Promise<Response> {
  const { model, queue, limits, metrics } = parts;
  const { client, signal } = c.get('exchange');
  const { input, encoding_format } = checked(embeddingRequest, await read(parts, c), modelNames(parts));
  const texts = [input].flat();
  const { vectors, tokens } = await withinLimit(limits.jobMs, signal, async (either) => {
    const vectors: number[][] = [];
    for (let start = 0; start < texts.length; start += TEXTS_AT_ONCE) {
      const some = texts.slice(start, start + TEXTS_AT_ONCE);
      const embedSome = async (jobSignal: AbortSignal) => {
        await watched(model).contextTokens(jobSignal);
        return model.embed(some, jobSignal);
      };
      // Who was let in for the first texts is for the others.
      vectors.push(...(await queue.of(client, { patient: start > 0 }).schedule('user', either, embedSome)));
    }
    return { vectors, tokens: (await model.countTokens(texts, either)).reduce((sum, count) => sum + count, 0) };
  });
  metrics.tokens('embeddings', { promptTokens: tokens, outputTokens: 0, cachedTokens: 0 });
  return c.json({
    object: 'list',
    model: model.name,
    data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encoding_format === 'base64' ? base64Of(vector) : vector })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

/** As OpenAI writes vectors: floats of 32 bits, the lowest byte first. */
function base64Of(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

function ending({ logprobs }: ChatRequest, { stopReason, tokens }: Generation): object {
  return { logprobs: logprobs ? { content: tokens.map(logprobOf), refusal: null } : null, finish_reason: stopReason === 'length' ? 'length' : 'stop' };
}

function logprobOf({ text, probability }: GeneratedToken): object {
  return { token: text, logprob: Math.log(Math.max(probability, 1e-9)), bytes: [...Buffer.from(text)], top_logprobs: [] };
}

function outputTokensOf({ tokens, outputTokens }: Generation): number {
  return outputTokens ?? tokens.length;
}

function usageOf(generation: Generation): object {
  const { promptTokens, cachedTokens } = generation;
  const written = outputTokensOf(generation);
  return { prompt_tokens: promptTokens, completion_tokens: written, total_tokens: promptTokens + written, prompt_tokens_details: { cached_tokens: cachedTokens } };
}
