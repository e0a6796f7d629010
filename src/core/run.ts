import { candidatesFrom, type Attempt } from './candidates.ts';
import type { LanguageModel } from './language-model.ts';
import type { Candidate, Timings, WorkerResult } from './result.ts';
import type { Priority, Scheduler } from './scheduler.ts';
import type { Worker } from './worker.ts';

export interface RunOptions<Output> {
  model: LanguageModel;
  scheduler: Scheduler;
  /** `user`: somebody waits for it; `background`: anticipation, given up as soon as somebody waits. */
  priority: Priority;
  signal: AbortSignal;
  /** Gets the answer as far as it has come, rendered, each time it grew. */
  onPartial?: (rendered: string, output: Output) => void;
  /** Different answers wanted, the best of which is the result; 1 unless given. There may be fewer: a model that is sure repeats itself. */
  candidates?: number;
}

/** For answers after the first one, so that they differ. */
const TEMPERATURE = 0.8;

/** Carries out one worker's job on one input. Rejects with an AbortError when cancelled, with a UserError when there can be no answer. */
export async function run<Input, Facts, Output>(
  worker: Worker<Input, Facts, Output>,
  input: Input,
  { model, scheduler, priority, signal, candidates = 1, onPartial }: RunOptions<Output>,
): Promise<WorkerResult<Output>> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const background = priority === 'background';

  const facts = await worker.gather(input, signal);
  signal.throwIfAborted();

  const known = worker.known?.(facts);
  if (known !== undefined) {
    const checks = worker.check(known, facts);
    const answer = { output: known, checks, confidence: worker.score({ checks, tokens: [] }) };
    return result([answer], { answeredBy: 'code', model: null }, { firstTextMs: elapsed(), totalMs: elapsed(), promptTokens: 0, outputTokens: 0, cachedTokens: 0 });
  }

  return scheduler.schedule(priority, signal, async (jobSignal) => {
    const { seen, ...request } = await worker.prompt(facts, {
      contextTokens: await model.contextTokens(jobSignal),
      countTokens: (texts) => model.countTokens(texts, jobSignal),
    });
    let text = '';
    let shown = '';
    let firstTextMs: number | null = null;
    const show = (piece: string) => {
      text += piece;
      const output = worker.parse(text, facts);
      const rendered = worker.render(output);
      if (rendered === shown || rendered === '') return;
      firstTextMs ??= elapsed();
      shown = rendered;
      onPartial?.(rendered, output);
    };
    const timings: Timings = { firstTextMs, totalMs: 0, promptTokens: 0, outputTokens: 0, cachedTokens: 0 };
    const attempts: Attempt<Output>[] = [];
    const enough = () => attempts.length >= candidates && (attempts.length >= (worker.attempts ?? 1) || attempts.some(({ checks }) => checks.every(({ passed }) => passed)));
    while (!enough()) {
      // The first answer streams and is the likeliest one; the others differ.
      const generation =
        attempts.length === 0
          ? await model.generate({ ...request, background }, show, jobSignal)
          : await model.generate({ ...request, background, temperature: TEMPERATURE, seed: attempts.length }, undefined, jobSignal);
      const output = worker.parse(generation.text, facts);
      if (attempts.length === 0) {
        timings.promptTokens = generation.promptTokens;
        timings.cachedTokens = generation.cachedTokens;
      }
      timings.outputTokens += generation.tokens.length;
      attempts.push({ output, checks: worker.check(output, facts, seen), tokens: generation.tokens });
    }
    const answers = candidatesFrom(attempts, worker);
    const best = worker.render(answers[0]!.output);
    if (best !== shown && best !== '') onPartial?.(best, answers[0]!.output);
    return result(answers, { answeredBy: 'local', model: model.name }, { ...timings, firstTextMs, totalMs: elapsed() });
  });

  function result(answers: Candidate<Output>[], by: Pick<WorkerResult<Output>, 'answeredBy' | 'model'>, timings: Timings): WorkerResult<Output> {
    const { output, confidence, checks } = answers[0]!;
    return {
      worker: worker.name,
      output,
      confidence,
      accepted: confidence >= worker.threshold,
      ...by,
      checks,
      timings,
      cost: 0,
      ...(candidates > 1 && { candidates: answers }),
    };
  }
}
