import type { LlamaContextSequence, LlamaGrammar, Token } from 'node-llama-cpp';
import type { GeneratedToken, GenerateRequest, Generation } from '../../core/language-model.ts';
import type { PromptStates } from './prompt-states.ts';
import type { PromptSteps } from './prompt-steps.ts';
import { readPrompt, requireRoom } from './read-prompt.ts';
import { StopTexts } from './stop-texts.ts';
import { TokenText } from './token-text.ts';
import { writeTokens } from './write-tokens.ts';

export interface GenerateOptions {
  sequence: LlamaContextSequence;
  steps: PromptSteps;
  prompt: Token[];
  /** The part of the prompt that is the same for all requests of its kind. */
  beginning: Token[];
  states: PromptStates | undefined;
  request: GenerateRequest;
  grammar: LlamaGrammar | undefined;
  signal: AbortSignal;
  onText(piece: string): void;
  /** Called after each step of reading the prompt. */
  onProgress(): void;
}

/**
 * Generates one answer on a sequence. State that the sequence still has of an earlier prompt is used as far as the prompts agree.
 * Throws the signal's reason when it fires, a UserError when the prompt does not fit.
 */
export async function generate({ sequence, steps, prompt, beginning, states, request, grammar, signal, onText, onProgress }: GenerateOptions): Promise<Generation> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  requireRoom(sequence, prompt.length);
  const { cached, last } = await readPrompt({ sequence, steps, prompt, beginning, states, background: request.background ?? false, signal, onProgress });

  const texts = new TokenText((tokens, special, before) => sequence.model.detokenize(tokens, special, before), prompt);
  const stops = new StopTexts(request.stop ?? []);
  const tokens: GeneratedToken[] = [];
  let text = '';
  let firstTextMs: number | undefined;
  let stopReason: Generation['stopReason'] = 'end';
  const emit = (piece: string) => {
    if (piece === '') return;
    firstTextMs ??= elapsed();
    text += piece;
    onText(piece);
  };

  if (request.maxTokens > 0) {
    for await (const { token, ...weight } of writeTokens(sequence, last, request, grammar)) {
      signal.throwIfAborted();
      const piece = texts.push(token);
      tokens.push({ text: piece, ...weight });
      const shown = stops.push(piece);
      emit(shown.text);
      if (shown.stopped) {
        stopReason = 'stop';
        break;
      }
      // One place is left free: the next step writes this token and would otherwise push the prompt's beginning out.
      if (tokens.length >= request.maxTokens || sequence.nextTokenIndex + 1 >= sequence.contextSize) {
        stopReason = 'length';
        break;
      }
    }
    signal.throwIfAborted();
  } else {
    stopReason = 'length';
  }
  if (stopReason !== 'stop') emit(stops.flush());

  return {
    text,
    tokens: cutToLength(tokens, text.length),
    stopReason,
    promptTokens: prompt.length,
    cachedTokens: cached,
    firstTextMs: firstTextMs ?? elapsed(),
    totalMs: elapsed(),
  };
}

/** The tokens that make up the first `length` letters: those of a stop text are not part of the answer. */
function cutToLength(tokens: GeneratedToken[], length: number): GeneratedToken[] {
  const kept: GeneratedToken[] = [];
  let left = length;
  for (const token of tokens) {
    if (left <= 0) break;
    kept.push({ ...token, text: token.text.slice(0, left) });
    left -= token.text.length;
  }
  return kept;
}
