/** One worked example of a job: what went in, and what a person wants to come out. */
export interface Example {
  input: string;
  /** Text, or JSON where the job's answer is JSON. */
  output: unknown;
}

/** Finds the user's own examples that are most like a text. */
export interface NearestExamples {
  /** At most `count`, the most similar last, where a model heeds it most. Where they cannot be compared, the first ones. Rejects with an AbortError alone. */
  nearest(examples: readonly Example[], text: string, count: number, signal: AbortSignal): Promise<Example[]>;
}
