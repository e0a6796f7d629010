import type { Token } from 'node-llama-cpp';

/** What a decoder of invalid UTF-8 writes; at the end of a text it mostly means that the character's other bytes are still to come. */
const REPLACEMENT = '\uFFFD';
/** A character has at most four bytes, and a token at least one. */
const MOST_TOKENS_OF_A_CHARACTER = 4;
/** Tokenizers that mark spaces look back at what precedes. */
const TOKENS_LOOKED_BACK = 4;

type Detokenize = (tokens: readonly Token[], special: boolean, before: readonly Token[]) => string;

/** Turns tokens into text as they come. A character whose bytes are spread over several tokens comes out whole, with the last of them. */
export class TokenText {
  readonly #detokenize: Detokenize;
  #before: Token[];
  #pending: Token[] = [];

  constructor(detokenize: Detokenize, before: readonly Token[]) {
    this.#detokenize = detokenize;
    this.#before = before.slice(-TOKENS_LOOKED_BACK);
  }

  /** The text that this token completes; empty while a character is unfinished. */
  push(token: Token): string {
    this.#pending.push(token);
    const text = this.#detokenize(this.#pending, false, this.#before);
    if (text.endsWith(REPLACEMENT) && this.#pending.length < MOST_TOKENS_OF_A_CHARACTER) return '';
    this.#before = [...this.#before, ...this.#pending].slice(-TOKENS_LOOKED_BACK);
    this.#pending = [];
    return text;
  }
}
