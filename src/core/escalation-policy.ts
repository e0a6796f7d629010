import { formatDollars, formatTokens } from './amounts.ts';
import type { Budget, Doubt, EscalationMode, EscalationNote, EscalationReason, EscalationSettings, ExcludedPath, Expected, SpentSoFar } from './escalation.ts';

/** The confidence under which an answer is asked of a remote model. */
export const doubtThresholds: Record<Doubt, number> = { onlyIfPoor: 0.25, whenInDoubt: 0.5, unlessSure: 0.75 };

/** The words for people. */
export const doubtWords: Record<Doubt, string> = { onlyIfPoor: 'only if poor', whenInDoubt: 'when in doubt', unlessSure: 'unless sure' };

/** Paths that are named in a sentence. */
const MOST_NAMED = 3;
/** Characters of a path that are shown: its end says most. */
const LONGEST_PATH = 80;

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
  spent: SpentSoFar;
  /** What the request may come to; undefined where that is not known yet. */
  expected?: Expected;
}

export interface Decision {
  escalate: 'no' | 'ask' | 'yes';
  note: Pick<EscalationNote, 'reason' | 'why'>;
}

/** The mode of a worker. */
export function modeOf(settings: EscalationSettings, worker: string): EscalationMode {
  // A worker may be called `constructor`.
  return (Object.hasOwn(settings.workers, worker) ? settings.workers[worker] : undefined) ?? settings.mode;
}

/** Whether a remote model is asked, and why, or why not. What forbids it comes before whether it is wanted; the budget comes last, so that nobody reads of money where none would be spent. */
export function decide(situation: Situation): Decision {
  const { worker, answeredBy, background, settings, hasRemote, trusted, excluded, spent, expected } = situation;
  const mode = modeOf(settings, worker);
  if (answeredBy === 'code') return no('code answered', 'Code alone gave this answer.');
  if (background) return no('background', 'Not asked: nobody waits for this answer yet, and what is worked out ahead does not leave this machine.');
  if (mode === 'off') return no('off', settings.mode === 'off' ? 'Not asked: escalation is off.' : `Not asked: escalation is off for ${worker}.`);
  if (!hasRemote) return no('no remote model', 'Not asked: no remote model is set up.');
  if (!trusted) return no('untrusted', 'Not asked: this workspace is not trusted.');
  if (excluded.length > 0) return no('excluded path', `Not asked: ${excludedWords(excluded)} must not leave this machine${excluded.length === 1 ? ` (${excluded[0]!.by})` : ''}.`);
  const wanted = reasonToAsk(situation);
  if (!wanted) return no('sure enough', `Not asked: the confidence of ${percent(situation.confidence)} is not below ${thresholdWords(settings.doubt)}.`);
  const exhausted = budgetSpent(settings.budget, spent, expected);
  if (exhausted !== undefined) return no('budget', `Not asked: ${exhausted}.`);
  return { escalate: mode === 'ask' ? 'ask' : 'yes', note: wanted };
}

function no(reason: EscalationReason, why: string): Decision {
  return { escalate: 'no', note: { reason, why } };
}

/** Why the local answer is not enough; undefined where it is. */
function reasonToAsk({ confidence, beyond, obeys, settings: { doubt } }: Situation): Decision['note'] | undefined {
  if (obeys) return { reason: 'obeys instructions', why: 'The local answer does what a text in its input tells it to.' };
  if (beyond !== undefined) return { reason: 'too large', why: `Asked up front: ${beyond}` };
  const threshold = doubtThresholds[doubt];
  if (confidence >= threshold) return undefined;
  // Rounded up it would read as a contradiction.
  const shown = Math.min(Math.round(confidence * 100), Math.round(threshold * 100) - 1);
  return { reason: 'in doubt', why: `The confidence of ${shown} % is below ${thresholdWords(doubt)}.` };
}

function thresholdWords(doubt: Doubt): string {
  return `${percent(doubtThresholds[doubt])} (${doubtWords[doubt]})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The first limit that is reached, or that the request might go beyond, as a clause. */
function budgetSpent({ dollarsPerDay, tokensPerDay, dollarsPerMonth, tokensPerMonth }: Budget, { today, month }: SpentSoFar, { tokens = 0, dollars = 0 }: Partial<Expected> = {}): string | undefined {
  const limits: [period: string, limit: number | undefined, spent: number, expected: number, format: (amount: number) => string][] = [
    ['today', dollarsPerDay, today.dollars, dollars, formatDollars],
    ['today', tokensPerDay, today.tokens, tokens, formatTokens],
    ['this month', dollarsPerMonth, month.dollars, dollars, formatDollars],
    ['this month', tokensPerMonth, month.tokens, tokens, formatTokens],
  ];
  for (const [period, limit, spent, expected, format] of limits) {
    if (limit === undefined || (spent < limit && spent + expected <= limit)) continue;
    if (spent < limit) return `${period}'s budget of ${format(limit)} does not suffice for up to ${format(expected)} (${format(spent)} spent)`;
    return limit > 0 ? `${period}'s budget of ${format(limit)} is spent (${format(spent)})` : `${period}'s budget is ${format(limit)}`;
  }
  return undefined;
}

/** `a` (.gitignore), `b` (.journeymanignore) and 2 more; a single one without what says so. */
function excludedWords(excluded: ExcludedPath[]): string {
  const named = excluded.slice(0, MOST_NAMED).map(({ path, by }) => (excluded.length === 1 ? quoted(path) : `${quoted(path)} (${by})`));
  const rest = excluded.length - named.length;
  if (rest > 0) named.push(`${rest} more`);
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0]!;
}

/** A path as code in Markdown, which is shown as text elsewhere. */
function quoted(path: string): string {
  const plain = path.replace(/[\s`]/g, ' ');
  return `\`${plain.length > LONGEST_PATH ? `…${plain.slice(-LONGEST_PATH)}` : plain}\``;
}
