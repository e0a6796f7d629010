import type { Journeyman } from '../composition.ts';
import { formatDollars } from '../core/amounts.ts';
import type { WorkerResult } from '../core/result.ts';
import type { Progress } from '../core/worker.ts';
import type { Context } from './context.ts';
import type { Answer, Job } from './jobs.ts';
import { LiveText } from './live-text.ts';
import { printable } from './output.ts';
import { bar } from './progress-bar.ts';

/** Stands between several answers. */
const BETWEEN = '\n---\n';

interface ShowOptions {
  context: Pick<Context, 'stdout' | 'stderr' | 'signal'>;
  model: Pick<Journeyman['model'], 'onStatus'>;
  json?: boolean;
  /** Different answers wanted; 1 unless given. */
  candidates?: number;
}

/** Runs a job and prints its answer. */
export async function showAnswer(job: Job, input: unknown, options: ShowOptions): Promise<WorkerResult<unknown>> {
  const answer = await workOut(job, input, options);
  await printAnswer(answer, options);
  return answer.result;
}

/** Runs a job; a terminal shows meanwhile how far it has come, and the text while it grows. */
export async function workOut(job: Job, input: unknown, { context: { stdout, stderr, signal }, model, json = false, candidates }: ShowOptions): Promise<Answer> {
  // With `json` standard output is for a program, also where it is a terminal.
  const terminal = (json ? (stdout.isTerminal ? [] : [stderr]) : [stdout, stderr]).find((output) => output.isTerminal);
  const live = terminal && new LiveText(terminal);
  const dim = (row: string) => terminal!.styled('dim', row);
  let text = '';
  /** How far the parts have come, while there are parts to do. */
  let parts = '';
  const draw = (below: string) => (text === '' ? live?.show(below, dim) : live?.show([text, below].filter(Boolean).join('\n\n')));
  draw('Reading …');
  const onStatus = (status: ReturnType<Journeyman['model']['status']>) => {
    const waits = status.state === 'starting' || status.state === 'loading' || (text === '' && parts === '');
    if (waits) draw([parts, waiting(status)].filter(Boolean).join('\n'));
  };
  const unsubscribe = model.onStatus(onStatus);
  try {
    const onPartial = (partial: string) => {
      // Where the text goes into a file, a terminal shows how far it has come.
      if (terminal !== stdout) return;
      text = partial;
      draw(parts);
    };
    const onProgress = (progress: Progress) => {
      parts = progress.done < progress.total ? partsDone(progress) : '';
      draw(parts || partsDone(progress));
    };
    return await job.run(input, { signal, candidates, onPartial, onProgress, aside: (work) => (live ? live.aside(work) : work()) });
  } finally {
    unsubscribe();
    live?.clear();
  }
}

/** With `json` the result on one line; else the text and below it, on standard error, how sure the answer is, who gave it and how long it took. */
export async function printAnswer({ result, texts }: Answer, { context: { stdout, stderr }, json = false }: Pick<ShowOptions, 'context' | 'json'>): Promise<void> {
  if (json) return stdout.line(JSON.stringify(result));
  const text = texts.join(BETWEEN);
  await stdout.line(stdout.isTerminal ? printable(text) : text);
  for (const line of summary(result)) await stderr.line(stderr.styled('dim', printable(line)));
}

/** `Commit 3 of 20`, and a bar where there are several. */
function partsDone({ done, total, what }: Progress): string {
  return total > 1 ? `${what} …\n${bar(done / total)}` : `${what} …`;
}

/** What a terminal shows while the model has not said anything. */
export function waiting({ state, model, detail }: ReturnType<Journeyman['model']['status']>): string {
  if (state === 'starting') return 'Starting the model process …';
  if (state === 'loading') return `Loading ${model} … ${detail}`;
  return `${model} is reading …`;
}

/** How sure the answer is, who gave it, how long it took and what it cost; why it was, or was not, asked of a remote model; then what speaks against it. */
export function summary(result: WorkerResult<unknown>): string[] {
  const { confidence, accepted, answeredBy, model, timings, checks, cost } = result;
  const parts = [`confidence ${Math.round(confidence * 100)} %${accepted ? '' : ', below the threshold'}`];
  if (answeredBy === 'code') parts.push('no model was needed', `${seconds(timings.totalMs)} in all`);
  else {
    parts.push(`${model ?? answeredBy}${placeOf(answeredBy)}`);
    if (timings.firstTextMs !== null) parts.push(`first text after ${seconds(timings.firstTextMs)}`);
    parts.push(`${seconds(timings.totalMs)} in all`);
    parts.push(`${timings.promptTokens} prompt tokens${timings.cachedTokens > 0 ? ` (${timings.cachedTokens} kept)` : ''}, ${timings.outputTokens} written`);
  }
  if (cost > 0) parts.push(formatDollars(cost));
  return [parts.join(' · '), ...escalationLine(result), ...checks.filter((check) => !check.passed).map((check) => `✗ ${check.name}: ${check.detail}`)];
}

function placeOf(answeredBy: 'code' | 'local' | 'remote'): string {
  return { code: '', local: ' on this machine', remote: ', a remote model' }[answeredBy];
}

/** Nothing where it is off, or code answered: then there is nothing to wonder about. */
function escalationLine({ escalation, other }: WorkerResult<unknown>): string[] {
  if (!escalation || ['off', 'code answered'].includes(escalation.reason)) return [];
  const beside = other ? ` The other answer, by ${other.model ?? other.answeredBy}${placeOf(other.answeredBy)}, has a confidence of ${Math.round(other.confidence * 100)} %; --json shows it.` : '';
  return [`${escalation.left ? 'Sent' : 'Not sent'} to a remote model: ${escalation.why.replace(/^Not asked: /, '')}${beside}`];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s`;
}
