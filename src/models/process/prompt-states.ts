import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** Tokens from which on it is worth a file: reading them takes a second on two cores, the file a few milliseconds. */
const WORTH = 100;
/** Files that are kept, the ones used last: some 30 kB a token each. */
const KEPT = 8;
const ENDING = '.state';

/**
 * What a model has made of the words that all prompts of one kind begin with, in files: there again after prompts of another kind and after
 * a restart. Nothing of an input is in them. What cannot be written or read is read by the model, as without them.
 */
export class PromptStates {
  readonly #folder: string;
  readonly #model: string;

  /** `model` tells one model, in one build of the library, from all others: the state of another one must never be loaded. */
  constructor(folder: string, model: string) {
    this.#folder = folder;
    this.#model = model;
  }

  worthwhile(beginning: readonly Token[]): boolean {
    return beginning.length >= WORTH;
  }

  /** Puts the sequence into the state after these tokens; false where there is no such file. */
  async restore(sequence: LlamaContextSequence, beginning: readonly Token[]): Promise<boolean> {
    const file = this.#file(beginning);
    const inUse = `${file}.${process.pid}`;
    try {
      // A file that ends this process is not there when the next one looks.
      await rename(file, inUse);
    } catch {
      return false;
    }
    try {
      await sequence.loadStateFromFile(inUse, { acceptRisk: true });
      if (sequence.nextTokenIndex !== beginning.length) throw new Error('The file holds another state.');
      await rename(inUse, file);
      await utimes(file, new Date(), new Date());
      return true;
    } catch {
      await rm(inUse, { force: true }).catch(() => undefined);
      await sequence.clearHistory();
      return false;
    }
  }

  /** Writes the state of the sequence, which has read these tokens and no more. */
  async save(sequence: LlamaContextSequence, beginning: readonly Token[]): Promise<void> {
    const file = this.#file(beginning);
    const unfinished = `${file}.${process.pid}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await sequence.saveStateToFile(unfinished);
      await rename(unfinished, file);
      await this.#tidy();
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  #file(beginning: readonly Token[]): string {
    return join(this.#folder, createHash('sha256').update(JSON.stringify([this.#model, beginning])).digest('hex').slice(0, 32) + ENDING);
  }

  /** Removes the files that were not used for longest, and what a process has left that was ended. */
  async #tidy(): Promise<void> {
    const files = await Promise.all((await readdir(this.#folder)).map(async (name) => ({ path: join(this.#folder, name), whole: name.endsWith(ENDING), at: (await stat(join(this.#folder, name))).mtimeMs })));
    const old = files.filter(({ whole }) => whole).sort((a, b) => b.at - a.at).slice(KEPT);
    const left = files.filter(({ whole, at }) => !whole && at < Date.now() - 60_000);
    for (const { path } of [...old, ...left]) await rm(path, { force: true });
  }
}
