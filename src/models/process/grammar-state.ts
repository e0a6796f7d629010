import { type LlamaGrammar, LlamaGrammarEvaluationState, type LlamaModel, type Token } from 'node-llama-cpp';

/** What the library itself asks of a grammar when it drafts tokens; it is not among its types. */
interface GrammarCalls {
  canBeNextTokenForGrammarEvaluationState(state: unknown, token: Token): boolean;
  acceptGrammarEvaluationStateToken(state: unknown, token: Token): void;
}

/** How far an answer has come in its grammar. A token that ends the turn is allowed where the grammar may end. */
export class GrammarState {
  /** For the library, which carries it on with each token that it chooses itself. */
  readonly state: LlamaGrammarEvaluationState;
  readonly #calls: GrammarCalls;
  readonly #native: unknown;

  constructor(model: LlamaModel, grammar: LlamaGrammar) {
    this.state = new LlamaGrammarEvaluationState({ model, grammar });
    this.#native = (this.state as unknown as { _state: unknown })._state;
    this.#calls = (model.llama as unknown as { _bindings: { AddonSampler: GrammarCalls } })._bindings.AddonSampler;
  }

  allows(token: Token): boolean {
    return this.#calls.canBeNextTokenForGrammarEvaluationState(this.#native, token);
  }

  /** Goes on behind a token that is allowed. */
  accept(token: Token): void {
    this.#calls.acceptGrammarEvaluationStateToken(this.#native, token);
  }
}
