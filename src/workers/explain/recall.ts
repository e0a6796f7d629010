import type { Answers } from '../../core/answers.ts';
import type { LanguageModel } from '../../core/language-model.ts';
import { run } from '../../core/run.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import type { Worker } from '../../core/worker.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainInput, ExplainOutput } from './input.ts';

/** What is known of a diagnostic without running anything. */
export interface Recalled {
  documentation: ExplainOutput['documentation'];
  /** The explanation that is kept for such code. */
  explanation: { problem: string; why: string; confidence: number } | null;
}

export interface RecallDependencies {
  /** The explain worker, with linters that know only what is kept. */
  worker: Worker<ExplainInput, ExplainFacts, ExplainOutput>;
  answers: Answers;
  /** Its answers are looked for; it is asked nothing. */
  model: Pick<LanguageModel, 'name' | 'identity' | 'settle'>;
}

const immediately: Scheduler = { schedule: (_priority, signal, job) => job(signal) };

/** Looks up what is kept for a diagnostic. Takes milliseconds; no program and no model is started. */
export function createRecall({ worker, answers, model }: RecallDependencies): (input: ExplainInput) => Promise<Recalled> {
  const nothing = () => Promise.reject(new Error('There is no answer that was kept.'));
  return async (input) => {
    const { signal } = new AbortController();
    const asked = { ...input, fix: false };
    const facts = await worker.gather(asked, signal);
    await model.settle?.(signal);
    const silent: LanguageModel = { name: model.name, identity: model.identity ?? model.name, contextTokens: nothing, countTokens: nothing, generate: nothing };
    const explanation = await run({ ...worker, gather: async () => facts }, asked, { model: silent, scheduler: immediately, priority: 'background', signal, answers }).then(
      ({ output: { problem, why }, confidence }) => ({ problem, why, confidence }),
      () => null,
    );
    return { documentation: facts.documentation, explanation };
  };
}
