import { UserError } from '../core/errors.ts';
import type { LanguageModel } from '../core/language-model.ts';
import type { ModelStatus } from './model-status.ts';
import { type LoadedModel, protocol } from './protocol.ts';
import { Supervisor, type SupervisorOptions } from './supervisor.ts';

/** A local model in a process of its own. Nothing starts before the first request. */
export interface ModelClient extends LanguageModel {
  status(): ModelStatus;
  /** Calls the listener at each change, until the function that it returns is called. */
  onStatus(listener: (status: ModelStatus) => void): () => void;
  /** A vector for each text; of its beginning, where it is long. */
  embed(texts: string[], signal?: AbortSignal): Promise<number[][]>;
  /** Changes the model; the next request loads it. */
  useModel(ref: string): Promise<void>;
  /** Gives the model's memory back; the next request loads it again. */
  unload(): Promise<void>;
  /** Starts the process anew and loads the model, also after it crashed too often. */
  restart(): Promise<void>;
  /** Ends the process; running requests reject with an AbortError. */
  dispose(): Promise<void>;
}

export function createModelClient(options: SupervisorOptions): ModelClient {
  const supervisor = new Supervisor(options);
  /** Of the last load, also while idle time has given the memory back. */
  let known: LoadedModel | undefined;
  const use: Supervisor['use'] = (work, options) =>
    supervisor.use((process, info) => {
      known = info;
      return work(process, info);
    }, options);
  const loaded = async (signal?: AbortSignal) => known ?? (await use(async (_, info) => info, { signal }));

  return {
    get name() {
      return supervisor.status.model;
    },
    contextTokens: async (signal) => (await loaded(signal)).contextTokens,
    adapters: async (signal) => (await loaded(signal)).adapters,
    countTokens: (texts, signal) => use((process) => process.request(protocol.countTokens, { texts }, { signal, stallMs: supervisor.stallMs }), { signal }),
    embed: (texts, signal) => use((process) => process.request(protocol.embed, { texts }, { signal, stallMs: supervisor.stallMs }), { signal }),
    rank: (request, signal) => use((process) => process.request(protocol.rank, request, { signal, stallMs: supervisor.stallMs }), { signal }),
    generate: async (request, onText, signal) => {
      let streamed = false;
      const failure = new AbortController();
      const either = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
      const generation = use(
        async (process) => {
          const listening = process.listen((piece) => {
            streamed = true;
            try {
              onText?.(piece);
            } catch (error) {
              failure.abort(error);
            }
          });
          try {
            return await process.request(protocol.generate, { id: listening.id, request }, { signal: either, stallMs: supervisor.stallMs });
          } finally {
            listening.stop();
          }
        },
        { signal: either, mayRepeat: () => !streamed },
      );
      try {
        return await generation;
      } catch (error) {
        // The listener's own error, not the abort by which it ended the request.
        throw failure.signal.aborted ? failure.signal.reason : error;
      }
    },
    status: () => supervisor.status,
    onStatus: (listener) => supervisor.onStatus(listener),
    useModel: async (ref) => {
      known = undefined;
      await supervisor.change(ref);
    },
    unload: async () => {
      known = undefined;
      await supervisor.stop(new UserError('The model was unloaded before the answer was complete.', '', 'Ask again.'));
    },
    restart: async () => {
      known = undefined;
      await supervisor.restart();
    },
    dispose: () => supervisor.dispose(),
  };
}
