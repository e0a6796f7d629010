import * as z from 'zod';
import type { GenerateRequest } from '../../core/language-model.ts';
import { Failure } from './failure.ts';
import { JSON_GRAMMAR } from './json-grammar.ts';

const content = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]);
const share = z.number().min(0).max(2).nullish();

/** What OpenAI's clients send, as far as a small model has an answer to it. What is named here and not used changes nothing that a greedy model says. */
export const chatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content })).min(1).max(1000),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: share,
  seed: z.int().nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  logprobs: z.boolean().nullish(),
  n: z.literal(1).nullish(),
  tools: z.array(z.unknown()).max(0, 'tools cannot be called').nullish(),
  response_format: z
    .union([z.object({ type: z.enum(['text', 'json_object']) }), z.object({ type: z.literal('json_schema'), json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }) })])
    .nullish(),
});
export type ChatRequest = z.infer<typeof chatRequest>;

export const embeddingRequest = z.object({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});

/** Tokens of an answer whose length nobody has limited. */
const MAX_TOKENS = 1024;
/** Tokens of any answer: whoever asks for more gets the beginning, and the others their turn. */
const MOST_TOKENS = 4096;

/** The same as our models are asked. */
export function generateRequest({ messages, max_tokens, max_completion_tokens, temperature, seed, stop, response_format: format }: ChatRequest): GenerateRequest {
  return {
    messages: messages.map(({ role, content }) => ({ role: role === 'developer' ? 'system' : role, text: typeof content === 'string' ? content : content.map(({ text }) => text).join('') })),
    maxTokens: Math.min(MOST_TOKENS, max_completion_tokens ?? max_tokens ?? MAX_TOKENS),
    ...(temperature && { temperature }),
    // The model's side takes 32 bits.
    ...(typeof seed === 'number' && { seed: seed >>> 0 }),
    ...(stop && { stop: [stop].flat() }),
    ...(format?.type === 'json_object' && { grammar: JSON_GRAMMAR }),
    ...(format?.type === 'json_schema' && { schema: format.json_schema.schema }),
  };
}

/** The request, checked. Throws a Failure as OpenAI would: 400 for a wrong one, 404 for another model than those, which are names of one. */
export function checked<Request extends { model: string }>(schema: z.ZodType<Request>, body: unknown, models: readonly string[]): Request {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Failure(400, [`${issue!.path.join('.') || 'The body'}: ${issue!.message}.`]);
  }
  if (!models.includes(parsed.data.model)) throw new Failure(404, ['There is no such model.', `There is ${models[0]}.`], { code: 'model_not_found' });
  return parsed.data;
}
