import { messageOf, isAbort, UserError } from '../core/errors.ts';
import type { LanguageModel } from '../core/language-model.ts';
import { weighedByText, writtenRequest } from '../core/rank.ts';
import { estimatedTokens } from './estimate.ts';
import { type OpenAiReference, parseRemoteReference, recipientOf } from './reference.ts';
import { createServer, type ServerOptions } from './server.ts';
import { weighedByAlternatives } from './weigh-options.ts';

/** As the status of the local model's process; there is no process here. */
export interface HostedStatus {
  state: 'stopped' | 'idle' | 'busy' | 'failed';
  model: string;
  /** Why the last request failed, or where the model is. */
  detail: string;
  pid: null;
}

/** A small model on a server of the team, in place of the local one and with the same handles. */
export interface HostedModel extends LanguageModel {
  status(): HostedStatus;
  onStatus(listener: (status: HostedStatus) => void): () => void;
  /** A vector for each text, where the server has an endpoint for it; rejects with a UserError where not. */
  embed(texts: string[], signal?: AbortSignal): Promise<number[][]>;
  /** Takes `openai:https://host/v1#model`; rejects with a UserError for anything else. */
  useModel(ref: string): Promise<void>;
  /** The server's memory is its own affair: only the status changes. */
  unload(): Promise<void>;
  /** Asks the server whether it is there. */
  restart(): Promise<void>;
  /** Running requests reject with an AbortError. */
  dispose(): Promise<void>;
}

export interface HostedModelOptions extends ServerOptions {
  /** Whether `useModel` may take an address on plain http that is not this machine's. */
  allowHttp: boolean;
}

/** Where the server does not say. */
const CONTEXT_TOKENS = 8_192;
/** More makes prompts slow rather than answers better. */
const MOST_CONTEXT_TOKENS = 32_768;

export function createHostedModel(first: OpenAiReference, options: HostedModelOptions): HostedModel {
  const listeners = new Set<(status: HostedStatus) => void>();
  let disposal = new AbortController();
  let reference = first;
  let server = createServer(reference, options, 1);
  let contextTokens: number | undefined;
  let running = 0;
  let status: HostedStatus = { state: 'stopped', model: reference.model, detail: '', pid: null };

  const change = (state: HostedStatus['state'], detail: string) => {
    if (status.state === state && status.detail === detail && status.model === reference.model) return;
    status = { state, model: reference.model, detail, pid: null };
    for (const listener of [...listeners]) listener(status);
  };

  async function use<Result>(signal: AbortSignal | undefined, act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const either = signal ? AbortSignal.any([signal, disposal.signal]) : disposal.signal;
    either.throwIfAborted();
    const at = recipientOf(reference);
    running++;
    change('busy', `at ${at}`);
    let failure = '';
    try {
      return await act(either);
    } catch (error) {
      if (!isAbort(error)) failure = messageOf(error);
      throw error;
    } finally {
      running--;
      if (disposal.signal.aborted) change('stopped', '');
      else if (failure !== '') change('failed', failure);
      else change(running > 0 ? 'busy' : 'idle', `at ${at}`);
    }
  }

  return {
    get name() {
      return reference.model;
    },
    contextTokens: async (signal) =>
      (contextTokens ??= await use(signal, async (either) => {
        try {
          return Math.min(MOST_CONTEXT_TOKENS, (await server.context(reference, either)) ?? CONTEXT_TOKENS);
        } catch (error) {
          // Not every server lists its models; whether it can be reached the request itself will show.
          if (error instanceof UserError) return CONTEXT_TOKENS;
          throw error;
        }
      })),
    countTokens: async (texts) => texts.map(estimatedTokens),
    generate: (request, onText, signal) => use(signal, (either) => server.generate(request, onText, either)),
    rank: (request, signal) =>
      use(signal, async (either) => {
        const { text, tokens, promptTokens, cachedTokens, totalMs } = await server.alternatives(writtenRequest(request), undefined, either);
        const probabilities = weighedByAlternatives(request.options, tokens) ?? weighedByText(request.options, text);
        return { probabilities, rough: true, promptTokens, cachedTokens, totalMs };
      }),
    embed: (texts, signal) => use(signal, (either) => server.embed(reference, texts, either)),
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    useModel: async (ref) => {
      const next = parseRemoteReference(ref, options);
      if (next.provider !== 'openai') throw new UserError('That model cannot take the place of the local one.', 'Only a server that speaks OpenAI’s API can.', 'Write it as openai:https://host/v1#model.');
      reference = next;
      server = createServer(reference, options, 1);
      contextTokens = undefined;
      change('stopped', '');
    },
    unload: async () => change('stopped', ''),
    restart: async () => {
      if (disposal.signal.aborted) disposal = new AbortController();
      await use(undefined, (either) => server.context(reference, either));
    },
    dispose: async () => {
      disposal.abort(new DOMException('The model is no longer used.', 'AbortError'));
      change('stopped', '');
    },
  };
}
