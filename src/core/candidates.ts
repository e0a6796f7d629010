import type { GeneratedToken } from './language-model.ts';
import type { Candidate, Check } from './result.ts';
import type { Evidence, Worker } from './worker.ts';

/** One answer of the model to one prompt. */
export interface Attempt<Output> {
  output: Output;
  checks: Check[];
  tokens: GeneratedToken[];
}

/**
 * The different answers among these, best first by the worker's score. An answer that resembles the others is likelier to be right than one that
 * stands alone (minimum Bayes risk decoding: Kumar and Byrne, 2004), so that agreement is part of the evidence.
 */
export function candidatesFrom<Facts, Output>(
  attempts: Attempt<Output>[],
  { score, similarity, render }: Pick<Worker<never, Facts, Output>, 'score' | 'similarity' | 'render'>,
  circumstances: Pick<Evidence<Facts, Output>, 'facts' | 'seen' | 'model'>,
): Candidate<Output>[] {
  const judged = attempts.map(({ output, checks, tokens }, index) => {
    const others = attempts.filter((_, other) => other !== index);
    const agreement = similarity && others.length > 0 ? others.reduce((sum, other) => sum + similarity(output, other.output), 0) / others.length : undefined;
    return { output, checks, confidence: score({ ...circumstances, output, checks, tokens, agreement }) };
  });
  judged.sort((a, b) => b.confidence - a.confidence);
  const texts = judged.map(({ output }) => render(output));
  return judged.filter((_, index) => texts.indexOf(texts[index]!) === index);
}
