import * as vscode from 'vscode';
import type { RemoteModel } from '../core/escalation.ts';
import { messageOf, RequestFailed, UserError } from '../core/errors.ts';
import type { ChatMessage, GenerateRequest, Generation } from '../core/language-model.ts';
import { vendorName } from '../remote/reference.ts';

const failed = 'The remote model did not answer.';

/** Whether this editor offers models to extensions at all: older ones do not, nor do some of its relatives. */
function offersModels(): boolean {
  return typeof (vscode as { lm?: Partial<typeof vscode.lm> }).lm?.selectChatModels === 'function';
}

/** The models that other extensions offer in this editor; none where it has no such thing. */
export async function editorModels(selector: vscode.LanguageModelChatSelector = {}): Promise<vscode.LanguageModelChat[]> {
  return offersModels() ? vscode.lm.selectChatModels(selector) : [];
}

/** The reference by which a model of the editor's is kept in the settings. */
export function editorReference({ vendor, family }: Pick<vscode.LanguageModelChat, 'vendor' | 'family'>): string {
  return `editor:${vendor}/${family}`;
}

/** A model that the editor offers; undefined where there is none of that name now. */
export async function editorModel(vendor: string, family: string, signal: AbortSignal): Promise<RemoteModel | undefined> {
  const [model] = await editorModels({ vendor, family });
  signal.throwIfAborted();
  return model && createEditorModel(model);
}

/** What is used of a model of the editor's. */
export type ChatModel = Pick<vscode.LanguageModelChat, 'name' | 'vendor' | 'family' | 'maxInputTokens' | 'sendRequest' | 'countTokens'>;

/** One of the editor's models as a remote one. The editor asks for its own consent when the first request is made; what it costs only its vendor knows. */
export function createEditorModel(model: ChatModel): RemoteModel {
  const recipient = vendorName(model.vendor);
  return {
    name: model.family,
    recipient,
    price: undefined,
    contextTokens: async () => model.maxInputTokens,
    countTokens: (texts, signal) => withToken(signal, (token) => Promise.all(texts.map((text) => model.countTokens(text, token)))),
    generate: (request, onText, signal) => withToken(signal, (token) => generate(model, recipient, request, token, onText, signal)),
  };
}

async function generate(model: ChatModel, recipient: string, request: GenerateRequest, token: vscode.CancellationToken, onText: ((piece: string) => void) | undefined, signal: AbortSignal | undefined): Promise<Generation> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const messages = editorMessages(request).map(({ role, text }) => (role === 'assistant' ? vscode.LanguageModelChatMessage.Assistant(text) : vscode.LanguageModelChatMessage.User(text)));
  const promptTokens = (await Promise.all(messages.map((message) => model.countTokens(message, token)))).reduce((sum, tokens) => sum + tokens, 0);
  let text = '';
  let firstTextMs = 0;
  let stopReason: Generation['stopReason'] = 'end';
  const response = await model.sendRequest(messages, { justification: 'Journeyman asks it for a better answer where the small model is not sure.' }, token).then(undefined, (error: unknown) => {
    throw inWords(error, 'nothing');
  });
  for await (const piece of response.text) {
    signal?.throwIfAborted();
    if (piece === '') continue;
    if (text === '') firstTextMs = elapsed();
    const before = text.length;
    const end = stopAt(text + piece, request.stop ?? []);
    text = end === undefined ? text + piece : (text + piece).slice(0, end);
    if (text.length > before) onText?.(text.slice(before));
    // The API has no limit of its own; a token is some letters.
    if (end !== undefined) stopReason = 'stop';
    else if (text.length > request.maxTokens * LETTERS_PER_TOKEN) stopReason = 'length';
    if (stopReason !== 'end') break;
  }
  signal?.throwIfAborted();
  if (text.trim() === '') throw new UserError(failed, `${model.family} of ${recipient} gave an empty answer.`, 'Try again, or choose another model for escalation.');
  const outputTokens = await model.countTokens(text, token);
  return { text, tokens: [], outputTokens, stopReason, promptTokens, cachedTokens: 0, firstTextMs, totalMs: elapsed() };
}

const LETTERS_PER_TOKEN = 12;

/** Where the first of the texts that end an answer begins. */
function stopAt(text: string, stops: readonly string[]): number | undefined {
  const found = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** The messages as the API knows them: without a system's, which goes before the first of the user's, and without a beginning of the answer, which becomes a wish. */
export function editorMessages({ messages, prefill }: Pick<GenerateRequest, 'messages' | 'prefill'>): ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ text }) => text);
  const turns = messages.filter(({ role }) => role !== 'system').map((message) => ({ ...message }));
  if (turns[0]?.role !== 'user') turns.unshift({ role: 'user', text: '' });
  turns[0]!.text = [...system, turns[0]!.text].filter((text) => text !== '').join('\n\n');
  if (prefill) {
    const wish = `Your answer goes on from these words; do not repeat them: ${JSON.stringify(prefill)}`;
    const last = turns.at(-1)!;
    if (last.role === 'user') last.text = `${last.text}\n\n${wish}`;
    else turns.push({ role: 'user', text: wish });
  }
  return turns;
}

/** Runs with a token that the signal cancels, and puts the API's errors into words. */
async function withToken<Result>(signal: AbortSignal | undefined, use: (token: vscode.CancellationToken) => Promise<Result>): Promise<Result> {
  signal?.throwIfAborted();
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([use(source.token), aborted(signal)]);
  } catch (error) {
    signal?.throwIfAborted();
    throw inWords(error);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** An extension's model may not heed its token. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

/** `used` is what the request has used up where the editor itself turned it down. */
function inWords(error: unknown, used?: 'nothing'): Error {
  if (error instanceof UserError) return error;
  const turnedDown = (why: string, next: string) => (used ? new RequestFailed(failed, why, next, used, { cause: error }) : new UserError(failed, why, next, { cause: error }));
  switch ((error as { code?: unknown } | null)?.code) {
    case 'NoPermissions':
      return turnedDown('The editor has not been allowed to let Journeyman use its models.', 'Allow it when the editor asks, or under “Manage Language Model Access”.');
    case 'Blocked':
      return new UserError(failed, 'The vendor has blocked the request: a quota is used up, or the content was refused.', 'Wait, or choose another model for escalation.', { cause: error });
    case 'NotFound':
      return turnedDown('The editor no longer offers this model.', 'Choose another one with “Set Up Escalation…”.');
    default:
      return new UserError(failed, messageOf(error).slice(0, 300), 'Try again, or choose another model for escalation.', { cause: error });
  }
}
