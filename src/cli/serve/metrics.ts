import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FairQueue } from './queue.ts';

export interface Metrics {
  /** One request that has ended: `what` was asked, the status that it had, and its seconds. */
  request(what: string, status: number, seconds: number): void;
  tokens(what: string, counts: { promptTokens: number; outputTokens: number; cachedTokens: number }): void;
  answer(what: string, answeredBy: string): void;
  readonly type: string;
  /** All of it in Prometheus' text format. No text of a request is in it. */
  text(): Promise<string>;
}

/** Seconds: a kept answer takes milliseconds, a pull request on a slow machine minutes. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export function createMetrics(queue: Pick<FairQueue, 'waiting' | 'running'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({ name: 'journeyman_requests_total', help: 'Requests that have ended, by worker and status.', labelNames: ['worker', 'status'], registers });
  const seconds = new Histogram({ name: 'journeyman_request_duration_seconds', help: 'Seconds from a request to the end of its answer.', labelNames: ['worker'], buckets: BUCKETS, registers });
  const tokens = new Counter({ name: 'journeyman_tokens_total', help: 'Tokens that the model read (prompt), did not need to read again (cached) and wrote (output).', labelNames: ['worker', 'kind'], registers });
  const answers = new Counter({ name: 'journeyman_answers_total', help: 'Answers of workers, by who gave them: code, local or remote.', labelNames: ['worker', 'answered_by'], registers });
  new Gauge({ name: 'journeyman_queue_waiting', help: 'Jobs that wait for the model.', registers, collect() { this.set(queue.waiting); } });
  new Gauge({ name: 'journeyman_queue_running', help: 'Jobs that the model works on.', registers, collect() { this.set(queue.running); } });
  return {
    request(worker, status, took) {
      requests.inc({ worker, status: String(status) });
      seconds.observe({ worker }, took);
    },
    tokens(worker, { promptTokens, outputTokens, cachedTokens }) {
      tokens.inc({ worker, kind: 'prompt' }, promptTokens);
      tokens.inc({ worker, kind: 'output' }, outputTokens);
      tokens.inc({ worker, kind: 'cached' }, cachedTokens);
    },
    answer: (worker, answered_by) => answers.inc({ worker, answered_by }),
    type: registry.contentType,
    text: () => registry.metrics(),
  };
}
