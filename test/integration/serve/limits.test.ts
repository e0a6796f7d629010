import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { LanguageModel } from '../../../src/core/language-model.ts';
import { createApp } from '../../../src/cli/serve/app.ts';
import { Bodies } from '../../../src/cli/serve/body.ts';
import { createMetrics } from '../../../src/cli/serve/metrics.ts';
import type { ServeParts } from '../../../src/cli/serve/parts.ts';
import { FairQueue } from '../../../src/cli/serve/queue.ts';
import { listen } from '../../../src/cli/serve/server.ts';
import type { ServedWorker } from '../../../src/cli/serve/served-workers.ts';

const TOKEN = '0123456789abcdef';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each();
});

/** The real server, and a worker whose jobs end when the test says so. */
async function start(limits: { bodyBytes?: number; allBodyBytes?: number; bodyMs?: number; jobMs?: number; waiting?: number; mostRequests?: number } = {}) {
  const queue = new FairQueue({ waiting: limits.waiting ?? 8, waitingOfOne: 8, running: 1, graceMs: 1000 });
  const ended = new AbortController();
  const jobs: { input: unknown; signal: AbortSignal; end(): void }[] = [];
  const arrived: (() => void)[] = [];
  const logged: string[] = [];
  let open = true;
  const slow: ServedWorker = {
    ...{ name: 'slow', title: 'Slow', description: '', kind: 'transform', origin: 'user', input: {}, output: {} },
    problem: (input) => (typeof input === 'object' ? undefined : 'It is no object.'),
    job: (scheduler) => ({
      name: 'slow',
      run: (input, { signal, onPartial }) =>
        scheduler.schedule('user', signal, async (jobSignal) => {
          const { fail } = input as { fail?: string };
          if (fail === 'user') throw new UserError('What.', 'Why.', 'Next.');
          if (fail === 'inside') throw new TypeError('private text');
          if (fail === 'late') {
            onPartial?.('Some');
            await new Promise((resolve) => setTimeout(resolve, 20));
            throw new UserError('What.', 'Why.', 'Next.');
          }
          await new Promise<void>((resolve, reject) => {
            jobs.push({ input, signal: jobSignal, end: resolve });
            jobSignal.addEventListener('abort', () => reject(jobSignal.reason as Error));
            for (const each of arrived.splice(0)) each();
          });
          const timings = { firstTextMs: 1, totalMs: 1, promptTokens: 1, outputTokens: 1, cachedTokens: 0 };
          return { result: { worker: 'slow', output: input, confidence: 1, accepted: true, answeredBy: 'local', model: 'none', checks: [], timings, cost: 0 }, texts: [] };
        }),
    }),
  };
  const parts: ServeParts = {
    workers: async () => ({ workers: [slow], problems: [] }),
    model: { name: 'none' } as LanguageModel & ServeParts['model'],
    modelReference: 'none',
    queue,
    bodies: new Bodies({ bodyBytes: 1000, allBodyBytes: 1_000_000, bodyMs: 10_000, ...limits }),
    metrics: createMetrics(queue),
    limits: { jobMs: limits.jobMs ?? 10_000, stallMs: 10_000, pingMs: 10_000 },
  };
  let port = 0;
  const app = createApp(parts, { token: TOKEN, port: () => port, ended: ended.signal, isOpen: () => open, mostRequests: limits.mostRequests ?? 100, log: { error: (message) => logged.push(message) } });
  const listening = await listen(app, 0);
  port = listening.port;
  const url = `http://127.0.0.1:${port}`;
  const stop = (graceMs: number) => {
    open = false;
    return listening.close({ graceMs, end: () => ended.abort(new DOMException('Stopping.', 'AbortError')) });
  };
  let isClosed: Promise<void> | undefined;
  const stopOnce = (graceMs = 0) => (isClosed ??= stop(graceMs));
  closing.push(() => stopOnce());
  const post = (body: BodyInit, { headers = {}, signal, path = '/v1/workers/slow' }: { headers?: Record<string, string>; signal?: AbortSignal; path?: string } = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers }, ...(signal && { signal }) });
  /** Resolves when one more job has begun. */
  const begun = async (count: number) => {
    while (jobs.length < count) await new Promise<void>((resolve) => arrived.push(resolve));
    return jobs[count - 1]!;
  };
  const waiting = async (count: number) => {
    while (queue.waiting !== count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { url, port, post, begun, waiting, jobs, logged, stop: stopOnce, metrics: parts.metrics };
}

describe('what the server refuses', () => {
  it('bodies that are too large, whether they say so or not, of another type, or no JSON', async () => {
    const { post } = await start();
    expect((await post(JSON.stringify({ text: 'x'.repeat(2000) }))).status).toBe(413);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(600))) });
    const chunked = await fetch(new Request(`${(await start()).url}/v1/workers/slow`, { method: 'POST', body: endless, duplex: 'half', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' } } as RequestInit)).then(({ status }) => status, () => 'closed');
    expect([413, 'closed']).toContain(chunked);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json; charset=utf-16']) expect((await post('{}', { headers: { 'content-type': type } })).status).toBe(415);
    expect((await post('{}', { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
    expect((await post('{')).status).toBe(400);
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post('7')).status).toBe(422);
  });

  it('more than it has room for, in the queue and altogether', async () => {
    const { post, begun, waiting, jobs } = await start({ waiting: 1 });
    const first = post('{"a":1}');
    await begun(1);
    const second = post('{"a":2}');
    await waiting(1);
    const third = await post('{"a":3}');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await post('{"a":1}\n', { headers: { 'content-type': 'application/x-ndjson' } })).status).toBe(429);
    jobs[0]!.end();
    (await begun(2)).end();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);

    const small = await start({ allBodyBytes: 20 });
    const held = small.post('{"a":"0123456"}');
    await small.begun(1);
    expect((await small.post('{"a":"0123456"}')).status).toBe(429);
    small.jobs[0]!.end();
    await (await held).text();
    const again = small.post('{"a":"0123456"}');
    (await small.begun(2)).end();
    expect((await again).status).toBe(200);

    const few = await start({ mostRequests: 1 });
    const one = few.post('{}');
    await few.begun(1);
    expect((await few.post('{}')).status).toBe(429);
    few.jobs[0]!.end();
    await one;
  });

  it('bodies that do not come, and jobs that take too long', async () => {
    const { port } = await start({ bodyMs: 50 });
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /v1/workers/slow HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
    const { post, jobs } = await start({ jobMs: 50 });
    expect((await post('{}')).status).toBe(504);
    expect(jobs[0]!.signal.aborted).toBe(true);
  });
});

