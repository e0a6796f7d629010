import { modelFolder } from '../../../src/models/cache-folder.ts';
import { createModelLibrary } from '../../../src/models/library.ts';
import { quietLog } from './quiet-log.ts';

/** Makes sure that a model is in the user's cache, where the editor looks for it. */
export async function ensureModel(name: string): Promise<void> {
  await createModelLibrary({ directory: modelFolder(), log: quietLog }).pull(name);
}
