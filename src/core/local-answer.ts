import { type Answers, failedOf, withFailed } from './answers.ts';
import { candidatesFrom, type Attempt } from './candidates.ts';
import { isAccepted } from './fitness.ts';
import type { GeneratedToken, GenerateRequest, LanguageModel, RankRequest } from './language-model.ts';
import { rank } from './rank.ts';
import type { Candidate, Timings, WorkerResult } from './result.ts';
import type { Priority, Scheduler } from './scheduler.ts';
import type { Progress, PromptBudget, Worker } from './worker.ts';

export interface LocalOptions<Output> {
  model: LanguageModel;
  scheduler: Scheduler;
  /** `user`: somebody waits for it; `background`: anticipation, given up as soon as somebody waits. */
  priority: Priority;
  signal: AbortSignal;
  /** Gets the answer as far as it has come, rendered, each time it grew. */
  onPartial?: (rendered: string, output: Output) => void;
  /** Gets how far a job of several parts has come. */
  onProgress?: (progress: Progress) => void;
  /** Different answers wanted, the best of which is the result; 1 unless given. There may be fewer: a model that is sure repeats itself. */
  candidates?: number;
  /** Where answers are kept for the same question elsewhere; nothing is kept without it. */
  answers?: Answers;
}

/** The answer of code or of the small model, and what it rests on. */
export interface LocalAnswer<Facts, Output> {
  result: WorkerResult<Output>;
  facts: Facts;
  /** The facts before anything was found out on the way: an answer is kept by them, or it would not be found again. */
  gathered: Facts;
}

/** What the parts of inputs are kept under: workers share them. */
const PARTS = 'parts';
/** For answers after the first one, so that they differ. */
const TEMPERATURE = 0.8;

