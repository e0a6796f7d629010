import type { Adjustment } from './adjustment.ts';
import { failedOf, withFailed } from './answers.ts';
import { withDraft } from './draft.ts';
import { escalate } from './escalate.ts';
import type { Escalation, RemoteModel } from './escalation.ts';
import { isAccepted, isUnfit } from './fitness.ts';
import type { LanguageModel } from './language-model.ts';
import { shifted } from './learned-shift.ts';
import { answerLocally, type LocalOptions } from './local-answer.ts';
import { ownWordsFailed, withOwnWords } from './own-words.ts';
import type { Candidate, WorkerResult } from './result.ts';
import type { Worker } from './worker.ts';

export interface RunOptions<Output> extends LocalOptions<Output> {
  /** Without it nothing is asked of a remote model. */
  escalation?: Escalation;
  /** Without it the confidence is the worker's own. */
  adjustment?: Pick<Adjustment, 'shift'>;
}

/**
 * Carries out one worker's job on one input: on this machine, and where that answer is in doubt, as the settings allow, by a remote model besides.
 * Rejects with an AbortError when cancelled before there is a local answer, with a UserError when there can be no answer.
 */
export async function run<Input, Facts, Output>(plain: Worker<Input, Facts, Output>, input: Input, options: RunOptions<Output>): Promise<WorkerResult<Output>> {
  const { escalation, priority, signal, answers, candidates = 1 } = options;
  const started = performance.now();
  const worker = withOwnWords(plain, input);
  const { result: own, facts, gathered } = await answerLocally(worker, input, options);
  const result = own.answeredBy === 'local' ? adjusted(own, worker, (await options.adjustment?.shift(worker.name)) ?? 0) : own;
  if (!escalation || result.answeredBy === 'remote') return result;
  const { output, confidence, checks, answeredBy, model, timings } = result;
  const stayed = () => escalation.ledger.stayed(worker.name, answeredBy, timings.promptTokens, timings.outputTokens);
  // Where several are asked for, the user chooses among them.
  if (candidates > 1) {
    await stayed();
    return result;
  }

  const keyOf = (remote: RemoteModel) => worker.memory && `${remote.recipient} ${remote.name} ${worker.memory.key(gathered)}`;
  const judged = (output: Output, by: string, seen?: number): Candidate<Output> => {
    const checks = worker.check(output, facts, seen);
    return { output, checks, confidence: worker.score({ output, facts, checks, tokens: [], seen, model: by }) };
  };
  const { answer, note, other, cost } = await escalate<Output>({
    worker: worker.name,
    consentFor: worker.consentFor ?? worker.name,
    local: { output, confidence, checks, answeredBy, model },
    material: worker.material?.(facts, input),
    beyond: worker.beyond?.(facts),
    obeys: ownWordsFailed(checks),
    mayFollow: worker.complete !== undefined,
    background: priority !== 'user',
    escalation,
    attempt: (remote, signal) => attempt(worker, facts, { output, checks }, remote, signal, judged),
    async kept(remote) {
      const key = keyOf(remote);
      const kept = key === undefined ? undefined : await answers?.get(worker.name, key);
      const output = kept && worker.memory!.unpack(kept.packed, facts);
      if (!kept || output === undefined) return undefined;
      const candidate = judged(output, remote.name);
      return { ...candidate, checks: withFailed(candidate.checks, kept.failed) };
    },
    async keep(remote, { output, confidence, checks }) {
      const key = keyOf(remote);
      if (key !== undefined) await answers?.put(worker.name, key, { packed: worker.memory!.pack(output, facts), confidence, failed: failedOf(checks) });
    },
    better: (remote, local) => isBetter(worker, remote, local),
    signal,
  });
  if (!note.left) await stayed();
  return {
    ...result,
    ...answer,
    accepted: isAccepted(worker, answer),
    timings: { ...timings, totalMs: Math.round(performance.now() - started) },
    cost,
    escalation: note,
    ...(other && { other: { ...other, accepted: isAccepted(worker, other) } }),
  };
}

/** The worker's question to a remote model, with the draft and what failed in it, and whatever completes its answer. */
async function attempt<Input, Facts, Output>(
  worker: Worker<Input, Facts, Output>,
  facts: Facts,
  draft: Pick<Candidate<Output>, 'output' | 'checks'>,
  model: LanguageModel,
  signal: AbortSignal,
  judged: (output: Output, by: string, seen?: number) => Candidate<Output>,
): Promise<Candidate<Output>> {
  const budget = { contextTokens: await model.contextTokens(signal), countTokens: (texts: string[]) => model.countTokens(texts, signal) };
  const { seen, ...request } = await worker.prompt(facts, budget);
  const generation = await model.generate({ ...request, messages: withDraft(request.messages, worker.render(draft.output), draft.checks) }, undefined, signal);
  const output = worker.parse(generation.text, facts);
  const complete = worker.complete?.(output, facts);
  const whole = complete ? await complete({ budget, ask: (request) => model.generate(request, undefined, signal), show: () => undefined, signal }) : output;
  return judged(whole, model.name, seen);
}

/** An answer in its own words comes before one that does what its input says; then what counts most for the worker, as a confirmed fix; then the checks; where they are even, the larger model is believed. */
function isBetter<Output>({ merit }: Pick<Worker<never, never, Output>, 'merit'>, remote: Candidate<Output>, local: Candidate<Output>): boolean {
  const [localObeys, remoteObeys] = [ownWordsFailed(local.checks), ownWordsFailed(remote.checks)];
  if (localObeys !== remoteObeys) return localObeys;
  const [ours, theirs] = [merit?.(local.output) ?? 0, merit?.(remote.output) ?? 0];
  if (ours !== theirs) return theirs > ours;
  const failed = ({ checks }: Candidate<Output>) => checks.filter(({ passed }) => !passed).length;
  return failed(remote) <= failed(local);
}

/** The confidence as the user's verdicts have shifted it. Those on good answers make no unfit one better. */
function adjusted<Output>(result: WorkerResult<Output>, worker: Pick<Worker<never, never, Output>, 'threshold' | 'fatal'>, shift: number): WorkerResult<Output> {
  if (shift === 0) return result;
  const learned = ({ confidence, checks }: Pick<Candidate<Output>, 'confidence' | 'checks'>) => shifted(confidence, isUnfit(worker, checks) ? Math.min(0, shift) : shift);
  const confidence = learned(result);
  const candidates = result.candidates?.map((each) => ({ ...each, confidence: learned(each) }));
  return { ...result, confidence, accepted: isAccepted(worker, { ...result, confidence }), ...(candidates && { candidates }) };
}
