import type { LanguageModel } from './language-model.ts';
import type { Candidate } from './result.ts';

/** Whether an answer that the small model is not sure of may be asked of a remote model. */
export type EscalationMode = 'off' | 'ask' | 'automatic';

/** From which doubt on; the numbers behind the words are in `doubtThresholds`. */
export type Doubt = 'onlyIfPoor' | 'whenInDoubt' | 'unlessSure';

/** The most that may be spent; what is left out has no limit. */
export interface Budget {
  dollarsPerDay?: number;
  dollarsPerMonth?: number;
  tokensPerDay?: number;
  tokensPerMonth?: number;
}

export interface Spent {
  dollars: number;
  /** Read and written together. */
  tokens: number;
}

export interface SpentSoFar {
  today: Spent;
  month: Spent;
}

/** What a request may come to at most. Dollars are undefined where the price is not known. */
export interface Expected {
  tokens: number;
  dollars: number | undefined;
}

/** What the user allows. None of it comes from a workspace, unless it allows less. */
export interface EscalationSettings {
  mode: EscalationMode;
  /** The modes of single workers, by their names. */
  workers: Readonly<Record<string, EscalationMode>>;
  doubt: Doubt;
  budget: Budget;
}

/** US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** A large model on another machine, or one that the editor offers. Its generations have no token probabilities. */
export interface RemoteModel extends LanguageModel {
  /** Who gets what is sent, for people: `api.anthropic.com`, `127.0.0.1:8080`, `GitHub Copilot`. */
  readonly recipient: string;
  /** Undefined where it is not known. */
  readonly price: Price | undefined;
  /** Tokens that it may write, and that are paid for, before its answer: it thinks first. None unless given. */
  readonly thinkingTokens?: number;
}

/** Texts without their secrets. */
export interface Redaction {
  texts: string[];
  /** The kind of each secret that was replaced, for people: `AWS access key`. */
  found: string[];
  /** Puts the secrets back where their placeholders stand. */
  restore(text: string): string;
  /** The same for a text that comes in pieces: `onText` gets them restored, and never a part of a placeholder. */
  restoring(onText: (piece: string) => void): { push(piece: string): void; end(): void };
}

export interface Redactor {
  /**
   * Replaces each secret by a placeholder, the same one wherever it stands. What tells a secret may stand in the material only: the texts hold parts
   * of it. Rejects where it cannot be sure; then nothing may leave.
   */
  redact(texts: readonly string[], material: readonly string[]): Promise<Redaction>;
}

/** A path that must not leave the machine. */
export interface ExcludedPath {
  path: string;
  /** What says so: `.gitignore`, `.journeymanignore`, `the setting journeyman.escalation.exclude`. */
  by: string;
}

export interface Exclusions {
  /** Those of the paths that must not leave; `folder` is the repository's or workspace's that they are relative to, undefined where there is none. */
  among(paths: string[], folder: string | undefined, signal: AbortSignal): Promise<ExcludedPath[]>;
}

/** What is asked of the user before something leaves. */
export interface ConsentRequest {
  worker: string;
  /** What a lasting consent is remembered for; the worker's name for those that come with us. */
  consentFor: string;
  model: string;
  recipient: string;
  /** Why the small model's answer is not enough, as a sentence. */
  why: string;
  /** Word for word what would be sent, placeholders in place of secrets. */
  text: string;
  /** Kinds of the secrets that were replaced. */
  found: string[];
  tokens: number;
  /** Undefined where the price is not known. */
  dollars: number | undefined;
  /** Whether more questions about the same input may follow within the job, which are not asked about again: a fix is looked for. */
  mayFollow: boolean;
  /** Whether this worker's input goes to this model for the first time. */
  first: boolean;
}

export interface Consent {
  /** Whether the user has agreed before that the input of this worker, by what its consent is remembered for, goes to this model. */
  given(consentFor: string, model: string, recipient: string): Promise<boolean>;
  /** Asks. `always` is remembered as agreement by the one who asks. Rejects with an AbortError when cancelled. */
  ask(request: ConsentRequest, signal: AbortSignal): Promise<'once' | 'always' | 'no'>;
}

/** A request as it is written down before it leaves. */
export interface LedgerEntry {
  worker: string;
  model: string;
  recipient: string;
  /** Why it was sent, as a sentence. */
  why: string;
  /** Kinds of the secrets that were replaced. */
  found: string[];
  /** Counts as spent until it is known what it came to. */
  expected?: Expected;
}

export interface LedgerOutcome {
  outcome: 'answered' | 'failed' | 'cancelled';
  inputTokens: number;
  outputTokens: number;
  /** US dollars; undefined where the price is not known. */
  dollars: number | undefined;
}

/** What left the machine, and what did not need to. */
export interface Ledger {
  /**
   * Writes a request down; resolves with its number once that is on the disk. Rejects where it cannot be written; then nothing may leave. `permit` gets what
   * was spent before it, and nothing can come between: rejects with the UserError that it throws.
   */
  begin(entry: LedgerEntry, permit?: (spent: SpentSoFar) => void): Promise<number>;
  end(entry: number, outcome: LedgerOutcome): Promise<void>;
  /** Counts an answer that did not leave, with the tokens that a remote model would have read and written. Never rejects. */
  stayed(worker: string, answeredBy: 'code' | 'local', inputTokens: number, outputTokens: number): Promise<void>;
  /** What was spent since local midnight, and since the first of the month. */
  spent(): Promise<SpentSoFar>;
}

/** What `run` needs to ask a remote model. */
export interface Escalation {
  settings: EscalationSettings;
  /** Whether the workspace is trusted; the command line's is. */
  trusted: boolean;
  /** Undefined where none is set up. Rejects with a UserError where the one that is cannot be used. */
  remote(signal: AbortSignal): Promise<RemoteModel | undefined>;
  redactor: Redactor;
  exclusions: Exclusions;
  consent: Consent;
  ledger: Ledger;
}

/** Why an answer was, or was not, asked of a remote model. */
export type EscalationReason =
  | 'code answered'
  | 'sure enough'
  | 'off'
  | 'no remote model'
  | 'untrusted'
  | 'excluded path'
  | 'budget'
  | 'background'
  | 'declined'
  | 'failed'
  | 'in doubt'
  | 'too large'
  | 'obeys instructions';

/** Answers "Why was this (not) escalated?" for every result. */
export interface EscalationNote {
  reason: EscalationReason;
  /** The same as a sentence, with the numbers and names. */
  why: string;
  /** Whether anything was sent. */
  left: boolean;
  /** Who got it, for people; absent where nothing was sent. */
  recipient?: string;
}

/** The answer that was not chosen. */
export interface OtherAnswer<Output> extends Candidate<Output> {
  answeredBy: 'local' | 'remote';
  model: string | null;
  /** Whether its confidence reached the worker's threshold. */
  accepted: boolean;
}
