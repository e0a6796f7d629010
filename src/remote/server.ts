import { RequestFailed, UserError } from '../core/errors.ts';
import type { LanguageModel } from '../core/language-model.ts';
import type { Log } from '../core/log.ts';
import type { KeySource } from './key.ts';
import type { RemoteLimits } from './limits.ts';
import type { OpenAiReference, ServerReference } from './reference.ts';

export interface ServerOptions {
  key: KeySource;
  /** What is not given is as in `defaultRemoteLimits`. */
  limits?: Partial<RemoteLimits>;
  /** The global one at the time of each request unless given. */
  fetch?: typeof globalThis.fetch;
  log: Log;
}

export interface Server {
  generate: LanguageModel['generate'];
  /** The same, with the alternatives to each token where the server names them. */
  alternatives: LanguageModel['generate'];
  embed(reference: OpenAiReference, texts: string[], signal: AbortSignal): Promise<number[][]>;
  context(reference: OpenAiReference, signal: AbortSignal): Promise<number | undefined>;
}

/** A server's client that is loaded with the first request. `probabilities` as in createChat. */
export function createServer(reference: ServerReference, options: ServerOptions, probabilities: number): Server {
  let client: Promise<Server> | undefined;
  const use = async <Result>(act: (server: Server) => Promise<Result>): Promise<Result> => {
    try {
      return await act(await (client ??= import('./apart.ts').then(({ createServerClient }) => createServerClient(reference, options, probabilities))));
    } catch (error) {
      throw asOwn(error);
    }
  };
  return {
    generate: (request, onText, signal) => use((server) => server.generate(request, onText, signal)),
    alternatives: (request, onText, signal) => use((server) => server.alternatives(request, onText, signal)),
    embed: (to, texts, signal) => use((server) => server.embed(to, texts, signal)),
    context: (to, signal) => use((server) => server.context(to, signal)),
  };
}

/** A bundle of its own has a UserError of its own. */
function asOwn(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'UserError' || error instanceof UserError) return error;
  const { what, why, next, used } = error as UserError & Partial<RequestFailed>;
  return used === undefined ? new UserError(what, why, next, { cause: error.cause }) : new RequestFailed(what, why, next, used, { cause: error.cause });
}
