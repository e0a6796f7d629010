/** One turn of a conversation. The text is data: special tokens of the model in it are read as plain letters. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  text: string;
}

/** What is asked of a model. Decoding is greedy unless a temperature is given, so that the same input gives the same answer. */
export interface GenerateRequest {
  messages: ChatMessage[];
  maxTokens: number;
  /** The words the answer starts with; they are part of the prompt, not of the generated text. */
  prefill?: string;
  /** GBNF grammar that the answer must follow. It costs little: only where it allows none of the likely words is the whole vocabulary held against it. */
  grammar?: string;
  /** JSON Schema that the answer must follow, in place of a grammar. */
  schema?: JsonSchema;
  /** Texts that end the answer; they are not part of it. */
  stop?: string[];
  temperature?: number;
  seed?: number;
  /** How many of the first messages are the same in all requests of this kind, word for word: their state is kept, so that they are read once. They must hold nothing of the input. */
  fixed?: number;
  /** The adapter that the model answers with: one of its `adapters`. */
  adapter?: string;
  /** Anticipation: the prompt is read in small steps, so that an abort frees the model within some 200 ms. */
  background?: boolean;
}

export interface GeneratedToken {
  text: string;
  /** Probability of this token under the model's own distribution, among those that might stand in its place, 0 to 1. */
  probability: number;
  /** How much likelier it was than the likeliest other one, -1 to 1; where the model tells. */
  margin?: number;
  /** What else might have stood in its place, itself among it; where it was asked for and the model tells. */
  alternatives?: { text: string; probability: number }[];
}

export interface Generation {
  text: string;
  tokens: GeneratedToken[];
  /** Tokens written, where they are not given one by one. */
  outputTokens?: number;
  /** `end`: the model finished; `stop`: a stop text came; `length`: maxTokens or the context was used up. */
  stopReason: 'end' | 'stop' | 'length';
  promptTokens: number;
  /** Prompt tokens whose state was still there from an earlier request. */
  cachedTokens: number;
  /** Milliseconds from the start of the request to its first text, and to its end, as the model's side measured them. */
  firstTextMs: number;
  totalMs: number;
}

/** A JSON Schema, as far as code reads it. */
export type JsonSchema = { [key: string]: unknown };

/** Which of some given answers the model holds likeliest, without writing any. */
export interface RankRequest extends Pick<GenerateRequest, 'messages' | 'prefill' | 'adapter' | 'background'> {
  /** The answers, each as the model would write it behind the prefill; at least one, none empty. */
  options: string[];
}

export interface Ranking {
  /** Probability of each option among the options, in their order; their sum is 1. */
  probabilities: number[];
  /** Whether those of unlikely options are a guess, for the model tells the likeliest words alone, or none. */
  rough?: boolean;
  promptTokens: number;
  cachedTokens: number;
  totalMs: number;
}

/** A small or large model, wherever it runs. */
export interface LanguageModel {
  /** Catalogue name, for instance `qwen2.5-coder-1.5b`. */
  readonly name: string;
  /** Tells its answers from those of other weights of the same name; `name` where it is left out. Known once it is settled. */
  readonly identity?: string;
  /** Where one of several may answer: finds out which it is, as far as that can be had without loading one. From then on `name` is that one's. */
  settle?(signal?: AbortSignal): Promise<void>;
  /** Tokens that prompt and answer may take together. Loads the model if that is not yet known. */
  contextTokens(signal?: AbortSignal): Promise<number>;
  /** The jobs that the model has been trained for: each an adapter that a request may name. Loads the model if that is not yet known; left out where there are none. */
  adapters?(signal?: AbortSignal): Promise<readonly string[]>;
  /** Number of tokens of each text, for keeping to a budget. */
  countTokens(texts: string[], signal?: AbortSignal): Promise<number[]>;
  /**
   * Generates an answer. `onText` gets each new piece of text as it comes.
   * Rejects with an AbortError when the signal fires, with a UserError when the model cannot answer.
   */
  generate(request: GenerateRequest, onText?: (piece: string) => void, signal?: AbortSignal): Promise<Generation>;
  /** Weighs given answers against each other in one pass over the prompt. Only where the model's probabilities can be had. Rejects as `generate` does. */
  rank?(request: RankRequest, signal?: AbortSignal): Promise<Ranking>;
}
