import type { ModelLibrary } from '../models/library.ts';
import { referencesFor } from '../models/model-routes.ts';
import { isHosted } from '../remote/reference.ts';
import type { ModelDownload } from './model-download.ts';
import type { Settings } from './settings.ts';

/** Makes sure that one of the models for a worker's job is there; where none is, offers to download the first. Rejects as the download does. */
export function createModelPresence(settings: () => Pick<Settings, 'model' | 'models'>, download: ModelDownload) {
  return async (library: ModelLibrary, worker: string, preferred: readonly string[], signal: AbortSignal): Promise<void> => {
    const { model, models } = settings();
    const references = referencesFor(models, worker, preferred, model);
    // Whether a server answers is seen when it is asked.
    if (references.some(isHosted)) return;
    for (const reference of references.length > 1 ? references : []) {
      if (await library.locate(reference, signal).then(() => true, () => false)) return;
    }
    signal.throwIfAborted();
    // One that was chosen for this job alone is not changed by choosing another default.
    await download.ensure(library, references[0]!, signal, references[0] === model);
  };
}
