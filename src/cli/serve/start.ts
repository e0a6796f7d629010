import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Journeyman } from '../../composition.ts';
import type { Log } from '../../core/log.ts';
import type { Context } from '../context.ts';
import { createApp } from './app.ts';
import { Bodies, type BodyLimits } from './body.ts';
import { createMetrics } from './metrics.ts';
import type { ServeParts } from './parts.ts';
import { FairQueue, type QueueLimits } from './queue.ts';
import { createWorkerList } from './served-workers.ts';
import { listen } from './server.ts';
import { readToken } from './token.ts';

export interface StartServerOptions {
  modelReference: string;
  port: number;
  tokenFile: string;
  /** Whether its address and token are printed as JSON. */
  json: boolean;
  log: Log;
  queue: QueueLimits;
  bodies: BodyLimits;
  limits: ServeParts['limits'];
  /** Requests that may be under way, waiting ones included. */
  mostRequests: number;
  /** Milliseconds that requests have to end when it is stopped. */
  stopMs: number;
}

/** How far the model steps behind, as `nice` counts. With more its threads would wait for each other on a busy machine. */
const NICE = 5;

/** Serves until the context's signal fires and what was under way has ended. */
export async function startServer(journeyman: Journeyman, context: Context, options: StartServerOptions): Promise<void> {
  const { signal, stdout } = context;
  context.endsBySignal?.(options.stopMs + 2_000);
  const token = await readToken(context.env['JOURNEYMAN_TOKEN'], options.tokenFile);
  const queue = new FairQueue(options.queue);
  const parts: ServeParts = { workers: createWorkerList(journeyman, context), model: journeyman.model, modelReference: options.modelReference, queue, bodies: new Bodies(options.bodies), metrics: createMetrics(queue), limits: options.limits };
  stepBehind(journeyman.model);
  const ended = new AbortController();
  let port = 0;
  const app = createApp(parts, { token: token.value, port: () => port, ended: ended.signal, isOpen: () => !signal.aborted, mostRequests: options.mostRequests, log: options.log });
  const listening = await listen(app, options.port);
  port = listening.port;
  const url = `http://127.0.0.1:${port}`;
  if (options.json) await stdout.line(JSON.stringify({ url, token: token.value, tokenFile: token.file ?? null }));
  else await stdout.write(`Journeyman serves at ${url}\nToken: ${token.file === undefined ? 'that of $JOURNEYMAN_TOKEN' : `${token.value} (kept in ${token.file})`}\n`);
  if (!signal.aborted) await once(signal, 'abort');
  await listening.close({ graceMs: options.stopMs, end: () => ended.abort(new DOMException('The server is stopping.', 'AbortError')) });
}

/** The model takes all cores that there are. What has an answer already, and whatever the user does on this machine, comes before it. */
function stepBehind(model: Journeyman['model']): void {
  model.onStatus(({ state, pid }) => {
    // Before the model's threads are there: they inherit it.
    if (state !== 'loading' || pid === null) return;
    try {
      setPriority(pid, NICE);
    } catch {
      // It has ended, or the system does not allow it: it works all the same.
    }
  });
}
