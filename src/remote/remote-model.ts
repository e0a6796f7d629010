import type { Price, RemoteModel } from '../core/escalation.ts';
import { estimatedTokens } from './estimate.ts';
import { recipientOf, type ServerReference } from './reference.ts';
import { createServer, type ServerOptions } from './server.ts';
import { thinkingTokens } from './thinking.ts';

/** More than any worker needs and less than any current large model takes: a larger prompt would only cost more. */
const CONTEXT_TOKENS = 32_768;

export interface RemoteModelOptions extends ServerOptions {
  /** Undefined where it is not known. */
  price: Price | undefined;
}

/**
 * A large model on another machine. Nothing is sent before `generate`: the context is a round number and tokens are estimated from letters.
 * A prefill becomes an instruction and is taken off the answer where it is repeated; a grammar is not sent, since hardly a server knows it.
 */
export function createRemoteModel(reference: ServerReference, { price, ...options }: RemoteModelOptions): RemoteModel {
  const { generate } = createServer(reference, options, 0);
  return {
    name: reference.model,
    recipient: recipientOf(reference),
    price,
    thinkingTokens: thinkingTokens(reference),
    contextTokens: async () => CONTEXT_TOKENS,
    countTokens: async (texts) => texts.map(estimatedTokens),
    generate,
  };
}
