import type { Doubt, EscalationMode, EscalationNote, EscalationSettings, ExcludedPath, Spent } from './escalation.ts';

/** The confidence under which an answer is asked of a remote model. */
export const doubtThresholds: Record<Doubt, number> = { onlyIfPoor: 0.25, whenInDoubt: 0.5, unlessSure: 0.75 };

/** What is known of an answer and of the circumstances when it is decided. */
export interface Situation {
  worker: string;
  answeredBy: 'code' | 'local';
  confidence: number;
  /** Why a small model should not try this input at all, as a sentence; undefined where it should. */
  beyond: string | undefined;
  /** Whether the local answer obeys instructions that its input holds. */
  obeys: boolean;
  /** Whether nobody waits for the answer: what was not asked for does not leave. */
  background: boolean;
  settings: EscalationSettings;
  trusted: boolean;
  hasRemote: boolean;
  excluded: ExcludedPath[];
  spent: { today: Spent; month: Spent };
}

export interface Decision {
  escalate: 'no' | 'ask' | 'yes';
  note: Pick<EscalationNote, 'reason' | 'why'>;
}

/** The mode of a worker. */
export function modeOf(settings: EscalationSettings, worker: string): EscalationMode {
  return settings.workers[worker] ?? settings.mode;
}
