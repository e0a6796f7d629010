import type { Candidate, Check } from '../core/result.ts';

/** Why checks failed, as sentences for a person; the check's name where it gives no reason. */
export function reasons(checks: readonly Check[]): string[] {
  return checks.filter(({ passed }) => !passed).map(({ name, detail }) => (detail.trim() === '' ? `The check “${name}” failed.` : detail.trim()));
}

/** One line for a message that one should look at twice; undefined for one that is fine. */
export function doubts({ checks, confidence }: Pick<Candidate<unknown>, 'checks' | 'confidence'>, accepted: boolean): string | undefined {
  const [reason] = reasons(checks);
  if (accepted && reason === undefined) return undefined;
  return `${accepted ? 'Look at this message once more' : `Not sure of this message (${percent(confidence)})`}${reason === undefined ? '.' : `: ${reason}`}`;
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
