import { decide } from './escalation-policy.ts';
import { isAbort, UserError } from './errors.ts';
import type { Escalation, EscalationNote, OtherAnswer, RemoteModel } from './escalation.ts';
import { Declined, failureOf, guardedRemote } from './guarded-remote.ts';
import type { LanguageModel } from './language-model.ts';
import type { Candidate } from './result.ts';
import type { Material } from './worker.ts';

/** The answer that was given on this machine, and what is known of its input. */
export interface LocalAnswer<Output> extends Candidate<Output> {
  answeredBy: 'code' | 'local';
  model: string | null;
}

export interface EscalateOptions<Output> {
  worker: string;
  /** What a lasting consent is remembered for. */
  consentFor: string;
  local: LocalAnswer<Output>;
  /** Undefined where the worker's inputs never leave. */
  material: Material | undefined;
  beyond: string | undefined;
  obeys: boolean;
  /** Whether the remote model may be asked more than once. */
  mayFollow: boolean;
  background: boolean;
  escalation: Escalation;
  /** Gets a remote model's answer, judged as the local one was. The draft and what failed in it are part of the question. */
  attempt(model: LanguageModel, signal: AbortSignal): Promise<Candidate<Output>>;
  /** What the same model answered before to the same question. */
  kept?(remote: RemoteModel): Promise<Candidate<Output> | undefined>;
  keep?(remote: RemoteModel, answer: Candidate<Output>): Promise<void>;
  /** Whether the first answer is better than the second, by the same checks. */
  better(remote: Candidate<Output>, local: Candidate<Output>): boolean;
  signal: AbortSignal;
}

export interface Escalated<Output> {
  answer: Candidate<Output> & { answeredBy: 'code' | 'local' | 'remote'; model: string | null };
  note: EscalationNote;
  other?: Omit<OtherAnswer<Output>, 'accepted'>;
  /** US dollars. */
  cost: number;
}

/**
 * Asks a remote model where the policy says so, and takes the better answer. Never rejects: whatever goes wrong on the way, the local answer stands,
 * and the note says why.
 */
export async function escalate<Output>(options: EscalateOptions<Output>): Promise<Escalated<Output>> {
  const { local, worker } = options;
  const stands = (note: EscalationNote, cost = 0): Escalated<Output> => ({ answer: local, note, cost });
  try {
    return await ask(options, stands);
  } catch (error) {
    // Before anything was sent: afterwards `ask` itself says what happened.
    if (isAbort(error) && options.signal.aborted) return stands({ reason: 'declined', why: 'Stopped before anything was sent.', left: false });
    return stands({ reason: 'failed', why: failureOf(error, `The remote model for ${worker}`), left: false });
  }
}

async function ask<Output>(options: EscalateOptions<Output>, stands: (note: EscalationNote, cost?: number) => Escalated<Output>): Promise<Escalated<Output>> {
  const { worker, local, material, beyond, obeys, background, escalation, signal } = options;
  const { settings, trusted, ledger } = escalation;
  const nothing = { dollars: 0, tokens: 0 };
  const situation = { worker, answeredBy: local.answeredBy, confidence: local.confidence, beyond, obeys, background, settings, trusted, hasRemote: true, excluded: [], spent: { today: nothing, month: nothing } };
  if (!material) return stands({ reason: 'off', why: 'This job never leaves the machine.', left: false });
  // What costs nothing to know comes first: for most answers it is all that is needed.
  const first = decide(situation);
  if (first.escalate === 'no') return stands({ ...first.note, left: false });
  const remote = await escalation.remote(signal);
  const excluded = remote && trusted ? await escalation.exclusions.among(material.paths, material.folder, signal) : [];
  const whole = { ...situation, hasRemote: remote !== undefined, excluded };
  const decision = decide({ ...whole, spent: await ledger.spent() });
  if (decision.escalate === 'no' || !remote) return stands({ ...decision.note, left: false });

  const before = await options.kept?.(remote);
  if (before) return verdict(before, false, 0);

  const { model, outgoing } = guardedRemote({
    remote,
    worker,
    material: material.texts,
    consentFor: options.consentFor,
    why: decision.note.why,
    mayFollow: options.mayFollow,
    mode: decision.escalate === 'yes' ? 'automatic' : 'ask',
    escalation,
    withinBudget: (spent, expected) => {
      const { escalate, note } = decide({ ...whole, spent, expected });
      if (escalate === 'no') throw new UserError(note.why, '', '');
    },
  });
  const left = () => outgoing.requests > 0;
  try {
    const answer = await options.attempt(model, signal);
    await options.keep?.(remote, answer);
    return verdict(answer, left(), outgoing.dollars);
  } catch (error) {
    const why =
      error instanceof Declined ? `You chose not to ask ${remote.name}.`
      : isAbort(error) && signal.aborted ? `Stopped before ${remote.name} had answered.`
      : `${decision.note.why} ${failureOf(error, remote.recipient)}`;
    return stands({ reason: error instanceof Declined || (isAbort(error) && signal.aborted) ? 'declined' : 'failed', why, left: left() }, outgoing.dollars);
  }

  function verdict(answer: Candidate<Output>, left: boolean, cost: number): Escalated<Output> {
    const remoteAnswer = { ...answer, answeredBy: 'remote' as const, model: remote!.name };
    const localAnswer = { ...local, answeredBy: 'local' as const };
    const better = options.better(answer, local);
    const why = better ? decision.note.why : `${decision.note.why} The answer of ${remote!.name} was no better by the checks.`;
    return { answer: better ? remoteAnswer : local, note: { reason: decision.note.reason, why, left, recipient: remote!.recipient }, other: better ? localAnswer : remoteAnswer, cost };
  }
}
