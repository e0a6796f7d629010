import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { UserError } from '../../core/errors.ts';
import type { PromptSteps } from './prompt-steps.ts';

export interface ReadPromptOptions {
  sequence: LlamaContextSequence;
  steps: PromptSteps;
  prompt: Token[];
  background: boolean;
  signal: AbortSignal;
  /** Called after each step. */
  onProgress(): void;
}

/** Throws a UserError where this many tokens leave no place for an answer. */
export function requireRoom({ contextSize }: Pick<LlamaContextSequence, 'contextSize'>, tokens: number): void {
  if (tokens < contextSize) return;
  throw new UserError(
    'The input is too long for the model.',
    `It takes ${tokens} tokens; input and answer together may take ${contextSize}.`,
    'Shorten the input, or raise the setting journeyman.contextTokens.',
  );
}

/** Evaluates all of the prompt but its end, in steps, so that an abort takes effect between them. `cached` tokens were there already; `last` is left to evaluate. */
export async function readPrompt({ sequence, steps, prompt, background, signal, onProgress }: ReadPromptOptions): Promise<{ cached: number; last: Token[] }> {
  // The last token is always evaluated anew: its output is what the first word is chosen from.
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const cached = sequence.nextTokenIndex;
  for (;;) {
    signal.throwIfAborted();
    const rest = prompt.slice(sequence.nextTokenIndex);
    const size = steps.size(background);
    if (rest.length <= size) return { cached, last: rest };
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(rest.slice(0, size));
    if (background) steps.tookInBackground(performance.now() - started);
    onProgress();
  }
}
