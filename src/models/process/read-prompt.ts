import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { UserError } from '../../core/errors.ts';
import type { PromptStates } from './prompt-states.ts';
import type { PromptSteps } from './prompt-steps.ts';

export interface ReadPromptOptions {
  sequence: LlamaContextSequence;
  steps: PromptSteps;
  prompt: Token[];
  /** What all prompts of this kind begin with, and where its state is kept; nothing is kept unless both are given. */
  beginning?: Token[];
  states?: PromptStates | undefined;
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
export async function readPrompt({ sequence, steps, prompt, beginning = [], states, background, signal, onProgress }: ReadPromptOptions): Promise<{ cached: number; last: Token[] }> {
  const kept = states?.worthwhile(beginning) && beginning.length < prompt.length ? states : undefined;
  if (kept && sharedLength(sequence.contextTokens, beginning) < beginning.length) await kept.restore(sequence, beginning);
  // The last token is always evaluated anew: its output is what the first word is chosen from.
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const cached = sequence.nextTokenIndex;
  for (;;) {
    signal.throwIfAborted();
    const at = sequence.nextTokenIndex;
    const whole = at + steps.size(background);
    // A step ends where the beginning does, so that its state can be written.
    const end = kept && at < beginning.length ? Math.min(whole, beginning.length) : whole;
    if (end >= prompt.length) return { cached, last: prompt.slice(at) };
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, end));
    if (background && end === whole) steps.tookInBackground(performance.now() - started);
    if (kept && end === beginning.length) await kept.save(sequence, beginning);
    onProgress();
  }
}

/** How many tokens two texts begin with alike. */
export function sharedLength(one: readonly Token[], other: readonly Token[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}
