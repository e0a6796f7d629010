/** `user`: somebody waits for it. `background`: anticipation. */
export type Priority = 'user' | 'background';

/** Hands the one model to one job at a time. */
export interface Scheduler {
  /**
   * Runs the job when its turn comes: whatever a user waits for before background work, each in the order of asking.
   * A user's job aborts a background job that is running; the latter's promise then rejects with an AbortError.
   * `signal` cancels the job, waiting or running.
   */
  schedule<T>(priority: Priority, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>): Promise<T>;
}
