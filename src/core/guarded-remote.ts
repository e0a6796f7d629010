import { isAbort, RequestFailed, UserError } from './errors.ts';
import type { ConsentRequest, Escalation, Expected, LedgerOutcome, Price, RemoteModel, SpentSoFar } from './escalation.ts';
import { DATA_RULE } from './fence.ts';
import type { ChatMessage, GenerateRequest, Generation, LanguageModel } from './language-model.ts';

/** The user said no. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

export interface GuardOptions {
  remote: RemoteModel;
  worker: string;
  /** What the job's input is made of, whole: secrets are told by what stands around them. */
  material: readonly string[];
  /** What a lasting consent is remembered for. */
  consentFor: string;
  /** Why it is asked, as a sentence. */
  why: string;
  /** Whether the job may have more than one question. */
  mayFollow: boolean;
  /** Whether the user is asked in any case, or only where they have not agreed before. */
  mode: 'ask' | 'automatic';
  escalation: Pick<Escalation, 'redactor' | 'consent' | 'ledger'>;
  /** Throws where what a request may come to is more than is left. */
  withinBudget(spent: SpentSoFar, expected: Expected): void;
}

/** What left in the course of a job. */
export interface Outgoing {
  requests: number;
  /** US dollars, of those requests whose price is known. */
  dollars: number;
}

/**
 * A remote model behind everything that a request must pass before it leaves: secrets are replaced, the user agrees, the budget holds, the ledger has it.
 * One agreement covers the job: the questions that follow are about the same input. Rejects with Declined where the user says no.
 */
export function guardedRemote({ remote, worker, material, consentFor, why, mayFollow, mode, escalation: { redactor, consent, ledger }, withinBudget }: GuardOptions): { model: LanguageModel; outgoing: Outgoing } {
  const outgoing: Outgoing = { requests: 0, dollars: 0 };
  let agreed = false;

  async function agree(request: Pick<ConsentRequest, 'text' | 'found' | 'tokens' | 'dollars'>, signal: AbortSignal): Promise<void> {
    if (agreed) return;
    const given = await consent.given(consentFor, remote.name, remote.recipient);
    if (mode === 'ask' || !given) {
      const answer = await consent.ask({ worker, consentFor, model: remote.name, recipient: remote.recipient, why, mayFollow, ...request, first: !given }, signal);
      signal.throwIfAborted();
      if (answer === 'no') throw new Declined();
    }
    agreed = true;
  }

  async function generate(request: GenerateRequest, onText?: (piece: string) => void, signal: AbortSignal = new AbortController().signal): Promise<Generation> {
    const messages = withDataRule(request.messages);
    const plain = [...messages.map(({ text }) => text), request.prefill ?? ''];
    const redaction = await redactor.redact(plain, material);
    signal.throwIfAborted();
    const texts = redaction.texts.slice(0, messages.length);
    const prefill = redaction.texts[messages.length] || undefined;
    const tokens = (await remote.countTokens([...redaction.texts], signal)).reduce((sum, count) => sum + count, 0);
    const mostOutput = request.maxTokens + (remote.thinkingTokens ?? 0);
    const most = dollarsFor(remote.price, tokens, mostOutput);
    const expected = { tokens: tokens + mostOutput, dollars: most };
    withinBudget(await ledger.spent(), expected);
    await agree({ text: outgoingText(messages, texts, prefill), found: redaction.found, tokens, dollars: most }, signal);
    // While the user thought about it, other requests may have left.
    const entry = await ledger.begin({ worker, model: remote.name, recipient: remote.recipient, why, found: redaction.found, expected }, (spent) => withinBudget(spent, expected));
    let written = '';
    const settle = async (outcome: LedgerOutcome['outcome'], inputTokens: number, outputTokens: number) => {
      const dollars = dollarsFor(remote.price, inputTokens, outputTokens);
      outgoing.dollars += dollars ?? 0;
      // Where it cannot be written, what was expected of the request counts.
      await ledger.end(entry, { outcome, inputTokens, outputTokens, dollars }).catch(() => undefined);
    };
    let generation: Generation;
    let sent = false;
    try {
      // The ledger may have taken its time.
      signal.throwIfAborted();
      sent = true;
      outgoing.requests++;
      const restored = redaction.restoring((piece) => {
        written += piece;
        onText?.(piece);
      });
      generation = await remote.generate({ ...request, messages: messages.map((message, index) => ({ ...message, text: texts[index]! })), prefill }, (piece) => restored.push(piece), signal);
      restored.end();
    } catch (error) {
      const outcome = isAbort(error) ? 'cancelled' : 'failed';
      const used = error instanceof RequestFailed ? error.used : undefined;
      if (used === 'nothing' && sent) outgoing.requests--;
      // What was sent is paid for, as far as it is known.
      await (!sent || used === 'nothing' ? settle(outcome, 0, 0) : settle(outcome, used?.promptTokens ?? tokens, used?.outputTokens ?? Math.ceil(written.length / 4)));
      throw error;
    }
    await settle('answered', generation.promptTokens, generation.outputTokens ?? generation.tokens.length);
    return { ...generation, text: redaction.restore(generation.text) };
  }

  const model: LanguageModel = { name: remote.name, contextTokens: (signal) => remote.contextTokens(signal), countTokens: (texts, signal) => remote.countTokens(texts, signal), generate };
  return { model, outgoing };
}

/** The rule stands in the first system message, or in one of its own. */
function withDataRule(messages: ChatMessage[]): ChatMessage[] {
  const [first, ...others] = messages;
  if (first?.role === 'system') return [{ ...first, text: `${first.text}\n${DATA_RULE}` }, ...others];
  return [{ role: 'system', text: DATA_RULE }, ...messages];
}

/** What would be sent, as one text. */
function outgoingText(messages: ChatMessage[], texts: string[], prefill: string | undefined): string {
  const parts = messages.map(({ role }, index) => `[${role}]\n${texts[index]!}`);
  return [...parts, ...(prefill === undefined ? [] : [`[the answer begins with]\n${prefill}`])].join('\n\n');
}

function dollarsFor(price: Price | undefined, inputTokens: number, outputTokens: number): number | undefined {
  return price && (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
}

/** Says why a remote model's failure left the local answer standing, without anything that it sent. */
export function failureOf(error: unknown, recipient: string): string {
  if (error instanceof UserError) return [error.what, error.why].filter(Boolean).join(' ');
  return `${recipient} could not be asked.`;
}
