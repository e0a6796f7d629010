import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Choice } from '../../core/language-model.ts';
import { UserError } from '../../core/errors.ts';
import type { PromptSteps } from './prompt-steps.ts';
import { readPrompt } from './read-prompt.ts';

export interface ChooseOptions {
  sequence: LlamaContextSequence;
  steps: PromptSteps;
  /** Each choice with the prompt before it. */
  choices: Token[][];
  background: boolean;
  signal: AbortSignal;
  /** Called after each step of reading the prompt. */
  onProgress(): void;
}

/** The model's own distribution, nothing left out. */
const UNCHANGED = { temperature: 1, topK: 0, topP: 1, minP: 0 } as const;

/**
 * The probability that the model goes on with each of the choices, as far as their tokens tell them apart: choices that differ in their first
 * token take one step. Throws the signal's reason when it fires, a UserError when the prompt does not fit.
 */
export async function choose({ sequence, steps, choices, background, signal, onProgress }: ChooseOptions): Promise<Choice> {
  const probabilities = choices.map(() => 0);
  const longest = Math.max(...choices.map((tokens) => tokens.length));
  if (longest >= sequence.contextSize) {
    throw new UserError('The input is too long for the model.', `It takes ${longest} tokens; ${sequence.contextSize} are possible.`, 'Shorten the input, or raise the setting journeyman.contextTokens.');
  }
  let cachedTokens: number | undefined;
  const shared = commonLength(choices);

  async function weigh(members: number[], length: number, probability: number): Promise<void> {
    const { cached, last } = await readPrompt({ sequence, steps, prompt: choices[members[0]!]!.slice(0, length), background, signal, onProgress });
    cachedTokens ??= cached;
    const next = await distribution(sequence, last);
    signal.throwIfAborted();
    const groups = new Map<Token | undefined, number[]>();
    for (const member of members) {
      const token = choices[member]![length];
      groups.set(token, [...(groups.get(token) ?? []), member]);
    }
    for (const [token, group] of groups) {
      // A choice that is the beginning of another one ends here.
      if (token === undefined) continue;
      const joint = probability * (next.get(token) ?? 0);
      if (group.length === 1) probabilities[group[0]!] = joint;
      else await weigh(group, length + commonLength(group.map((member) => choices[member]!.slice(length))), joint);
    }
  }
  await weigh(
    choices.map((_, index) => index),
    shared,
    1,
  );
  return { probabilities, promptTokens: shared, cachedTokens: cachedTokens ?? 0 };
}

async function distribution(sequence: LlamaContextSequence, tokens: Token[]): Promise<Map<Token, number>> {
  for await (const { probabilities } of sequence.evaluateWithMetadata(tokens, { probabilities: true }, UNCHANGED)) return probabilities;
  return new Map();
}

/** How many tokens all of them begin with; at least one token of each is left, where they differ at all. */
function commonLength(choices: Token[][]): number {
  const [first = []] = choices;
  let length = 0;
  while (length < first.length && choices.every((tokens) => tokens[length] === first[length])) length++;
  return length;
}
