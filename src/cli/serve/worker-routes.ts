import type { Context } from 'hono';
import type { WorkerResult } from '../../core/result.ts';
import type { Progress } from '../../core/worker.ts';
import type { Job, JobOptions } from '../jobs.ts';
import { JSON_TYPE, NDJSON_TYPE, parseJson, typeOfBody } from './body.ts';
import { type Exchange, type ServeEnv, withinLimit } from './exchange.ts';
import { Failure, failureOf, ownShape } from './failure.ts';
import type { ServeParts } from './parts.ts';
import type { ServedWorker } from './served-workers.ts';
import { event, lagging, streamed } from './stream.ts';
import { isUnavailable } from './watched-model.ts';

/** Status where there is no answer to an input that is one: nothing is staged, the diff is empty, the text is too long. */
export const NO_ANSWER = 409;

export async function listWorkers({ workers }: ServeParts, c: Context<ServeEnv>): Promise<Response> {
  const { workers: all, problems } = await workers();
  return c.json({
    workers: all.map(({ name, title, description, kind, origin, input, output }) => ({ name, title, description, kind, origin, input, output })),
    problems: problems.map(({ path, message, line }) => ({ path, message, line })),
  });
}

/** JSON in, a result out; lines of JSON in, a line for each out; or, where the client accepts them, events. */
export async function askWorker(parts: ServeParts, c: Context<ServeEnv>): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const exchange = c.get('exchange');
  const name = c.req.param('name');
  const worker = (await parts.workers()).workers.find((each) => each.name === name);
  if (!worker) throw new Failure(404, ['There is no such worker.', '', 'GET /v1/workers lists them.']);
  exchange.what = worker.name;
  const isBatch = typeOfBody(incoming, [JSON_TYPE, NDJSON_TYPE]) === NDJSON_TYPE;
  const wantsEvents = /(?:^|[\s,])text\/event-stream\b/i.test(incoming.headers.accept ?? '');
  const text = await parts.bodies.read(incoming, outgoing, exchange.signal);
  if (isBatch) return answerLines(parts, worker, text, exchange);
  const input = parseJson(text);
  requireInput(worker, input);
  if (wantsEvents) return answerByEvents(parts, worker, input, exchange);
  const job = worker.job(parts.queue.of(exchange.client));
  return c.json(await withinLimit(parts.limits.jobMs, exchange.signal, (signal) => answer(parts, job, input, { signal })));
}

function requireInput(worker: ServedWorker, input: unknown): void {
  const problem = worker.problem(input);
  if (problem !== undefined) throw new Failure(422, [`This is not an input of ${worker.name}.`, problem, 'GET /v1/workers has its JSON Schema.']);
}

async function answer({ metrics }: ServeParts, job: Job, input: unknown, options: JobOptions): Promise<WorkerResult<unknown>> {
  const { result } = await job.run(input, options);
  metrics.answer(job.name, result.answeredBy);
  metrics.tokens(job.name, result.timings);
  return result;
}

/** As `failureOf` for what a worker throws. */
export function workerFailure(error: unknown): Failure {
  return failureOf(error, { modelFailed: isUnavailable(error), unanswerable: NO_ANSWER });
}

async function answerLines(parts: ServeParts, worker: ServedWorker, text: string, exchange: Exchange): Promise<Response> {
  const { queue, limits } = parts;
  queue.requireRoom(exchange.client);
  // One line at a time waits, so the batch takes one place however long it is.
  const job = worker.job(queue.of(exchange.client, { patient: true }));
  const line = async (json: string) => {
    try {
      const input = parseJson(json);
      requireInput(worker, input);
      return await withinLimit(limits.jobMs, exchange.signal, (signal) => answer(parts, job, input, { signal }));
    } catch (error) {
      exchange.signal.throwIfAborted();
      return ownShape(workerFailure(error));
    }
  };
  return streamed({ type: NDJSON_TYPE, stallMs: limits.stallMs, failure: (error) => `${JSON.stringify(ownShape(workerFailure(error)))}\n` }, async (write) => {
    for (const each of linesIn(text)) {
      exchange.signal.throwIfAborted();
      if (each.trim() !== '') await write(`${JSON.stringify(await line(each))}\n`);
    }
  });
}

function* linesIn(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? undefined : end);
    if (end < 0) return;
    start = end + 1;
  }
}

function answerByEvents(parts: ServeParts, worker: ServedWorker, input: unknown, exchange: Exchange): Promise<Response> {
  const { queue, limits } = parts;
  const failure = (error: unknown) => {
    const failed = workerFailure(error);
    exchange.failed = failed.status;
    return event('error', ownShape(failed));
  };
  return streamed({ type: 'text/event-stream', stallMs: limits.stallMs, ping: { text: ': \n\n', everyMs: limits.pingMs }, failure }, async (write) => {
    interface News {
      progress?: Progress;
      partial?: string;
    }
    const news = lagging<News>(
      async ({ progress, partial }) => {
        if (progress) await write(event('progress', progress));
        if (partial !== undefined) await write(event('partial', { text: partial }));
      },
      (waiting, next) => ({ ...waiting, ...next }),
    );
    const job = worker.job(queue.of(exchange.client));
    const options = { onProgress: (progress: Progress) => news.offer({ progress }), onPartial: (partial: string) => news.offer({ partial }) };
    const result = await withinLimit(limits.jobMs, exchange.signal, (signal) => answer(parts, job, input, { ...options, signal })).finally(() => news.sent());
    await write(event('result', result));
  });
}
