import type { GeneratedToken, LanguageModel } from './language-model.ts';
import type { WorkerResult } from './result.ts';
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
  /** How many different answers are wanted; one unless given. */
  candidates?: number;
}

/** Carries out one worker's job on one input. Rejects with an AbortError when cancelled, with a UserError when there can be no answer. */
export async function run<Input, Facts, Output>(
  worker: Worker<Input, Facts, Output>,
  input: Input,
  { model, scheduler, priority, signal, onPartial }: RunOptions<Output>,
): Promise<WorkerResult<Output>> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);

  const facts = await worker.gather(input, signal);
  signal.throwIfAborted();

  const known = worker.known?.(facts);
  if (known !== undefined) {
    return result(known, [], { answeredBy: 'code', model: null }, { firstTextMs: elapsed(), totalMs: elapsed(), promptTokens: 0, outputTokens: 0, cachedTokens: 0 });
  }

  return scheduler.schedule(priority, signal, async (jobSignal) => {
    const request = await worker.prompt(facts, {
      contextTokens: await model.contextTokens(jobSignal),
      countTokens: (texts) => model.countTokens(texts, jobSignal),
    });
    let text = '';
    let shown = '';
    let firstTextMs: number | null = null;
    const generation = await model.generate(
      { ...request, background: priority === 'background' },
      (piece) => {
        text += piece;
        const output = worker.parse(text, facts);
        const rendered = worker.render(output);
        if (rendered === shown || rendered === '') return;
        firstTextMs ??= elapsed();
        shown = rendered;
        onPartial?.(rendered, output);
      },
      jobSignal,
    );
    const output = worker.parse(generation.text, facts);
    return result(output, generation.tokens, { answeredBy: 'local', model: model.name }, {
      firstTextMs,
      totalMs: elapsed(),
      promptTokens: generation.promptTokens,
      outputTokens: generation.tokens.length,
      cachedTokens: generation.cachedTokens,
    });
  });

  function result(
    output: Output,
    tokens: GeneratedToken[],
    by: Pick<WorkerResult<Output>, 'answeredBy' | 'model'>,
    timings: WorkerResult<Output>['timings'],
  ): WorkerResult<Output> {
    const checks = worker.check(output, facts);
    const confidence = worker.score({ checks, tokens });
    return { worker: worker.name, output, confidence, accepted: confidence >= worker.threshold, ...by, checks, timings, cost: 0 };
  }
}
