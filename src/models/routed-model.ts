import { isAbort, UserError } from '../core/errors.ts';
import type { GenerateRequest, LanguageModel } from '../core/language-model.ts';
import type { Log } from '../core/log.ts';
import { rank } from '../core/rank.ts';
import type { ModelClient } from './client.ts';
import type { ModelStatus } from './model-status.ts';

/** One of the models that a job may go to; all jobs share what is known of it. */
export interface Pooled {
  reference: string;
  /** On a server. */
  hosted: boolean;
  /** When it last could not be used, by the clock of the pool. */
  failedAt: number | undefined;
  /** What tells its weights from others of the same name, where its name does not. */
  mark?: string | undefined;
  /** Throws a UserError where the reference cannot be used. */
  client(): ModelClient;
}

/** The first of several models that works. What another one has begun to say is never said again by the next. */
export interface RoutedModel extends LanguageModel {
  settle(signal?: AbortSignal): Promise<void>;
  /** Whether the one whose turn it is is on this machine and has not failed. */
  installed(signal?: AbortSignal): Promise<boolean>;
  /** The same without those on servers, for what must not leave this machine; undefined where all are. */
  here(): RoutedModel | undefined;
  /** A vector for each text; of its beginning, where it is long. */
  embed(texts: string[], signal?: AbortSignal): Promise<number[][]>;
  /** Of the one whose turn it is. */
  status(): ModelStatus;
  /** Tells of all of them, until the function that it returns is called. */
  onStatus(listener: (status: ModelStatus) => void): () => void;
}

interface RoutedOptions {
  /** Whose job it is, for messages. */
  worker: string;
  locate(reference: string, signal?: AbortSignal): Promise<{ mark?: string }>;
  log: Log;
  now(): number;
}

/** How long a model that could not be used is passed over: a server that does not answer takes its time. */
const RETRY_MS = 60_000;

/** The request without an adapter that this model does not have: it was meant for the one whose place this one takes. */
async function fitting<Request extends Pick<GenerateRequest, 'adapter'>>(client: ModelClient, request: Request, signal?: AbortSignal): Promise<Request> {
  const { adapter, ...plain } = request;
  if (adapter === undefined || (await client.adapters?.(signal))?.includes(adapter)) return request;
  return plain as Request;
}

export function createRoutedModel(models: readonly Pooled[], options: RoutedOptions): RoutedModel {
  const { worker, locate, log, now } = options;
  const passedOver = ({ failedAt }: Pooled) => failedAt !== undefined && now() - failedAt < RETRY_MS;
  const current = () => models.find((each) => !passedOver(each)) ?? models[0]!;
  /** The one that answered last: the first may have its turn again before the answer is noted. */
  let answered: Pooled | undefined;

  /** Undefined where the reference cannot be used: then asking says why. */
  const clientOf = (model: Pooled): ModelClient | undefined => {
    try {
      return model.client();
    } catch {
      return undefined;
    }
  };

  function failed(model: Pooled, error: UserError): void {
    model.failedAt = now();
    const next = models.find((each) => !passedOver(each));
    log.warn(`${model.reference} cannot be used for ${worker}: ${[error.what, error.why].join(' ').trim()}${next ? ` ${next.reference} takes its place.` : ''}`);
  }

  async function use<T>(work: (client: ModelClient) => Promise<T>, signal?: AbortSignal, mayMove = () => true): Promise<T> {
    const problems = new Map<Pooled, UserError>();
    const left = () => models.filter((each) => !problems.has(each));
    for (;;) {
      const model = left().find((each) => !passedOver(each)) ?? left()[0];
      if (!model) throw noneWorks(worker, problems);
      try {
        const result = await work(model.client());
        model.failedAt = undefined;
        answered = model;
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        const unusable = error instanceof UserError && (clientOf(model)?.status().state ?? 'failed') === 'failed';
        if (!unusable || models.length === 1 || !mayMove()) throw error;
        problems.set(model, error);
        failed(model, error);
      }
    }
  }

  const nameOf = (model: Pooled) => clientOf(model)?.name ?? model.reference;

  return {
    get name() {
      return nameOf(answered ?? current());
    },
    get identity() {
      const model = answered ?? current();
      return [nameOf(model), model.mark].filter(Boolean).join(' ');
    },
    async settle(signal) {
      answered = undefined;
      for (const model of models) {
        if (passedOver(model) && models.length > 1) continue;
        if (model.hosted) return;
        try {
          ({ mark: model.mark } = await locate(model.reference, signal));
          return;
        } catch (error) {
          if (isAbort(error) || !(error instanceof UserError)) throw error;
          // Whoever asks the only one hears from it why it cannot be used.
          if (models.length > 1) failed(model, error);
        }
      }
    },
    async installed(signal) {
      for (const model of [...models.filter((each) => !passedOver(each)), ...models.filter(passedOver)]) {
        if (model.hosted) return false;
        if (clientOf(model)?.status().state === 'failed') continue;
        if (await locate(model.reference, signal).then(() => true, () => false)) return true;
      }
      return false;
    },
    here() {
      const local = models.filter(({ hosted }) => !hosted);
      return local.length > 0 ? createRoutedModel(local, options) : undefined;
    },
    contextTokens: (signal) => use((client) => client.contextTokens(signal), signal),
    adapters: (signal) => use(async (client) => (await client.adapters?.(signal)) ?? [], signal),
    countTokens: (texts, signal) => use((client) => client.countTokens(texts, signal), signal),
    embed: (texts, signal) => use((client) => client.embed(texts, signal), signal),
    rank: (request, signal) => use(async (client) => rank(client, await fitting(client, request, signal), signal ?? new AbortController().signal), signal),
    generate(request, onText, signal) {
      let streamed = false;
      const note = (piece: string) => {
        streamed = true;
        onText?.(piece);
      };
      return use(async (client) => client.generate(await fitting(client, request, signal), note, signal), signal, () => !streamed);
    },
    status: () => clientOf(current())?.status() ?? { state: 'failed', model: current().reference, detail: '', pid: null },
    onStatus(listener) {
      const stops = models.map((each) => clientOf(each)?.onStatus(listener));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
  };
}

function noneWorks(worker: string, problems: ReadonlyMap<Pooled, UserError>): UserError {
  const errors = [...problems.values()];
  const why = [...problems].map(([{ reference }, error]) => `${reference}: ${[error.what, error.why].filter(Boolean).join(' ')}`).join(' ');
  const pull = errors.find(({ next }) => next.includes('journeyman models pull'))?.next;
  return new UserError(`None of the models for ${worker} can be used.`, why, pull ?? 'Name another one in the setting journeyman.models.', { cause: errors[0] });
}
