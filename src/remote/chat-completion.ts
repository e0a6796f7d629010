import { RequestFailed, type UsedTokens, UserError } from '../core/errors.ts';
import type { ChatMessage, GeneratedToken, GenerateRequest, Generation, LanguageModel } from '../core/language-model.ts';
import { AnswerText } from './answer-text.ts';
import { estimatedTokens } from './estimate.ts';
import { type Addressee, brokenOff, unreadableAnswer } from './failures.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { keyFor } from './key.ts';
import { defaultRemoteLimits } from './limits.ts';
import { messageIn } from './plain-text.ts';
import { languageModel, type SdkModel } from './provider-sdk.ts';
import { THINKING_TOKENS, thinkingTokens } from './thinking.ts';
import { recipientOf, type ServerReference } from './reference.ts';
import type { ServerOptions } from './server.ts';
import { ListenerError, userErrorIn, within } from './time-limit.ts';
import { tokensIn, tokensWithin } from './token-probabilities.ts';

/** Servers differ in how many they take. */
const MAX_STOPS = 4;

/** `LanguageModel.generate` at a server. `probabilities` is how many it is asked for of each token, which not all servers give: 0 for none, 1 for its own, more for alternatives. */
export function createChat(reference: ServerReference, options: ServerOptions, probabilities: number): LanguageModel['generate'] {
  const unsupported = new Set<string>();
  const limits = { ...defaultRemoteLimits, ...options.limits };
  const thinks = thinkingTokens(reference) > 0;
  const extra = { ...(probabilities > 0 && { logprobs: true, top_logprobs: probabilities }), ...(thinks && reference.provider === 'openai' && { reasoning_effort: 'low' }) };

  return (request, onText, signal) =>
      within(limits, { recipient: recipientOf(reference), model: reference.model, key: undefined }, signal, async (control, deadline) => {
        const started = performance.now();
        const key = await keyFor(reference, options.key);
        const addressee: Addressee = { recipient: recipientOf(reference), model: reference.model, key };
        control.signal.throwIfAborted();
        const model = languageModel(reference, { key, extra, fetch: guardedFetch({ addressee, limits, deadline, accept: 'text/event-stream', unsupported, fetch: options.fetch, log: options.log }) });
        const { stream } = await model.doStream({ ...callOptions(request, thinks), includeRawChunks: probabilities > 0, abortSignal: control.signal });
        return await read(stream, request, onText, control, addressee, started);
      });
}

type CallOptions = Parameters<SdkModel['doStream']>[0];

function callOptions(request: GenerateRequest, thinks: boolean): CallOptions {
  // Stop texts of white space alone are refused by some servers, and would end an answer that starts with an empty line.
  const stopSequences = (request.stop ?? []).filter((stop) => stop.trim() !== '').slice(0, MAX_STOPS);
  return {
    prompt: prompt(request),
    maxOutputTokens: request.maxTokens + (thinks ? THINKING_TOKENS : 0),
    temperature: request.temperature ?? 0,
    ...(request.seed !== undefined && { seed: request.seed }),
    ...(stopSequences.length > 0 && { stopSequences }),
    ...(thinks && { reasoning: 'low' }),
    ...(request.schema && { responseFormat: { type: 'json', schema: request.schema, name: 'answer' } }),
  };
}

/** The conversation; not all servers can be given the beginning of the answer, so they are told it. */
function prompt({ messages, prefill }: GenerateRequest): CallOptions['prompt'] {
  const told: ChatMessage[] = prefill?.trim() ? [...messages.slice(0, -1), withInstruction(messages.at(-1)!, prefill.trim())] : messages;
  return told.map(({ role, text }) => (role === 'system' ? { role, content: text } : { role, content: [{ type: 'text', text }] }));
}

function withInstruction({ role, text }: ChatMessage, prefill: string): ChatMessage {
  return { role, text: `${text}\n\nBegin your answer with exactly these words, and go on from there:\n${prefill}` };
}

async function read(stream: Awaited<ReturnType<SdkModel['doStream']>>['stream'], request: GenerateRequest, onText: ((piece: string) => void) | undefined, control: AbortController, addressee: Addressee, started: number): Promise<Generation> {
  const answer = new AnswerText(request.prefill ?? '', request.stop ?? []);
  let text = '';
  let firstTextMs: number | undefined;
  let usage: { promptTokens?: number; outputTokens?: number; cachedTokens?: number } = {};
  let finish: { unified: string; raw: string | undefined } | undefined;
  const tokens: GeneratedToken[] = [];
  const take = (piece: string) => {
    if (piece === '' || control.signal.aborted) return;
    firstTextMs ??= performance.now() - started;
    text += piece;
    try {
      onText?.(piece);
    } catch (error) {
      throw new ListenerError('', { cause: error });
    }
  };

  const reader = stream.getReader();
  while (!answer.stopped) {
    const { done, value: part } = await reader.read();
    if (done) break;
    if (part.type === 'raw') tokens.push(...tokensIn(part.rawValue));
    else if (part.type === 'text-delta') take(answer.push(part.delta));
    else if (part.type === 'error') throw saidError(part.error, addressee);
    else if (part.type === 'finish') {
      finish = part.finishReason;
      usage = { promptTokens: part.usage.inputTokens.total, outputTokens: part.usage.outputTokens.total, cachedTokens: part.usage.inputTokens.cacheRead };
    }
  }
  const used = (): UsedTokens => ({ promptTokens: usage.promptTokens ?? estimatedTokens(request.messages.map((message) => message.text).join('\n')), outputTokens: usage.outputTokens ?? (tokens.length || estimatedTokens(text)) });
  if (!answer.stopped) {
    if (finish?.raw === undefined) throw brokenOff(addressee);
    if (finish.unified === 'content-filter') throw new RequestFailed(`${addressee.recipient} refuses to answer.`, 'Its filter stopped the answer.', 'The local answer stands; another model may answer.', used());
    take(answer.end());
    if (text === '' && finish.unified === 'length') throw new RequestFailed(`${addressee.model} wrote no answer.`, 'It used up all its tokens before it began to write, mostly by thinking.', 'Choose a model that does not think first, or thinks less.', used());
  }
  return {
    text,
    tokens: tokensWithin(tokens, answer.skipped, text.length),
    ...used(),
    // Servers do not tell a stop text from the model's own end.
    stopReason: answer.stopped ? 'stop' : finish?.unified === 'length' ? 'length' : 'end',
    cachedTokens: usage.cachedTokens ?? 0,
    firstTextMs: Math.round(firstTextMs ?? performance.now() - started),
    totalMs: Math.round(performance.now() - started),
  };
}

/** An error that came as a part of the answer: words of the server, or what the SDK could not read. */
function saidError(error: unknown, addressee: Addressee): UserError {
  const known = userErrorIn(error);
  if (known) return known;
  // So the SDK names a stream that ended without saying why; of what it could not read there would be data.
  if (error instanceof Error && error.name === 'AI_InvalidResponseDataError' && (error as { data?: unknown }).data === undefined) return brokenOff(addressee);
  // What the SDK says of an unreadable piece quotes the piece.
  const said = error instanceof Error ? '' : messageIn(JSON.stringify(error) ?? '', addressee.key);
  return said === '' ? unreadableAnswer(addressee) : new UserError(`${addressee.recipient} gave up on the answer.`, `It says: “${said}”.`, 'Try again later.');
}
