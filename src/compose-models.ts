import type { JourneymanOptions } from './composition.ts';
import { UserError } from './core/errors.ts';
import { createModelClient, type ModelClient } from './models/client.ts';
import type { ModelLibrary } from './models/library.ts';
import { createModelPool, type ModelPool } from './models/model-pool.ts';
import { EMBEDDINGS, referencesFor } from './models/model-routes.ts';
import type { RoutedModel } from './models/routed-model.ts';
import { createHostedModel } from './remote/hosted-model.ts';
import { isHosted, parseRemoteReference, recipientOf } from './remote/reference.ts';

export interface Models {
  /** The one that does whatever no other is named for. */
  standard: ModelClient;
  pool: ModelPool;
  modelFor(worker: string, preferred?: readonly string[]): RoutedModel;
  /** The model that compares texts by vectors, where one is named. */
  embedder: RoutedModel | undefined;
}

/** The models that the options name; nothing starts before the first job. Throws a UserError where the default one cannot be used. */
export function createModels(options: JourneymanOptions, library: ModelLibrary): Models {
  const pool = createModelPool({
    create: (reference) => (isHosted(reference) ? hostedModel(reference, options) : localModel(reference, options, library)),
    isHosted,
    locate: (reference, signal) => library.locate(reference, signal),
    log: options.log,
  });
  const { model, models = {}, onlyModel = false } = options;
  return {
    standard: pool.client(model),
    pool,
    embedder: Object.hasOwn(models, EMBEDDINGS) ? pool.firstOf(models[EMBEDDINGS]!, EMBEDDINGS) : undefined,
    modelFor: (worker, preferred = []) => pool.firstOf(onlyModel ? [model] : referencesFor(models, worker, preferred, model), worker),
  };
}

function localModel(reference: string, { processPath, threads, contextTokens, idleMinutes, log }: JourneymanOptions, library: ModelLibrary): ModelClient {
  return createModelClient({ processPath, model: reference, library, threads, contextTokens, idleMs: idleMinutes * 60_000, log });
}

/** A small model on a server of the user's choice, in place of the local process. Throws a UserError where its address cannot be used. */
function hostedModel(model: string, { modelKey, escalation, allowHttp = escalation?.allowHttp ?? false, log }: JourneymanOptions): ModelClient {
  const reference = parseRemoteReference(model, { allowHttp });
  if (reference.provider !== 'openai') throw new UserError('The model cannot be used.', 'A model in place of the local one is on an OpenAI-compatible server.', 'Write it as openai:https://host/v1#model.');
  return createHostedModel(reference, { key: async () => modelKey?.(recipientOf(reference)), allowHttp, log });
}
