import { injectionCheck } from './injection-check.ts';
import { instructionsIn } from './instructions.ts';
import { quotedOrder } from './quoted-orders.ts';
import type { Check } from './result.ts';
import type { Worker } from './worker.ts';

const OWN_WORDS = 'own words';
/** The most that an answer can be trusted that does what a text in its input says. */
const MOST_CONFIDENCE = 0.1;

export function ownWordsFailed(checks: readonly Check[]): boolean {
  return checks.some(({ name, passed }) => name === OWN_WORDS && !passed);
}

/** The same worker, which in addition judges whether an answer obeys instructions that its input holds, or repeats what a comment suggests. The check is there only where there is anything of the kind. */
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
      const answer = worker.render(output);
      const check = instructions.length === 0 ? undefined : injectionCheck(answer, instructions, texts);
      const quoted = check?.passed === false ? undefined : quotedOrder(answer, texts);
      if (quoted !== undefined) return [...checks, { name: OWN_WORDS, passed: false, detail: `It repeats what a comment in the change puts into its mouth: “${quoted.slice(0, 100)}”` }];
      return check ? [...checks, check] : checks;
    },
    score: (evidence) => (ownWordsFailed(evidence.checks) ? Math.min(MOST_CONFIDENCE, worker.score(evidence)) : worker.score(evidence)),
  };
}
