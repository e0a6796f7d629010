/** `user`: somebody waits for it. `background`: anticipation. `idle`: anticipation of what is wanted later, if at all. */
export type Priority = 'user' | 'background' | 'idle';

/** Hands the one model to one job at a time. */
export interface Scheduler {
  /**
   * Runs the job when its turn comes: whatever a user waits for before background work, and that before idle work, each in the order of asking.
   * A job aborts a running one that comes after it; the latter's promise then rejects with an AbortError.
   * `signal` cancels the job, waiting or running.
   */
  schedule<T>(priority: Priority, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>): Promise<T>;
}