/** Carries out one worker's job on one input on this machine. Rejects with an AbortError when cancelled, with a UserError when there can be no answer. */
export async function answerLocally<Input, Facts, Output>(
  worker: Worker<Input, Facts, Output>,
  input: Input,
  { model, scheduler, priority, signal, candidates = 1, onPartial, onProgress, answers }: LocalOptions<Output>,
): Promise<LocalAnswer<Facts, Output>> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const background = priority === 'background';

  const gathered = await worker.gather(input, signal);
  let facts = gathered;
  signal.throwIfAborted();

  const known = worker.known?.(facts);
  if (known !== undefined) {
    const checks = worker.check(known, facts);
    const answer = { output: known, checks, confidence: worker.score({ output: known, facts, checks, tokens: [], model: null }) };
    return result([answer], { answeredBy: 'code', model: null }, { firstTextMs: elapsed(), totalMs: elapsed(), promptTokens: 0, outputTokens: 0, cachedTokens: 0 });
  }

  await model.settle?.(signal);
  let shown = '';
  let firstTextMs: number | null = null;
  const show = (output: Output) => {
    const rendered = worker.render(output);
    if (rendered === shown || rendered === '') return;
    firstTextMs ??= elapsed();
    shown = rendered;
    onPartial?.(rendered, output);
  };
  const timings: Timings = { firstTextMs, totalMs: 0, promptTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const budgetFor = async (jobSignal: AbortSignal): Promise<PromptBudget> => ({
    contextTokens: await model.contextTokens(jobSignal),
    countTokens: (texts) => model.countTokens(texts, jobSignal),
    adapters: (await model.adapters?.(jobSignal)) ?? [],
  });
  const identity = () => model.identity ?? model.name;
  const question = answers && candidates === 1 ? worker.memory?.key(gathered) : undefined;
  // Another model may take the place of one that turns out not to work.
  const keyNow = () => question && `${identity()} ${question}`;

  const keep = async ({ output, confidence, checks }: Candidate<Output>) => {
    const key = keyNow();
    if (key !== undefined) await answers!.put(worker.name, key, { packed: worker.memory!.pack(output, facts), confidence, failed: failedOf(checks) });
  };

  let asked = false;
  const ranking = (jobSignal: AbortSignal) => async (request: RankRequest) => {
    asked = true;
    const weighed = await rank(model, { ...request, background }, jobSignal);
    timings.promptTokens += weighed.promptTokens;
    timings.cachedTokens += weighed.cachedTokens;
    return weighed;
  };
  const asking = (jobSignal: AbortSignal) => async (request: GenerateRequest, onText?: (piece: string) => void) => {
    asked = true;
    const generation = await model.generate({ ...request, background }, onText, jobSignal);
    timings.outputTokens += generation.tokens.length;
    return generation;
  };

  /** The answer with what it lacks, judged again. */
  async function completed(answer: Candidate<Output>, seen: number | undefined, tokens: GeneratedToken[], jobSignal: AbortSignal): Promise<Candidate<Output>> {
    const complete = worker.complete?.(answer.output, facts);
    if (!complete) return answer;
    const output = await complete({ budget: await budgetFor(jobSignal), ask: asking(jobSignal), show, signal: jobSignal });
    const checks = worker.check(output, facts, seen);
    show(output);
    return { output, checks, confidence: worker.score({ output, facts, checks, tokens, seen, model: model.name }) };
  }

  const local = () => ({ answeredBy: 'local', model: model.name }) as const;
  const key = keyNow();
  const kept = key === undefined ? undefined : await answers!.get(worker.name, key);
  const recalled = kept && worker.memory!.unpack(kept.packed, facts);
  if (kept && recalled !== undefined) {
    const answer = { output: recalled, checks: withFailed(worker.check(recalled, facts), kept.failed), confidence: kept.confidence };
    show(recalled);
    if (!worker.complete?.(recalled, facts)) return result([answer], local(), { ...timings, firstTextMs, totalMs: elapsed() });
    return scheduler.schedule(priority, signal, async (jobSignal) => {
      // What was kept with it is how sure the answer was before it was complete.
      return result([await completed(answer, undefined, [], jobSignal)], local(), { ...timings, firstTextMs, totalMs: elapsed() });
    });
  }

  const showFacts = (known: Facts) => show(worker.parse('', known));
  // What code knows is there before the model is.
  if (worker.prepare) showFacts(facts);
  return scheduler.schedule(priority, signal, async (jobSignal) => {
    if (worker.prepare) {
      const kept = {
        get: async (part: string) => (await answers?.get(PARTS, `${identity()} ${part}`))?.packed,
        put: async (part: string, value: unknown) => answers?.put(PARTS, `${identity()} ${part}`, { packed: value, confidence: 1, failed: [] }),
      };
      facts = await worker.prepare(facts, { budget: () => budgetFor(jobSignal), ask: asking(jobSignal), rank: ranking(jobSignal), kept, progress: (progress) => onProgress?.(progress), show: showFacts, signal: jobSignal });
    }
    const whole = worker.prepare && worker.known?.(facts);
    if (whole !== undefined) {
      const checks = worker.check(whole, facts);
      const answer = { output: whole, checks, confidence: worker.score({ output: whole, facts, checks, tokens: [], model: null }) };
      show(whole);
      await keep(answer);
      return result([answer], asked ? local() : { answeredBy: 'code', model: null }, { ...timings, firstTextMs, totalMs: elapsed() });
    }
    const { seen, ...request } = await worker.prompt(facts, await budgetFor(jobSignal));
    let text = '';
    const grow = (piece: string) => {
      text += piece;
      show(worker.parse(text, facts));
    };
    const attempts: Attempt<Output>[] = [];
    const enough = () => attempts.length >= candidates && (attempts.length >= (worker.attempts ?? 1) || attempts.some(({ checks }) => checks.every(({ passed }) => passed)));
    while (!enough()) {
      // The first answer streams and is the likeliest one; the others differ.
      const generation =
        attempts.length === 0
          ? await model.generate({ ...request, background }, grow, jobSignal)
          : await model.generate({ ...request, background, temperature: TEMPERATURE, seed: attempts.length }, undefined, jobSignal);
      const output = worker.parse(generation.text, facts);
      if (attempts.length === 0) {
        timings.promptTokens = generation.promptTokens;
        timings.cachedTokens = generation.cachedTokens;
      }
      timings.outputTokens += generation.tokens.length;
      attempts.push({ output, checks: worker.check(output, facts, seen), tokens: generation.tokens });
    }
    const [best, ...others] = candidatesFrom(attempts, worker, { facts, seen, model: model.name });
    show(best!.output);
    await keep(best!);
    const tokens = attempts.find(({ output }) => output === best!.output)!.tokens;
    return result([await completed(best!, seen, tokens, jobSignal), ...others], local(), { ...timings, firstTextMs, totalMs: elapsed() });
  });

  function result(found: Candidate<Output>[], by: Pick<WorkerResult<Output>, 'answeredBy' | 'model'>, timings: Timings): LocalAnswer<Facts, Output> {
    const { output, confidence, checks } = found[0]!;
    const answer: WorkerResult<Output> = {
      worker: worker.name,
      output,
      confidence,
      accepted: isAccepted(worker, found[0]!),
      ...by,
      checks,
      timings,
      cost: 0,
      ...(candidates > 1 && { candidates: found }),
    };
    return { result: answer, facts, gathered };
  }
}
