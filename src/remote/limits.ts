/** Limits of one request; times in milliseconds. */
export interface RemoteLimits {
  /** Until the first byte of the answer. */
  beginMs: number;
  /** Silence between two pieces. */
  silenceMs: number;
  /** From the request to the end of the answer, with all attempts and waits. */
  totalMs: number;
  /** Attempts in all while nothing of an answer has come. */
  attempts: number;
  /** Bytes of an answer, as they come. */
  bytes: number;
}

export const defaultRemoteLimits: RemoteLimits = { beginMs: 60_000, silenceMs: 30_000, totalMs: 180_000, attempts: 3, bytes: 8_000_000 };
