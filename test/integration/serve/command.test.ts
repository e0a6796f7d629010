import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { isAlive, modelProcesses } from '../../support/child-processes.ts';
import { type Served, startServed } from '../../support/served.ts';
import { Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
const MODEL = 'smollm2-135m';
const WORKER = `---
kind: classify
labels: [network, memory]
---
Which kind of failure is it?`;
const cwd = sandbox.folder('workspace ü');
let served: Served;
let openai: OpenAI;

/** A cache of its own with the weights that there are. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const cache = sandbox.folder('cache ü');
  await symlink(modelFolder(), join(cache, 'models'), 'junction');
  return { JOURNEYMAN_CACHE: cache };
}

beforeAll(async () => {
  await mkdir(join(cwd, '.journeyman', 'workers'), { recursive: true });
  await writeFile(join(cwd, '.journeyman', 'workers', 'failure.md'), WORKER);
  served = await startServed({ cwd, env: await environment(), args: ['--queue', '2'] });
  openai = new OpenAI({ baseURL: `${served.url}/v1`, apiKey: served.token });
});
afterAll(async () => {
  await served?.stop();
  sandbox.remove();
});

const messages = [{ role: 'user' as const, content: 'Count from one to nine.' }];

describe('OpenAI\'s client', () => {
  it('finds the model, and gets answers with the counts of their tokens', async () => {
    const models = await openai.models.list();
    expect(models.data.map(({ id }) => id)).toEqual([MODEL]);
    const completion = await openai.chat.completions.create({ model: MODEL, messages, max_tokens: 5, logprobs: true });
    const [choice] = completion.choices;
    expect(choice).toMatchObject({ finish_reason: 'length', message: { role: 'assistant', content: expect.stringMatching(/\S/) } });
    expect(choice!.logprobs!.content).toHaveLength(5);
    expect(completion.usage).toMatchObject({ completion_tokens: 5, total_tokens: completion.usage!.prompt_tokens + 5 });
    const word = choice!.message.content!.trim().split(/\s+/)[1]!;
    const stopped = await openai.chat.completions.create({ model: MODEL, messages, max_tokens: 5, stop: [word] });
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: choice!.message.content!.slice(0, choice!.message.content!.indexOf(word)) } });
  });

  it('gets JSON where it asks for it', async () => {
    const completion = await openai.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'JSON with the key "a" and the value 1.' }], max_tokens: 100, response_format: { type: 'json_object' } });
    const [choice] = completion.choices;
    if (choice!.finish_reason === 'stop') expect(JSON.parse(choice!.message.content!)).toBeTypeOf('object');
    else expect(choice!.message.content).toMatch(/^\{/);
  });

  it('gets the same text as a stream, with the usage at its end', async () => {
    const whole = await openai.chat.completions.create({ model: MODEL, messages, max_tokens: 6 });
    const stream = await openai.chat.completions.create({ model: MODEL, messages, max_tokens: 6, stream: true, stream_options: { include_usage: true } });
    let text = '';
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]!.message.content);
    expect(usage).toMatchObject({ completion_tokens: 6 });
  });

  it('gets vectors, in base64 as it asks by itself, and as numbers', async () => {
    const input = ['connection refused', 'out of memory'];
    const packed = await openai.embeddings.create({ model: MODEL, input });
    const plain = await openai.embeddings.create({ model: MODEL, input, encoding_format: 'float' });
    expect(packed.data).toHaveLength(2);
    expect(packed.usage.prompt_tokens).toBeGreaterThan(0);
    for (const [index, { embedding }] of plain.data.entries()) {
      expect(embedding.length).toBeGreaterThan(100);
      expect(packed.data[index]!.embedding).toEqual(embedding.map(Math.fround));
    }
  });

  it('is told what is wrong as by OpenAI', async () => {
    const create = (more: object) => openai.chat.completions.create({ model: MODEL, messages, max_tokens: 1, ...more } as OpenAI.ChatCompletionCreateParamsNonStreaming);
    await expect(create({ model: 'gpt-9' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    await expect(create({ messages: [] })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(create({ n: 2 })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(create({ messages: [{ role: 'user', content: 'word '.repeat(20_000) }] })).rejects.toThrow(/too long/);
    await expect(new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'wrong' }).models.list()).rejects.toThrow(OpenAI.AuthenticationError);
  });

  it('comes again where there was no room, and nothing is lost', async () => {
    const ask = (maxRetries: number) => openai.chat.completions.create({ model: MODEL, messages, max_tokens: 2 }, { maxRetries }).then(({ id }) => id, ({ status }: { status: number }) => status);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(0)));
    expect(answers.filter((answer) => answer === 429).length).toBeGreaterThan(0);
    expect(answers.filter((answer) => typeof answer === 'number' && answer !== 429)).toEqual([]);
    const patient = await Promise.all(Array.from({ length: 6 }, () => ask(50)));
    expect(new Set(patient).size).toBe(6);
    expect(patient.every((id) => typeof id === 'string')).toBe(true);
  });
});

describe('a worker', () => {
  it('answers JSON, and the same question again without the model', async () => {
    const [first, second] = [await served.post('/v1/workers/failure', 'ECONNREFUSED'.replace(/^|$/g, '"')), await served.post('/v1/workers/failure', { text: 'ECONNREFUSED', firstLine: 1 })];
    const result = (await first.json()) as { output: { label: string } };
    expect(result).toMatchObject({ worker: 'failure', answeredBy: 'local', model: MODEL, cost: 0, confidence: expect.any(Number), timings: { promptTokens: expect.any(Number) } });
    expect(['network', 'memory']).toContain(result.output.label);
    expect(await second.json()).toMatchObject({ output: result.output, timings: { promptTokens: 0, outputTokens: 0 } });
  });

  it('answers lines by lines in the same order, with errors in their place', async () => {
    const lines = ['"ECONNREFUSED"', 'no json', '', '{"text":7}', '{"text":"ECONNREFUSED"}'].join('\n');
    const response = await served.post('/v1/workers/failure', lines, { 'content-type': 'application/x-ndjson' });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const answers = (await response.text()).trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
    const error = { error: { what: expect.any(String), why: expect.any(String), next: expect.any(String) } };
    expect(answers).toEqual([expect.objectContaining({ worker: 'failure' }), error, error, expect.objectContaining({ worker: 'failure' })]);
  });

  it('answers by events where they are accepted', async () => {
    const response = await served.post('/v1/workers/failure', { text: 'heap limit' }, { accept: 'text/event-stream' });
    const events = [...(await response.text()).matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)].map(([, name, data]) => ({ name, data: JSON.parse(data!) as unknown }));
    expect(events.map(({ name }) => name)).toContain('progress');
    expect(events.at(-1)).toEqual({ name: 'result', data: expect.objectContaining({ worker: 'failure' }) });
  });

  it('is there as soon as its file is', async () => {
    const listed = async () => (await (await fetch(`${served.url}/v1/workers`, { headers: served.headers })).json()) as { workers: { name: string; input: unknown; output: unknown }[]; problems: { line: number }[] };
    const before = await listed();
    expect(before.workers.map(({ name }) => name)).toEqual(expect.arrayContaining(['explain', 'commit', 'pr', 'review', 'changelog', 'failure']));
    expect(before.workers.every(({ input, output }) => typeof input === 'object' && typeof output === 'object')).toBe(true);
    await writeFile(join(cwd, '.journeyman', 'workers', 'shorter.md'), '---\nkind: summarize\n---\nShorter.');
    await writeFile(join(cwd, '.journeyman', 'workers', 'wrong.md'), '---\nkind: nonsense\n---\nWhat?');
    await expect.poll(async () => (await listed()).workers.map(({ name }) => name), { timeout: 10_000 }).toContain('shorter');
    expect((await listed()).problems).toEqual([expect.objectContaining({ line: 2 })]);
    const document = (await (await fetch(`${served.url}/openapi.json`, { headers: served.headers })).json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/workers/shorter', '/v1/chat/completions', '/health']));
  });

  it('says what it needs: an input, a repository, a name', async () => {
    expect((await served.post('/v1/workers/commit', {})).status).toBe(422);
    expect((await served.post('/v1/workers/commit', { cwd: join(cwd, 'no repository') })).status).toBe(409);
    expect((await served.post('/v1/workers/nobody', {})).status).toBe(404);
  });
});

/** The status of a request as a browser or a stranger may send it. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number | undefined; cors: string[] }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${served.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, cors: Object.keys(response.headers).filter((name) => name.startsWith('access-control-')) });
    });
    sent.on('error', reject).end();
  });
}

describe('a stranger', () => {
  it('reaches nothing but the health without the token', async () => {
    expect((await statusOf('/health', {})).status).toBe(200);
    for (const path of ['/v1/workers', '/v1/models', '/openapi.json', '/metrics', '/nothing']) expect((await statusOf(path, {})).status).toBe(401);
    expect((await statusOf('/nothing', { authorization: `Bearer ${served.token}` })).status).toBe(404);
    expect((await statusOf('/v1/models', { authorization: `Bearer ${served.token}` }, 'DELETE')).status).toBe(405);
  });

  it('on a web page reaches nothing, even with the token', async () => {
    const authorization = `Bearer ${served.token}`;
    for (const path of ['/health', '/v1/models']) {
      const foreign: Record<string, string>[] = [{ host: 'evil.test' }, { host: `evil.test:${new URL(served.url).port}` }, { origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
      for (const headers of foreign) {
        expect(await statusOf(path, { authorization, ...headers })).toEqual({ status: 403, cors: [] });
      }
      expect(await statusOf(path, { origin: 'https://evil.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }, 'OPTIONS')).toEqual({ status: 403, cors: [] });
    }
    const simple = await fetch(`${served.url}/v1/workers/commit`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain', authorization } });
    expect(simple.status).toBe(415);
  });
});

describe('the server', () => {
  const metrics = async () => (await fetch(`${served.url}/metrics`, { headers: served.headers })).text();

  it('stops the model where the client is gone, and counts without a word of what was asked', async () => {
    const gone = new AbortController();
    const long = fetch(`${served.url}/v1/chat/completions`, { method: 'POST', headers: served.headers, body: JSON.stringify({ model: MODEL, messages, max_tokens: 1000, temperature: 1.5, stream: true }), signal: gone.signal });
    await (await long).body!.getReader().read();
    expect(await metrics()).toContain('journeyman_queue_running 1');
    gone.abort();
    await expect.poll(metrics, { timeout: 20_000 }).toContain('journeyman_queue_running 0');
    const text = await metrics();
    expect(text).toContain('journeyman_requests_total{worker="chat",status="499"} 1');
    expect(text).toMatch(/journeyman_tokens_total\{worker="failure",kind="prompt"\} [1-9]/);
    expect(text).not.toMatch(/ECONNREFUSED|heap limit|Count from/);
  });

  it('lets a running answer end when it is stopped, and ends with 0 and without its model process', async () => {
    const [modelProcess] = await modelProcesses(served.pid);
    const stream = await openai.chat.completions.create({ model: MODEL, messages, max_tokens: 40, stream: true });
    const stopping: Promise<{ code: number | null; stderr: string }>[] = [];
    let last: OpenAI.ChatCompletionChunk | undefined;
    for await (const chunk of stream) {
      if (stopping.length === 0) stopping.push(served.stop());
      last = chunk;
    }
    expect(last!.choices[0]!.finish_reason).toMatch(/length|stop/);
    expect(await stopping[0]).toMatchObject({ code: 0, stderr: '' });
    expect(isAlive(modelProcess!)).toBe(false);
    await expect(fetch(`${served.url}/health`)).rejects.toThrow();
  });
});
