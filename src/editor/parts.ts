import type { Journeyman } from '../composition.ts';
import type { ModelState, ModelStatus } from '../models/model-status.ts';

/** The parts that do the work, made when first used and made anew when the settings changed. */
export interface Parts {
  /** Lends the parts to a job. They are not replaced before it ends. */
  use<T>(job: (journeyman: Journeyman) => Promise<T>): Promise<T>;
  /** What is most worth knowing of the models, or what is known of the one for a worker's job, without making anything. */
  status(worker?: string): ModelStatus | undefined;
  /** Of all models that are used, the default one first. */
  statuses(): ModelStatus[];
  onStatus(listener: () => void): { dispose(): void };
  /** Makes new parts for the next job; running jobs end with the old ones. */
  renew(): Promise<void>;
  /** Gives the models' memory back. Work that nobody has asked for stops and rests, or it would load them again at once. */
  unload(): Promise<void>;
  /** The user does something: work that rests may be done again. */
  wake(): void;
  /** Fires when work that nobody has asked for has to stop, and stays fired while it rests. */
  readonly rest: AbortSignal;
  dispose(): Promise<void>;
}

export function createParts(create: () => Promise<Journeyman>): Parts {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let current: Generation | undefined;
  let journeyman: Journeyman | undefined;
  const retired = new Set<Generation>();
  let rest = new AbortController();

  function make(): Generation {
    const generation: Generation = {
      users: 0,
      made: create().then(
        (parts) => {
          parts.models.onStatus(changed);
          if (current === generation) journeyman = parts;
          return parts;
        },
        (error: unknown) => {
          if (current === generation) current = undefined;
          throw error;
        },
      ),
    };
    return generation;
  }

  async function discard(generation: Generation): Promise<void> {
    retired.delete(generation);
    await (await generation.made.catch(() => undefined))?.dispose();
  }

  /** Nobody new gets the parts there are. */
  function retire(): Generation | undefined {
    const old = current;
    current = journeyman = undefined;
    if (old) retired.add(old);
    changed();
    return old;
  }

  async function use<T>(job: (journeyman: Journeyman) => Promise<T>): Promise<T> {
    const generation = (current ??= make());
    generation.users++;
    try {
      return await job(await generation.made);
    } finally {
      generation.users--;
      if (retired.has(generation) && generation.users === 0) await discard(generation);
    }
  }

  const statuses = () => journeyman?.models.statuses() ?? [];

  return {
    use,
    status: (worker) => (worker === undefined ? foremost(statuses()) : journeyman?.modelFor(worker).status()),
    statuses,
    onStatus(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    async renew() {
      const old = retire();
      if (old?.users === 0) await discard(old);
    },
    async unload() {
      if (!journeyman) return;
      rest.abort();
      await use(({ models }) => models.unload());
    },
    wake() {
      if (rest.signal.aborted) rest = new AbortController();
    },
    get rest() {
      return rest.signal;
    },
    async dispose() {
      retire();
      await Promise.all(Array.from(retired, discard));
    },
  };
}

/** Of what loads or works; of the default model where nothing does, unless that one is not loaded and another one is, or has failed. */
function foremost(statuses: readonly ModelStatus[]): ModelStatus | undefined {
  const [standard] = statuses;
  const first = (...states: ModelState[]) => statuses.find(({ state }) => states.includes(state));
  return first('starting', 'loading') ?? first('busy') ?? (standard?.state === 'stopped' ? (first('idle') ?? first('failed')) : undefined) ?? standard;
}

/** Parts that were made at one time, with how many jobs have them. */
interface Generation {
  made: Promise<Journeyman>;
  users: number;
}
