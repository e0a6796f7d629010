import type { Journeyman } from '../composition.ts';
import type { WorkerResult } from '../core/result.ts';
import type { Progress } from '../core/worker.ts';
import type { Context } from './context.ts';
import type { Job } from './jobs.ts';
import { LiveText } from './live-text.ts';
import { printable } from './output.ts';

/** Stands between several answers. */
const BETWEEN = '\n---\n';

interface ShowOptions {
  context: Pick<Context, 'stdout' | 'stderr' | 'signal'>;
  model: Journeyman['model'];
  json?: boolean;
  /** Different answers wanted; 1 unless given. */
  candidates?: number;
}

/**
 * Runs a job and prints its answer: with `json` the result on one line; else the text, which a terminal shows while it grows,
 * and below it, on standard error, how sure the answer is, who gave it and how long it took.
 */
export async function showAnswer(job: Job, input: unknown, { context: { stdout, stderr, signal }, model, json = false, candidates }: ShowOptions): Promise<WorkerResult<unknown>> {
  const terminal = [stdout, stderr].find((output) => output.isTerminal && !json);
  const live = terminal && new LiveText(terminal);
  const dim = (row: string) => terminal!.styled('dim', row);
  live?.show('Reading …', dim);
  let streaming = false;
  const unsubscribe = model.onStatus((status) => !streaming && live?.show(waiting(status), dim));
  try {
    const onPartial = (text: string) => {
      streaming = true;
      if (terminal === stdout) live?.show(text);
    };
    const onProgress = ({ what }: Progress) => live?.show(`${what} …`, dim);
    const { result, texts } = await job.run(input, { signal, candidates, onPartial, onProgress });
    const text = texts.join(BETWEEN);
    live?.clear();
    if (json) await stdout.line(JSON.stringify(result));
    else {
      await stdout.line(stdout.isTerminal ? printable(text) : text);
      for (const line of summary(result)) await stderr.line(stderr.styled('dim', printable(line)));
    }
    return result;
  } finally {
    unsubscribe();
    live?.clear();
  }
}

/** What a terminal shows while the model has not said anything. */
export function waiting({ state, model, detail }: ReturnType<Journeyman['model']['status']>): string {
  if (state === 'starting') return 'Starting the model process …';
  if (state === 'loading') return `Loading ${model} … ${detail}`;
  return `${model} is reading …`;
}

/** How sure the answer is, who gave it, how long it took; then what speaks against it. */
export function summary({ confidence, accepted, answeredBy, model, timings, checks }: WorkerResult<unknown>): string[] {
  const parts = [`confidence ${Math.round(confidence * 100)} %${accepted ? '' : ', below the threshold'}`];
  if (answeredBy === 'code') parts.push('no model was needed', `${seconds(timings.totalMs)} in all`);
  else {
    parts.push(`${model ?? answeredBy}${answeredBy === 'local' ? ' on this machine' : ''}`);
    if (timings.firstTextMs !== null) parts.push(`first text after ${seconds(timings.firstTextMs)}`);
    parts.push(`${seconds(timings.totalMs)} in all`);
    parts.push(`${timings.promptTokens} prompt tokens${timings.cachedTokens > 0 ? ` (${timings.cachedTokens} kept)` : ''}, ${timings.outputTokens} written`);
  }
  return [parts.join(' · '), ...checks.filter((check) => !check.passed).map((check) => `✗ ${check.name}: ${check.detail}`)];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
}
