import { type LlamaContextSequence, type Token, TokenBias } from 'node-llama-cpp';
import type { RankRequest, Ranking } from '../../core/language-model.ts';
import { type Choice, type OptionNode, optionTree, weighTree } from './option-tree.ts';
import type { PromptSteps } from './prompt-steps.ts';
import { readPrompt, requireRoom } from './read-prompt.ts';

export interface RankOptions {
  sequence: LlamaContextSequence;
  steps: PromptSteps;
  /** Tokens of prompt and option together, for each option: how an option is cut into tokens may depend on what it follows. */
  prompts: Token[][];
  request: RankRequest;
  signal: AbortSignal;
  /** Called after each step of reading the prompt. */
  onProgress(): void;
}

/** Added to the logits of the tokens asked for, so that the sampler gives those and no others. Large enough for any model, small enough for the precision of a float. */
const BIAS = 100;
const ALL = 0;

/**
 * Weighs the options against each other after one pass over the prompt. Only where options part is the model asked which way it would go, and only among
 * the ways that there are: for options with different first tokens that is no more than the prompt. An option that another one begins with ends with the end of the turn.
 * Throws the signal's reason when it fires, a UserError when the prompt does not fit.
 */
export async function rank({ sequence, steps, prompts, request, signal, onProgress }: RankOptions): Promise<Ranking> {
  const started = performance.now();
  const shared = prompts[0]!.slice(0, commonLength(prompts));
  const tree = optionTree(prompts.map((prompt) => prompt.slice(shared.length)));
  requireRoom(sequence, prompts.reduce((longest, { length }) => Math.max(longest, length), 0));
  const { cached, last } = await readPrompt({ sequence, steps, prompt: shared, background: request.background ?? false, signal, onProgress });
  const { eot, eos } = sequence.model.tokens;
  const ends = [...new Set([eot, eos])].filter((token) => token !== null);

  const weigh = async (node: OptionNode<Token>): Promise<Choice<Token>> => {
    signal.throwIfAborted();
    const tokens = node === tree ? last : await unread(sequence, [...shared, ...node.path]);
    // A bias on the tokens that end a turn has no effect, so where an option may end all tokens are asked for.
    const next = await probabilitiesOf(node.ends.length > 0 ? undefined : [...node.children.keys()], tokens, sequence);
    onProgress();
    return { next, end: ends.reduce((sum, token) => sum + (next.get(token) ?? 0), 0) };
  };
  const probabilities = await weighTree(tree, weigh);
  signal.throwIfAborted();
  return { probabilities, promptTokens: shared.length, cachedTokens: cached, totalMs: Math.round(performance.now() - started) };
}

/** The tokens that are still to be read; the last one is among them, for its output is what is asked for. */
async function unread(sequence: LlamaContextSequence, tokens: Token[]): Promise<Token[]> {
  await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
  return tokens.slice(sequence.nextTokenIndex);
}

/** Reads the tokens and gives the probability of each of the asked ones as the next, among themselves; of the whole vocabulary, which takes longer to hand over than to work out, where none are named. */
async function probabilitiesOf(asked: Token[] | undefined, tokens: Token[], sequence: LlamaContextSequence): Promise<ReadonlyMap<Token, number>> {
  const tokenBias = TokenBias.for(sequence.model);
  for (const token of asked ?? []) tokenBias.set(token, { logit: BIAS });
  const options = { temperature: 1, topK: asked?.length ?? ALL, topP: 1, minP: 0, seed: 0, tokenBias };
  const outputs = await sequence.controlledEvaluate([...tokens.slice(0, -1), [tokens.at(-1)!, { generateNext: { probabilities: true, options } }]]);
  return outputs.at(-1)?.next.probabilities ?? new Map<Token, number>();
}

/** Number of tokens that all begin with. */
function commonLength(prompts: Token[][]): number {
  const [first, ...others] = prompts as [Token[], ...Token[][]];
  const differs = first.findIndex((token, index) => others.some((other) => other[index] !== token));
  return differs < 0 ? first.length : differs;
}
