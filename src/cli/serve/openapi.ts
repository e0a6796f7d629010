import type * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import type { JsonSchema } from '../../core/language-model.ts';
import { JSON_TYPE, NDJSON_TYPE } from './body.ts';
import { chatRequest, embeddingRequest } from './chat-request.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { ServedWorker, ServedWorkers } from './served-workers.ts';

const EVENTS_TYPE = 'text/event-stream';
const text = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const list = (items: JsonSchema) => ({ type: 'array', items });
const object = (properties: Record<string, unknown>, required = Object.keys(properties)): JsonSchema => ({ type: 'object', properties, required });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What is wrong, by status, in the words of the document. */
const FAILURES = {
  400: 'The request cannot be read.',
  401: 'The token is missing or wrong.',
  403: 'The request comes from a web page, or under another host name.',
  404: 'There is no such thing.',
  405: 'The method is another one.',
  408: 'The body did not come in time.',
  409: 'The input is one, and there is no answer to it: nothing is staged, the diff is empty, the file is not there, the text is too long.',
  413: 'The body is too large.',
  415: 'The body is of another type.',
  422: 'This is no input of the worker.',
  429: 'There is no room: come again after the seconds of the header Retry-After.',
  500: 'It failed inside.',
  503: 'There is no model to ask, or the server is stopping.',
  504: 'It took too long.',
} as const;
type FailureStatus = keyof typeof FAILURES;

const COMMON: FailureStatus[] = [400, 401, 403, 405, 429, 500, 503];
const WITH_BODY: FailureStatus[] = [...COMMON, 404, 408, 413, 415, 504];

function failures(statuses: FailureStatus[], schema: string): Record<string, object> {
  const retry = { 'Retry-After': { description: 'Seconds.', schema: integer } };
  return Object.fromEntries(statuses.map((status) => [String(status), { description: FAILURES[status], ...(status === 429 && { headers: retry }), content: { [JSON_TYPE]: { schema: ref(schema) } } }]));
}

const clientId = { $ref: '#/components/parameters/clientId' };
const json = (description: string, schema: object) => ({ description, content: { [JSON_TYPE]: { schema } } });

/** OpenAPI 3.1 of what is served right now. */
export function openApiDocument({ workers, model, port }: Pick<ServedWorkers, 'workers'> & { model: string; port: number }): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Journeyman', version: manifest.version, description: 'Workers of small language models, and an endpoint for OpenAI\'s clients. On this machine alone.', license: { name: manifest.license, identifier: manifest.license } },
    servers: [{ url: `http://127.0.0.1:${port}` }],
    security: [{ token: [] }],
    tags: [{ name: 'workers' }, { name: 'openai' }, { name: 'operation' }],
    paths: {
      '/v1/workers': {
        get: { operationId: 'listWorkers', summary: 'The workers, with JSON Schemas of what they take and give', tags: ['workers'], parameters: [clientId], responses: { 200: json('The workers.', ref('Workers')), ...failures(COMMON, 'Error') } },
      },
      ...Object.fromEntries(workers.map((worker) => [`/v1/workers/${worker.name}`, { post: workerOperation(worker) }])),
      '/v1/chat/completions': {
        post: openAiOperation('createChatCompletion', 'An answer of the model itself', requestSchema(chatRequest, model), { [JSON_TYPE]: { schema: ref('ChatCompletion') }, [EVENTS_TYPE]: {} }),
      },
      '/v1/embeddings': { post: openAiOperation('createEmbedding', 'A vector for each text', requestSchema(embeddingRequest, model), { [JSON_TYPE]: { schema: ref('Embeddings') } }) },
      '/v1/models': {
        get: { operationId: 'listModels', summary: 'The model', tags: ['openai'], parameters: [clientId], responses: { 200: json('The model.', ref('Models')), ...failures(COMMON, 'OpenAiError') } },
      },
      '/openapi.json': {
        get: { operationId: 'getOpenApi', summary: 'This document', tags: ['operation'], parameters: [clientId], responses: { 200: json('The document.', { type: 'object' }), ...failures(COMMON, 'Error') } },
      },
      '/metrics': {
        get: { operationId: 'getMetrics', summary: 'Figures for Prometheus', tags: ['operation'], parameters: [clientId], responses: { 200: { description: 'The figures.', content: { 'text/plain': { schema: text } } }, ...failures(COMMON, 'Error') } },
      },
      '/health': {
        get: { operationId: 'getHealth', summary: 'Whether it takes requests', tags: ['operation'], security: [], responses: { 200: json('It does.', ref('Health')), ...failures([403, 405, 500], 'Error'), 503: json('It is stopping.', ref('Health')) } },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      parameters: { clientId: { name: 'X-Client-Id', in: 'header', description: 'Whose turn it is: requests of one client wait for each other. Without it each connection is one.', schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,64}$' } } },
      schemas: SCHEMAS,
    },
  };
}

