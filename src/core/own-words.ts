import { injectionCheck } from './injection-check.ts';
import { instructionsIn } from './instructions.ts';
import type { Check } from './result.ts';
import type { Worker } from './worker.ts';

const OWN_WORDS = 'own words';
/** The most that an answer can be trusted that does what a text in its input says. */
const MOST_CONFIDENCE = 0.1;

export function ownWordsFailed(checks: readonly Check[]): boolean {
  return checks.some(({ name, passed }) => name === OWN_WORDS && !passed);
}

/** The same worker, which in addition judges whether an answer obeys instructions that its input holds. The check is there only where there are any. */
export function withOwnWords<Input, Facts, Output>(worker: Worker<Input, Facts, Output>, input: Input): Worker<Input, Facts, Output> {
  if (!worker.material) return worker;
  let looked: { texts: string[]; instructions: ReturnType<typeof instructionsIn> } | undefined;
  const lookThrough = (texts: string[]) => ({ texts, instructions: instructionsIn(texts) });
  return {
    ...worker,
    fatal: new Set([...(worker.fatal ?? []), OWN_WORDS]),
    check(output, facts, seen) {
      const checks = worker.check(output, facts, seen);
      const { texts, instructions } = (looked ??= lookThrough(worker.material!(facts, input).texts));
      return instructions.length === 0 ? checks : [...checks, injectionCheck(worker.render(output), instructions, texts)];
    },
    score: (evidence) => (ownWordsFailed(evidence.checks) ? Math.min(MOST_CONFIDENCE, worker.score(evidence)) : worker.score(evidence)),
  };
}
