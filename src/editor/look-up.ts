import type { Recalled } from '../workers/explain/recall.ts';

/** Milliseconds that a hover waits for what is to be had; what comes later is there the next time. */
const PATIENCE_MS = 150;

export interface LookUpSources {
  /** What is kept; undefined where nothing can be. Takes milliseconds. */
  recall(): Promise<Recalled | undefined>;
  /** What the linter itself says; may take long. */
  documentation(): Promise<Recalled['documentation']>;
}

/** All that comes within a moment. Never rejects. */
export async function lookUp({ recall, documentation }: LookUpSources, patienceMs = PATIENCE_MS): Promise<Recalled> {
  const known: Recalled = { explanation: null, documentation: null };
  const look = async () => {
    Object.assign(known, await recall().catch(() => undefined));
    if (!known.explanation && !known.documentation) known.documentation = await documentation().catch(() => null);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([look(), new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)))]);
  clearTimeout(timer);
  // What comes later is not for this hover.
  return { ...known };
}
