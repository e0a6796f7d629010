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
  let made: Promise<Journeyman> | undefined;
  let journeyman: Journeyman | undefined;
  let users = 0;
  let stale = false;

  function make(): Promise<Journeyman> {
    const making = create().then(
      (parts) => {
        parts.model.onStatus(changed);
        if (made === making) journeyman = parts;
        return parts;
      },
      (error: unknown) => {
        if (made === making) made = undefined;
        throw error;
      },
    );
    return making;
  }

  async function discard(): Promise<void> {
    stale = false;
    const old = made;
    made = journeyman = undefined;
    changed();
    await (await old?.catch(() => undefined))?.dispose();
  }

  return {
    async use(job) {
      users++;
      try {
        return await job(await (made ??= make()));
      } finally {
        users--;
        if (stale && users === 0) await discard();
      }
    },
    status: (worker) => (worker === undefined ? journeyman?.model.status() : journeyman?.modelFor(worker).status()),
    onStatus(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    async renew() {
      if (users > 0) stale = true;
      else await discard();
    },
    dispose: discard,
  };
}
