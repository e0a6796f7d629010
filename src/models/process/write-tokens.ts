import type { LlamaContextSequence, LlamaGrammar, Token } from 'node-llama-cpp';
import type { GenerateRequest } from '../../core/language-model.ts';
import { GrammarState } from './grammar-state.ts';

export interface WrittenToken {
  token: Token;
  /** Among the tokens that might stand in its place, 0 to 1. */
  probability: number;
  /** How much likelier it is than the likeliest other one, -1 to 1. Left out where the library has chosen. */
  margin?: number;
}

/**
 * Of how many of the likeliest tokens the probabilities are asked for. The library gives the probability of a single token only after it has sorted the whole
 * vocabulary, and then holds all of it against the grammar: with Qwen's 152,000 tokens that took a third of the time of each token (146 ms a token on two
 * cores, 97 ms this way; 1.5B, 24 tokens, the same tokens and, to three digits, the same probabilities).
 */
const WEIGHED = 128;
/** What is less likely than this, all together, does not count. */
const NEGLIGIBLE = 1e-4;

/** The tokens that the model writes behind `last`, which it has not read yet; up to the end of its turn, or until no more are taken. The likeliest one each time, unless there is a temperature. */
export async function* writeTokens(sequence: LlamaContextSequence, last: Token[], { temperature = 0, seed }: Pick<GenerateRequest, 'temperature' | 'seed'>, grammar: LlamaGrammar | undefined): AsyncGenerator<WrittenToken, void, void> {
  const state = grammar && new GrammarState(sequence.model, grammar);
  const sampling = { temperature, ...(seed !== undefined && { seed }) };
  let unread = last;
  for (;;) {
    const ended = yield* writeLikely(sequence, unread, temperature === 0 ? undefined : sampling, state);
    if (ended || !state) return;
    const forced = await writeForced(sequence, sampling, state);
    if (sequence.model.isEogToken(forced.token)) return;
    yield forced;
    unread = [forced.token];
  }
}

/** Goes on with likely tokens as long as one of them is allowed: false where none is, true where the turn has ended. */
async function* writeLikely(sequence: LlamaContextSequence, unread: Token[], sampling: { temperature: number; seed?: number } | undefined, state: GrammarState | undefined): AsyncGenerator<WrittenToken, boolean, void> {
  // Which token the library draws does not matter where the likeliest one is taken; a temperature of 1 leaves the probabilities as they are.
  const steps = sequence.evaluateWithMetadata(unread, { probabilities: true }, { ...(sampling ?? { temperature: 1, topK: WEIGHED, topP: 1, seed: 0 }), yieldEogToken: true });
  try {
    for (let step = await steps.next(); !step.done; ) {
      const { token: drawn, probabilities } = step.value;
      const chosen = choose(probabilities, sampling && drawn, state);
      if (!chosen) return false;
      if (sequence.model.isEogToken(chosen.token)) return true;
      state?.accept(chosen.token);
      yield chosen;
      step = await steps.next(chosen.token);
    }
    return true;
  } finally {
    await steps.return();
  }
}

/** The drawn token, or the likeliest one where none was, weighed among those that the grammar allows; undefined where it allows none of them. */
function choose(probabilities: ReadonlyMap<Token, number>, drawn: Token | undefined, state: GrammarState | undefined): WrittenToken | undefined {
  if (drawn !== undefined && state && !state.allows(drawn)) return undefined;
  let chosen = drawn;
  let other = 0;
  let left = 1;
  let allowed = 0;
  // The likeliest one comes first.
  for (const [token, probability] of probabilities) {
    if (chosen !== undefined && left < NEGLIGIBLE) break;
    left -= probability;
    if (state && !state.allows(token)) continue;
    chosen ??= token;
    if (token !== chosen) other = Math.max(other, probability);
    allowed += probability;
  }
  if (chosen === undefined) return undefined;
  const own = probabilities.get(chosen) ?? 0;
  const whole = Math.max(allowed, own) || 1;
  return { token: chosen, probability: own / whole, margin: (own - other) / whole };
}

/** The next token, chosen among all that the grammar allows. What was read last is read once more. */
async function writeForced(sequence: LlamaContextSequence, sampling: { temperature: number; seed?: number }, { state }: GrammarState): Promise<WrittenToken> {
  const at = sequence.nextTokenIndex - 1;
  const before = sequence.contextTokens.slice(at);
  await sequence.eraseContextTokenRanges([{ start: at, end: at + 1 }]);
  for await (const { token, confidence } of sequence.evaluateWithMetadata(before, { confidence: true }, { ...sampling, grammarEvaluationState: state, yieldEogToken: true })) {
    return { token, probability: confidence };
  }
  throw new Error('The model wrote no token.');
}