describe('a request', () => {
  it('that the client gives up is cancelled, waiting or running', async () => {
    const { post, begun, waiting, metrics } = await start();
    const [running, queued] = [new AbortController(), new AbortController()];
    const first = post('{"a":1}', { signal: running.signal });
    const job = await begun(1);
    const second = post('{"a":2}', { signal: queued.signal });
    await waiting(1);
    queued.abort();
    await expect(second).rejects.toHaveProperty('name', 'AbortError');
    await waiting(0);
    expect(job.signal.aborted).toBe(false);
    running.abort();
    await expect(first).rejects.toHaveProperty('name', 'AbortError');
    if (!job.signal.aborted) await once(job.signal, 'abort');
    const third = post('{"a":3}');
    (await begun(2)).end();
    expect(await (await third).json()).toMatchObject({ output: { a: 3 } });
    expect(await metrics.text()).toContain('journeyman_requests_total{worker="slow",status="499"} 2');
  });

  it('that fails says what, why and what next, or nothing where it failed inside', async () => {
    const { post, logged } = await start();
    const known = await post('{"fail":"user"}');
    expect([known.status, await known.json()]).toEqual([409, { error: { what: 'What.', why: 'Why.', next: 'Next.' } }]);
    const inside = await post('{"fail":"inside"}');
    expect([inside.status, JSON.stringify(await inside.json()) + logged.join()]).toEqual([500, expect.not.stringContaining('private')]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(inside.headers.get('x-request-id'));
    const late = await post('{"fail":"late"}', { headers: { accept: 'text/event-stream' } });
    expect(await late.text()).toBe('event: partial\ndata: {"text":"Some"}\n\nevent: error\ndata: {"error":{"what":"What.","why":"Why.","next":"Next."}}\n\n');
    // What fails before anything was said has a status of its own.
    expect((await post('{"fail":"user"}', { headers: { accept: 'text/event-stream' } })).status).toBe(409);
  });

  it('of one client waits for those before it, and another client comes between', async () => {
    const { post, begun, waiting, jobs } = await start();
    const as = (name: string) => ({ headers: { 'x-client-id': name } });
    const all = [post('{"a":1}', as('a'))];
    await begun(1);
    for (const [count, [name, body]] of [['a', '{"a":2}'], ['a', '{"a":3}'], ['b', '{"b":1}']].entries()) {
      all.push(post(body!, as(name!)));
      await waiting(count + 1);
    }
    for (let count = 1; count <= 4; count++) (await begun(count)).end();
    await Promise.all(all);
    expect(jobs.map(({ input }) => input)).toEqual([{ a: 1 }, { a: 2 }, { b: 1 }, { a: 3 }]);
    expect((await post('{}', as('white space'))).status).toBe(400);
  });
});

describe('a server that stops', () => {
  it('lets what runs end, and takes nothing new', async () => {
    const { post, begun, stop, url } = await start();
    const first = post('{"a":1}');
    const job = await begun(1);
    const stopped = stop(10_000);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    job.end();
    expect((await first).status).toBe(200);
    await stopped;
  });

  it('does not wait for connections on which nothing was asked', async () => {
    const { port, stop } = await start();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    // The server has taken it once it answers another one.
    await fetch(`http://127.0.0.1:${port}/health`);
    const closed = once(socket, 'close');
    // Longer than a test may take.
    await stop(200_000);
    await closed;
  });

  it('ends what takes too long', async () => {
    const { post, begun, stop } = await start();
    const first = post('{"a":1}');
    await begun(1);
    await stop(20);
    expect((await first).status).toBe(503);
  });
});