function workerOperation({ name, title, description, input, output }: ServedWorker): object {
  const result = { allOf: [ref('Result'), { type: 'object', properties: { output } }] };
  return {
    operationId: `ask_${name.replaceAll('-', '_')}`,
    summary: title,
    ...(description !== '' && { description }),
    tags: ['workers'],
    parameters: [clientId],
    requestBody: { required: true, content: { [JSON_TYPE]: { schema: input }, [NDJSON_TYPE]: { schema: { ...text, description: 'An input a line. For each one a line comes back in the same order: a result, or an error.' } } } },
    responses: {
      200: {
        description: 'The result; a line for each input; or, for `Accept: text/event-stream`, the events progress, partial, result and error.',
        content: { [JSON_TYPE]: { schema: result }, [NDJSON_TYPE]: { schema: text }, [EVENTS_TYPE]: {} },
      },
      ...failures([...WITH_BODY, 409, 422], 'Error'),
    },
  };
}

function openAiOperation(operationId: string, summary: string, schema: JsonSchema, content: object): object {
  return { operationId, summary, tags: ['openai'], parameters: [clientId], requestBody: { required: true, content: { [JSON_TYPE]: { schema } } }, responses: { 200: { description: 'The answer.', content }, ...failures(WITH_BODY, 'OpenAiError') } };
}

function requestSchema(schema: z.ZodType, model: string): JsonSchema {
  const { properties, ...rest } = jsonSchemaOf(schema);
  return { ...rest, properties: { ...(properties as object), model: { type: 'string', enum: [model] } } };
}

const usage = object({ prompt_tokens: integer, completion_tokens: integer, total_tokens: integer }, ['prompt_tokens', 'total_tokens']);
const check = object({ name: text, passed: { type: 'boolean' }, detail: text });

const SCHEMAS = {
  Error: object({ error: object({ what: text, why: text, next: text }) }),
  OpenAiError: object({ error: object({ message: text, type: text, param: { type: ['string', 'null'] }, code: { type: ['string', 'null'] } }) }),
  Result: object(
    {
      worker: text,
      output: {},
      confidence: { ...number, minimum: 0, maximum: 1 },
      accepted: { type: 'boolean' },
      answeredBy: { enum: ['code', 'local', 'remote'] },
      model: { type: ['string', 'null'] },
      checks: list(check),
      timings: object({ firstTextMs: { type: ['number', 'null'] }, totalMs: number, promptTokens: integer, outputTokens: integer, cachedTokens: integer }),
      cost: { ...number, description: 'US dollars.' },
    },
  ),
  Workers: object({
    workers: list(object({ name: text, title: text, description: text, kind: { type: ['string', 'null'] }, origin: { enum: ['built-in', 'user', 'workspace'] }, input: { type: 'object' }, output: { type: 'object' } })),
    problems: list(object({ path: text, message: text, line: integer })),
  }),
  ChatCompletion: object({
    ...{ id: text, object: { const: 'chat.completion' }, created: integer, model: text },
    choices: list(object({ index: integer, message: object({ role: { const: 'assistant' }, content: text }), finish_reason: { enum: ['stop', 'length'] } })),
    usage,
  }),
  Embeddings: object({ object: { const: 'list' }, model: text, data: list(object({ object: { const: 'embedding' }, index: integer, embedding: { anyOf: [list(number), text] } })), usage }),
  Models: object({ object: { const: 'list' }, data: list(object({ id: text, object: { const: 'model' }, created: integer, owned_by: text })) }),
  Health: object({ status: { enum: ['ok', 'stopping'] } }),
};
