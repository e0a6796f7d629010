import type { Log } from '../../core/log.ts';
import { isAbort, messageOf } from '../../core/errors.ts';
import type { FileProblem } from '../../workers/custom/definition.ts';
import type { LoadedWorker, LoadedWorkers } from '../../workers/custom/load.ts';
import type { Parts } from '../parts.ts';

export interface WorkerListDependencies {
  parts: Parts;
  /** The workspace's folders; none where it is not trusted. */
  folders(): readonly string[];
  log: Pick<Log, 'error'>;
}

/** The workers that files describe, as they were read last. */
export class WorkerList {
  readonly #deps: WorkerListDependencies;
  readonly #listeners = new Set<() => void>();
  #known: LoadedWorkers | undefined;
  #reading: Promise<LoadedWorkers> | undefined;

  constructor(deps: WorkerListDependencies) {
    this.#deps = deps;
  }

  /** What is known without reading; undefined before the first time. */
  get known(): LoadedWorkers | undefined {
    return this.#known;
  }

  /** Reads the files anew. Who asks while they are being read gets what comes of that. Never rejects: what cannot be read is logged, and is not there. */
  read(): Promise<LoadedWorkers> {
    return (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  async find(name: string): Promise<LoadedWorker | undefined> {
    return (await this.read()).workers.find(({ definition }) => definition.name === name);
  }

  onChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  async #read(): Promise<LoadedWorkers> {
    try {
      const folders = this.#deps.folders();
      const found = await this.#deps.parts.use(({ customWorkers }) => Promise.all((folders.length > 0 ? folders : [undefined]).map((folder) => customWorkers(folder))));
      this.#known = together(found);
    } catch (error) {
      if (!isAbort(error)) this.#deps.log.error(`The workers were not read: ${messageOf(error)}`);
      this.#known ??= { workers: [], problems: [] };
    }
    for (const listener of this.#listeners) listener();
    return this.#known;
  }
}

/** The workers of several folders. Where some have the same name, a workspace's comes before the others, and the first folder's before the next. */
function together(found: readonly LoadedWorkers[]): LoadedWorkers {
  if (found.length === 1) return found[0]!;
  const all = found.flatMap(({ workers }) => workers);
  const byName = new Map<string, LoadedWorker>();
  for (const worker of [...all.filter(({ definition }) => definition.origin === 'workspace'), ...all]) if (!byName.has(worker.definition.name)) byName.set(worker.definition.name, worker);
  const problems = new Map<string, FileProblem>(found.flatMap((each) => each.problems).map((problem) => [JSON.stringify(problem), problem]));
  return { workers: [...byName.values()].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1)), problems: [...problems.values()] };
}
