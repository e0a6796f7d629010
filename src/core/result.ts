import type { EscalationNote, OtherAnswer } from './escalation.ts';

/** One judgement of an answer by code, with a reason that a person can read. */
export interface Check {
  name: string;
  passed: boolean;
  detail: string;
}

export interface Timings {
  /** Milliseconds from the request to the first text shown; null when nothing was shown before the end. */
  firstTextMs: number | null;
  totalMs: number;
  promptTokens: number;
  outputTokens: number;
  cachedTokens: number;
}

/** An answer and what code thinks of it. */
export interface Candidate<Output> {
  output: Output;
  confidence: number;
  checks: Check[];
}

/** What every worker returns, in the editor, on the command line and in batches. The field names are a fixed contract. */
export interface WorkerResult<Output> {
  worker: string;
  output: Output;
  /** How likely the answer is good, 0 to 1. */
  confidence: number;
  /** Whether the confidence reached the worker's threshold. */
  accepted: boolean;
  /** `code`: no model was needed. */
  answeredBy: 'code' | 'local' | 'remote';
  model: string | null;
  checks: Check[];
  timings: Timings;
  /** US dollars paid to a remote model; local work is free. */
  cost: number;
  /** Where several answers were asked for: all different ones, best first. The first is the result's own. */
  candidates?: Candidate<Output>[];
  /** Why it was, or was not, asked of a remote model. Absent where escalation was not provided for. */
  escalation?: EscalationNote;
  /** Where a remote model was asked: the answer that was not chosen. */
  other?: OtherAnswer<Output>;
}
