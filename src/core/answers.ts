import type { Check } from './result.ts';

/** An answer of a worker as it is kept. */
export interface KeptAnswer {
  /** As the worker's memory packed it; JSON. */
  packed: unknown;
  confidence: number;
  /** The checks that it failed when it was made: some rest on what was found out on the way, which is not kept. */
  failed: Check[];
}

/** The checks of an answer that was kept: what it failed when it was made it still fails. */
export function withFailed(checks: Check[], failed: Check[]): Check[] {
  const before = new Map(failed.map((check) => [check.name, check]));
  const now = checks.map((check) => (check.passed ? (before.get(check.name) ?? check) : check));
  return [...now, ...failed.filter(({ name }) => !checks.some((check) => check.name === name))];
}

/** What of the checks is kept with an answer. */
export function failedOf(checks: Check[]): Check[] {
  return checks.filter(({ passed }) => !passed);
}

/** Answers kept between runs, by worker and key. A store that cannot be used forgets. */
export interface Answers {
  get(worker: string, key: string): Promise<KeptAnswer | undefined>;
  put(worker: string, key: string, answer: KeptAnswer): Promise<void>;
}
