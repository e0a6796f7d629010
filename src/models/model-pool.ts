import { isAbort, messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { ModelClient } from './client.ts';
import type { ModelStatus } from './model-status.ts';
import { type Pooled, type RoutedModel, createRoutedModel } from './routed-model.ts';

export interface PoolOptions {
  /** Makes a client; nothing starts before its first request. Throws a UserError where the reference cannot be used. */
  create(reference: string): ModelClient;
  /** Whether the model is on a server, so that it takes no memory here and is not looked for on this machine. */
  isHosted(reference: string): boolean;
  /** Rejects where a model is not on this machine. */
  locate(reference: string, signal?: AbortSignal): Promise<{ mark?: string }>;
  log: Log;
  /** Local models in memory at a time; 2 unless given. */
  mostLoaded?: number;
  /** Milliseconds of any clock. */
  now?: () => number;
}

/** One client for each model that is used. Of those that run here only a few are in memory at a time: the one that was used longest ago makes room. */
export interface ModelPool {
  /** The client of this model. Throws a UserError where the reference cannot be used. */
  client(reference: string): ModelClient;
  /** The first of these models that works, for a worker's job. */
  firstOf(references: readonly string[], worker: string): RoutedModel;
  /** Of all that are used, in the order in which they came. */
  statuses(): ModelStatus[];
  /** Calls the listener at each change of any of them, until the function that it returns is called. */
  onStatus(listener: () => void): () => void;
  /** Gives the memory of all of them back. */
  unload(): Promise<void>;
  /** Starts those anew that have failed. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

interface Entry extends Pooled {
  /** The client without the counting. */
  own: ModelClient | undefined;
  tracked: ModelClient | undefined;
  active: number;
  /** Place in the order of use. */
  used: number;
}

const MOST_LOADED = 2;

export function createModelPool({ create, isHosted, locate, log, mostLoaded = MOST_LOADED, now = () => performance.now() }: PoolOptions): ModelPool {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  let uses = 0;
  let disposed = false;

  const loaded = () => [...entries.values()].filter(({ hosted, own }) => !hosted && own && (own.status().pid !== null || own.status().state === 'starting'));

  /** Unloads what was used longest ago and does nothing now, until so many are in memory beside this one. */
  async function makeRoom(most: number, beside?: Entry): Promise<void> {
    for (;;) {
      const others = loaded().filter((each) => each !== beside);
      const [oldest] = others.filter(({ active }) => active === 0).sort((a, b) => a.used - b.used);
      if (others.length <= most || !oldest) return;
      log.info(`${oldest.reference} makes room for another model.`);
      await oldest.own!.unload();
    }
  }

  async function use<T>(entry: Entry, work: (client: ModelClient) => Promise<T>): Promise<T> {
    const client = entry.own!;
    if (entry.hosted) return work(client);
    entry.active++;
    entry.used = ++uses;
    try {
      await makeRoom(mostLoaded - 1, entry);
      try {
        return await work(client);
      } catch (error) {
        const others = loaded().some((each) => each !== entry && each.active === 0);
        if (isAbort(error) || client.status().state !== 'failed' || !others || !(await isThere(entry))) throw error;
        // It may be the memory that the others take.
        log.info(`${entry.reference} could not be loaded beside another model, and is tried alone. ${messageOf(error)}`);
        await makeRoom(0, entry);
        return await work(client);
      }
    } finally {
      entry.active--;
      if (!disposed && loaded().length > mostLoaded) void makeRoom(mostLoaded).catch((error: unknown) => log.warn(messageOf(error)));
    }
  }

  const isThere = ({ reference }: Entry) => locate(reference).then(() => true, () => false);

  function entryOf(reference: string): Entry {
    const trimmed = reference.trim();
    const known = entries.get(trimmed);
    if (known) return known;
    const hosted = isHosted(trimmed);
    const entry: Entry = {
      reference: trimmed,
      hosted,
      own: undefined,
      tracked: undefined,
      active: 0,
      used: 0,
      failedAt: undefined,
      client: () => (entry.tracked ??= track(entry)),
    };
    entries.set(trimmed, entry);
    return entry;
  }

  function track(entry: Entry): ModelClient {
    if (disposed) throw new DOMException('The models are no longer used.', 'AbortError');
    const own = (entry.own = create(entry.reference));
    own.onStatus(() => {
      for (const listener of listeners) listener();
    });
    const { rank, adapters } = own;
    return {
      get name() {
        return own.name;
      },
      contextTokens: (signal) => use(entry, (client) => client.contextTokens(signal)),
      countTokens: (texts, signal) => use(entry, (client) => client.countTokens(texts, signal)),
      ...(adapters && { adapters: (signal) => use(entry, () => adapters.call(own, signal)) }),
      generate: (request, onText, signal) => use(entry, (client) => client.generate(request, onText, signal)),
      ...(rank && { rank: (request, signal) => use(entry, () => rank.call(own, request, signal)) }),
      embed: (texts, signal) => use(entry, (client) => client.embed(texts, signal)),
      status: () => own.status(),
      onStatus: (listener) => own.onStatus(listener),
      useModel: (reference) => own.useModel(reference),
      unload: () => own.unload(),
      restart: () => use(entry, (client) => client.restart()),
      dispose: () => own.dispose(),
    };
  }

  return {
    client: (reference) => entryOf(reference).client(),
    firstOf: (references, worker) => createRoutedModel([...new Set(references.map(entryOf))], { worker, locate, log, now }),
    statuses: () => [...entries.values()].flatMap(({ own }) => own?.status() ?? []),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async unload() {
      await Promise.all([...entries.values()].map(({ own }) => own?.unload()));
    },
    async restart() {
      await Promise.all([...entries.values()].filter(({ own }) => own?.status().state === 'failed').map((entry) => entry.client().restart()));
    },
    async dispose() {
      disposed = true;
      await Promise.all([...entries.values()].map(({ own }) => own?.dispose()));
    },
  };
}
