import type { ConsentMemory } from './consent-view.ts';
import { Remembered, type Storage } from './remembered.ts';

/** Consents in the editor's own storage, for all workspaces. Stands in for the ones of the store. */
export function createConsentMemory(storage: Storage): ConsentMemory {
  const consents = new Remembered<true>(storage, 'consents', (value): value is true => value === true, 200);
  const key = (...parts: string[]) => JSON.stringify(parts);
  return {
    given: async (worker, model, recipient) => consents.get(key(worker, model, recipient)) === true,
    give: async (worker, model, recipient) => consents.put(key(worker, model, recipient), true),
  };
}
