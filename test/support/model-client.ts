import { join } from 'node:path';
import { modelFolder } from '../../src/models/cache-folder.ts';
import { createModelClient, type ModelClient } from '../../src/models/client.ts';
import type { SupervisorOptions } from '../../src/models/supervisor.ts';
import { builtInCatalog } from '../../src/models/catalog.ts';
import { builtModelProcess } from './build.ts';
import { ensureModel } from './editor/models.ts';

export const SMALL_MODEL = 'SmolLM2-135M-Instruct.Q4_1.gguf';

/** A client of the bundled model process with the smallest model, for which names are files in the user's folder of weights. */
export async function smallModelClient(options: Partial<SupervisorOptions> = {}): Promise<ModelClient & { logged: string[] }> {
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  const client = createModelClient({
    processPath: await builtModelProcess(),
    model: SMALL_MODEL,
    library: { locate: async (ref) => ({ name: ref, path: join(modelFolder(), ref) }) },
    // Threads that wait for each other are slow where tests share the cores with others.
    threads: 1,
    contextTokens: 1024,
    idleMs: 0,
    log: { debug: note, info: note, warn: note, error: note },
    ...options,
  });
  return Object.assign(client, { logged });
}

/** A client with the smallest model that writes sentences which say something, on all threads. */
export async function lightModelClient(options: Partial<SupervisorOptions> = {}): Promise<ModelClient & { logged: string[] }> {
  const { name, file } = builtInCatalog().find(({ name }) => name === 'qwen2.5-coder-0.5b')!;
  await ensureModel(name);
  return smallModelClient({ model: file, threads: 0, ...options });
}

/** The outcome of a promise as a line: what a person would see, or that it was aborted. */
export async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'answered';
  } catch (error) {
    if (!(error instanceof Error)) return `threw ${String(error)}`;
    return error.name === 'AbortError' ? 'aborted' : `${error.name}: ${error.message}`;
  }
}
