/** What the user did with an answer: used it as it was, changed it (by how much: 1 all of it, 0 nothing), or threw it away. */
export type Verdict = { kind: 'kept' } | { kind: 'edited'; changed: number } | { kind: 'discarded' };

/** What was learned of one worker. */
export interface Learned {
  worker: string;
  /** How many verdicts it comes from; old ones are forgotten. */
  verdicts: number;
  /** As `shift` gives it. */
  shift: number;
}

/** What users' verdicts say of a worker's confidence, learned on this machine. No method rejects. */
export interface Adjustment {
  /** How much the log-odds of the worker's confidence are off, within bounds; 0 where nothing was learned. */
  shift(worker: string): Promise<number>;
  /** Learns from a verdict on an answer that was given with this confidence, the shift not counted. */
  learn(worker: string, confidence: number, verdict: Verdict): Promise<void>;
  /** What was learned so far, by worker. */
  learned(): Promise<Learned[]>;
  /** Forgets what was learned: of one worker, or of all. */
  reset(worker?: string): Promise<void>;
}
