import type { z } from 'zod';
import type { GeneratedToken, GenerateRequest, Generation, RankRequest, Ranking } from './language-model.ts';
import type { Check } from './result.ts';

/** What a worker may know of the model that will answer while it writes its prompt. */
export interface PromptBudget {
  /** Tokens that prompt and answer may take together. */
  contextTokens: number;
  countTokens(texts: string[]): Promise<number[]>;
  /** What the model has been trained for; left out where that is nothing of ours. */
  adapters?: readonly string[];
}

/** What is asked of the model for one input. */
export interface Prompt extends GenerateRequest {
  /** Share of the input that the model gets to see, 0 to 1; left out where that is all of it. */
  seen?: number;
}

/** What a worker may use to complete an answer. */
export interface Means<Output> {
  budget: PromptBudget;
  /** Asks the model something more within the same job. */
  ask(request: GenerateRequest): Promise<Generation>;
  /** Shows the answer as far as it has come. */
  show(output: Output): void;
  signal: AbortSignal;
}

/** What a worker may use to find out about the parts of its input before it writes its prompt. */
export interface Preparation<Facts = never> extends Pick<Means<never>, 'signal'> {
  /** Asks the model something within the job; `onText` gets each new piece of its answer as it comes. */
  ask(request: GenerateRequest, onText?: (piece: string) => void): Promise<Generation>;
  /** Has the model weigh given answers. */
  rank(request: RankRequest): Promise<Ranking>;
  /** Loads the model: asked for only where there is something to ask it. */
  budget(): Promise<PromptBudget>;
  /** What was found out before, by keys that say what it is, for the workers share them; nothing is kept where there is no store. */
  kept: { get(key: string): Promise<unknown>; put(key: string, value: unknown): Promise<void> };
  /** Tells how far it has come. */
  progress(progress: Progress): void;
  /** Shows the answer as far as these facts carry it without the model's last word. */
  show(facts: Facts): void;
}

/** How far a job of several parts has come. */
export interface Progress {
  done: number;
  total: number;
  /** What is worked on, for people: `Commit 3 of 20`. */
  what: string;
}

/** How a worker's answers are kept, so that the same question elsewhere has its answer at once. */
export interface Memory<Facts, Output> {
  /** The same for two inputs only if an answer to one is an answer to the other. */
  key(facts: Facts): string;
  /** What is kept of an answer: JSON, without what only this input has. */
  pack(output: Output, facts: Facts): unknown;
  /** The answer to this input; undefined where what was kept does not fit it. */
  unpack(kept: unknown, facts: Facts): Output | undefined;
}

/** What confidence is worked out from. */
export interface Evidence<Facts = unknown, Output = unknown> {
  output: Output;
  facts: Facts;
  checks: Check[];
  /** The generated tokens; empty when code alone answered, and where a remote model did. */
  tokens: GeneratedToken[];
  /** Mean similarity to the other candidates, 0 to 1; undefined where there is none. What a model says again and again it is surer of. */
  agreement?: number;
  /** Share of the input that the model got to see, 0 to 1; undefined where that is all of it. */
  seen?: number;
  /** The model's name; null where code alone answered. */
  model: string | null;
}

/** What an input is made of, for deciding whether it may leave the machine and whether an answer obeys what stands in it. */
export interface Material {
  /** The repository's or workspace's folder; undefined where the input has none. */
  folder?: string | undefined;
  /** Files whose content the prompt may hold, relative to the folder. */
  paths: string[];
  /** Texts that others wrote: the diff, the code, the messages. */
  texts: string[];
}

/**
 * One small brain with one job: input → facts → prompt → answer → checks → confidence.
 * A worker declares the steps; `run` carries them out. It has no state and no side effects of its own:
 * what it needs of the world it was given when it was made.
 */
export interface Worker<Input, Facts, Output> {
  readonly name: string;
  /** What the user's lasting consent to escalation holds for; the name unless given. A repository's file must not inherit the consent to another one's of its name. */
  readonly consentFor?: string;
  readonly input: z.ZodType<Input>;
  /** Confidence from which an answer is accepted, 0 to 1. */
  readonly threshold: number;
  /** Turns the input into facts, by code. Throws a UserError where there is nothing to answer. */
  gather(input: Input, signal: AbortSignal): Promise<Facts>;
  /** The answer where code alone knows it; undefined where the model is needed. */
  known?(facts: Facts): Output | undefined;
  /** Adds to the facts what the model has to say of their parts. What it found out is kept part by part, so that a job that was stopped goes on where it was. */
  prepare?(facts: Facts, preparation: Preparation<Facts>): Promise<Facts>;
  prompt(facts: Facts, budget: PromptBudget): Promise<Prompt>;
  /** Reads the model's text, whole or as far as it has come; code enforces the form here. */
  parse(text: string, facts: Facts): Output;
  /** `seen` as in the prompt. */
  check(output: Output, facts: Facts, seen?: number): Check[];
  score(evidence: Evidence<Facts, Output>): number;
  /** Checks whose failure makes an answer unfit for use: it is not accepted, whatever its confidence, nor gains any by what was learned. None unless given. */
  readonly fatal?: ReadonlySet<string>;
  /** Needed for whatever may be asked of a remote model. */
  material?(facts: Facts, input: Input): Material;
  /** What counts for an answer before all checks, as a fix that a tool has confirmed: the more the better; 0 unless given. */
  merit?(output: Output): number;
  /** Why a small model should not try this input, as a sentence; undefined where it should. */
  beyond?(facts: Facts): string | undefined;
  /** Adds what the answer lacks when the model has said its part, as a fix that a tool has confirmed; undefined where nothing is to be added. */
  complete?(output: Output, facts: Facts): ((means: Means<Output>) => Promise<Output>) | undefined;
  /** Without it answers are not kept. */
  readonly memory?: Memory<Facts, Output>;
  /** Answers that the model may give until one passes all checks; 1 unless given. A second one costs its words only: the prompt has been read. */
  readonly attempts?: number;
  /** How alike two answers are, 0 to 1. Needed where several are asked for. */
  similarity?(one: Output, other: Output): number;
  /** The answer as a person reads it, also while it streams: the commit message, Markdown, … */
  render(output: Output): string;
}
