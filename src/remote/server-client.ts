import type { LanguageModel } from '../core/language-model.ts';
import { createChat } from './chat-completion.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { keyFor } from './key.ts';
import { defaultRemoteLimits } from './limits.ts';
import { embeddingModel } from './provider-sdk.ts';
import { type OpenAiReference, recipientOf, type ServerReference } from './reference.ts';
import { contextIn } from './served-models.ts';
import type { ServerOptions } from './server.ts';
import { within } from './time-limit.ts';

/** What can be asked of a server that speaks OpenAI's API, besides chats. */
export interface ServerClient {
  generate: LanguageModel['generate'];
  /** The same, with the alternatives to each token where the server names them. */
  alternatives: LanguageModel['generate'];
  /** A vector for each text. */
  embed(reference: OpenAiReference, texts: string[], signal: AbortSignal): Promise<number[][]>;
  /** Tokens of the model's context, as far as the list of models says. */
  context(reference: OpenAiReference, signal: AbortSignal): Promise<number | undefined>;
}

const TEXTS_AT_ONCE = 64;
/** More than these OpenAI and vLLM refuse to name. */
const ALTERNATIVES = 20;

export function createServerClient(reference: ServerReference, options: ServerOptions, probabilities: number): ServerClient {
  const limits = { ...defaultRemoteLimits, ...options.limits };

  /** One request that is not a chat, answered in JSON. */
  const request = <Result>(to: OpenAiReference, signal: AbortSignal, act: (fetch: typeof globalThis.fetch, key: string | undefined, signal: AbortSignal) => Promise<Result>) => {
    const addressee = { recipient: recipientOf(to), model: to.model, key: undefined };
    return within(limits, addressee, signal, async (control, deadline) => {
      const key = await keyFor(to, options.key);
      return act(guardedFetch({ addressee: { ...addressee, key }, limits, deadline, accept: 'application/json', unsupported: new Set(), fetch: options.fetch, log: options.log }), key, control.signal);
    });
  };

  return {
    generate: createChat(reference, options, probabilities),
    alternatives: createChat(reference, options, ALTERNATIVES),
    async embed(to, texts, signal) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += TEXTS_AT_ONCE) {
        const values = texts.slice(start, start + TEXTS_AT_ONCE);
        vectors.push(...(await request(to, signal, async (fetch, key, abortSignal) => (await embeddingModel(to, { key, fetch }).doEmbed({ values, abortSignal })).embeddings)));
      }
      return vectors;
    },
    context: (to, signal) =>
      request(to, signal, async (fetch, key, abortSignal) => {
        const answer = await fetch(`${to.url}/models`, { headers: key === undefined ? {} : { Authorization: `Bearer ${key}` }, signal: abortSignal });
        return contextIn(await answer.json(), to.model);
      }),
  };
}
