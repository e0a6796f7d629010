import type { WorkerResult } from '../core/result.ts';
import type { EscalationStep } from './follow-escalation.ts';
import { shortModelName } from './status-text.ts';

type Author = Pick<WorkerResult<unknown>, 'answeredBy' | 'model'>;

/** Whose an answer is, as the words of a button or a line: `the local answer`, `gpt-4.1's answer`. */
export function whose({ answeredBy, model }: Author): string {
  return answeredBy === 'remote' && model !== null ? `${shortModelName(model)}'s answer` : 'the local answer';
}

/** The label of a button that shows the answer that was not chosen; empty where there is none. */
export function otherLabel({ other }: Pick<WorkerResult<unknown>, 'other'>): string {
  return other ? `Show ${whose(other)}` : '';
}

/** The same result with its two answers in each other's places; itself where it has one only. */
export function swapped<Output>(result: WorkerResult<Output>): WorkerResult<Output> {
  const { other, output, confidence, checks, answeredBy, model, accepted } = result;
  if (!other) return result;
  return {
    ...result,
    output: other.output,
    confidence: other.confidence,
    checks: other.checks,
    answeredBy: other.answeredBy,
    model: other.model,
    accepted: other.accepted,
    other: { output, confidence, checks, answeredBy: answeredBy === 'remote' ? 'remote' : 'local', model, accepted },
  };
}

/** One line on what becomes of an answer that is not good enough. */
export function stepText({ step, model, recipient }: EscalationStep): string {
  const name = `${shortModelName(model)} at ${recipient}`;
  return step === 'asking' ? `Not sure of this. You are asked whether ${name} may be asked for a better answer.` : `Not sure of this. ${name} is asked for a better answer…`;
}

/** One line on the answer that is shown when it is whole. */
export function doneText(result: Pick<WorkerResult<unknown>, 'accepted' | 'escalation'>): string {
  const doubt = result.accepted ? 'Done.' : 'Done, but the model is not sure of this answer.';
  return result.escalation?.reason === 'failed' ? `${doubt} ${result.escalation.why}` : doubt;
}
