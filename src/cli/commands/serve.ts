import { join } from 'node:path';
import { cacheFolder } from '../../models/cache-folder.ts';
import { isHosted } from '../../remote/reference.ts';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import { type Command, type Context, logTo } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { modelReference, withJourneyman } from '../open.ts';

/** Of no known service. */
const PORT = 5656;
const MEBIBYTE = 1024 * 1024;
/** Jobs that may wait, unless said otherwise. */
const QUEUE = 64;
/** Jobs at the same time where the model is on a server: those take many at once. */
const HOSTED_JOBS = 8;
/** Milliseconds that requests have to end when the server is stopped. */
const STOP_MS = 10_000;

export const serve: Command = {
  name: 'serve',
  synopsis: '[--port N]',
  summary: 'the workers and an endpoint for OpenAI\'s clients, for programs on this machine',
  escalates: 'unattended',
  details: `  --port N       the port on 127.0.0.1; ${PORT} unless given, 0 for any that is free
  --queue N      jobs that may wait for the model; more are refused with 429 and Retry-After. ${QUEUE} unless given

It prints its address and the token that each request has to show as Authorization: Bearer TOKEN. The token is kept in the file
serve-token of the cache folder, which you alone can read, until you delete it; $JOURNEYMAN_TOKEN takes its place.

  POST /v1/workers/NAME       JSON in, result out; lines of JSON (application/x-ndjson) in, a result a line out; with
                              Accept: text/event-stream the events progress, partial, result and error
  GET  /v1/workers            the workers, with JSON Schemas of their inputs and outputs
  POST /v1/chat/completions, /v1/embeddings   GET /v1/models
  GET  /openapi.json, /metrics, /health

Workers are those of journeyman run, those of .journeyman/workers in this folder among them; changed files count at once. SIGINT and
SIGTERM end it when the requests that are under way have ended, after ${STOP_MS / 1000} seconds at the latest. Nobody can be asked: nothing goes to a
remote model but with --escalate automatic, and as far as you have agreed to it before.`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...escalationOptions, port: { type: 'string' }, queue: { type: 'string' } });
    wantNoMore(positionals, 0);
    const port = wholeNumber('--port', values.port, { from: 0, to: 65_535 }) ?? PORT;
    const waiting = wholeNumber('--queue', values.queue, { from: 1, to: 10_000 }) ?? QUEUE;
    if (values.escalate === 'ask') throw new UsageError('--escalate takes off or automatic here: there is nobody to ask.');
    // Whoever sits at the terminal is not who has asked.
    const unattended = { ...context, stdin: Object.assign(Object.create(context.stdin) as Context['stdin'], { isTTY: false }) };
    const escalation = readEscalation(unattended, { ...values, escalate: values.escalate ?? 'off' });

    const reference = modelReference(context, values.model);
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const { startServer } = await import('../serve/start.ts');
      await startServer(journeyman, unattended, {
        modelReference: reference,
        port,
        tokenFile: join(cacheFolder(context.env), 'serve-token'),
        json: values.json ?? false,
        log: logTo(context.stderr, values.verbose ?? false),
        queue: { waiting, waitingOfOne: Math.max(1, Math.ceil(waiting / 2)), running: isHosted(reference) ? HOSTED_JOBS : 1, graceMs: 5_000 },
        bodies: { bodyBytes: 32 * MEBIBYTE, allBodyBytes: 256 * MEBIBYTE, bodyMs: 60_000 },
        limits: { jobMs: 300_000, stallMs: 30_000, pingMs: 10_000 },
        mostRequests: waiting + 256,
        stopMs: STOP_MS,
      });
      return 0;
    });
  },
};

function wholeNumber(option: string, text: string | undefined, { from, to }: { from: number; to: number }): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= from && number <= to)) throw new UsageError(`${option} takes a number from ${from} to ${to}, not ${JSON.stringify(text)}.`);
  return number;
}
