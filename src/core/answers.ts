/** An answer of a worker as it is kept. */
export interface KeptAnswer {
  /** As the worker's memory packed it; JSON. */
  packed: unknown;
  confidence: number;
}

/** Answers kept between runs, by worker and key. A store that cannot be used forgets. */
export interface Answers {
  get(worker: string, key: string): Promise<KeptAnswer | undefined>;
  put(worker: string, key: string, answer: KeptAnswer): Promise<void>;
}
