import type { Journeyman } from '../composition.ts';
import type { ModelStatus } from '../models/model-status.ts';

/** The parts that do the work, made when first used and made anew when the settings changed. */
export interface Parts {
  /** Lends the parts to a job. They are not replaced before it ends. */
  use<T>(job: (journeyman: Journeyman) => Promise<T>): Promise<T>;
  /** What is known of the default model, or of the one for a worker's job, without making anything. */
  status(worker?: string): ModelStatus | undefined;
  onStatus(listener: () => void): { dispose(): void };
  /** Makes new parts for the next job; running jobs end with the old ones. */
  renew(): Promise<void>;
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

  function make(): Generation {
    const generation: Generation = {
      users: 0,
      made: create().then(
        (parts) => {
          parts.model.onStatus(changed);
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

  return {
    async use(job) {
      const generation = (current ??= make());
      generation.users++;
      try {
        return await job(await generation.made);
      } finally {
        generation.users--;
        if (retired.has(generation) && generation.users === 0) await discard(generation);
      }
    },
    status: (worker) => (worker === undefined ? journeyman?.model.status() : journeyman?.modelFor(worker).status()),
    onStatus(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    async renew() {
      const old = retire();
      if (old?.users === 0) await discard(old);
    },
    async dispose() {
      retire();
      await Promise.all(Array.from(retired, discard));
    },
  };
}

/** Parts that were made at one time, with how many jobs have them. */
interface Generation {
  made: Promise<Journeyman>;
  users: number;
}
