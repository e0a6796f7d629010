import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type FileLock, lockFile } from './file-lock.ts';
import { checkGgufHeader, isGgufProblem } from './gguf-header.ts';
import { SourceFailure } from './http-get.ts';
import { inspectFile, statIfThere, writeRecord, type ExpectedFile } from './installed-file.ts';
import type { FetchedFile, ModelSource } from './model-source.ts';
import { diskError, PartFile } from './part-file.ts';
import { formatBytes } from './progress.ts';
import { ProgressReporter, type PullProgress } from './pull-progress.ts';

export interface PullOptions {
  log: Log;
  onProgress?: (progress: PullProgress) => void;
  signal?: AbortSignal;
  /** What else to try when no source can give the file. */
  advice?: string;
  /** Bytes that may still be written to a folder's disk. */
  freeBytes?: (folder: string) => Promise<number>;
}

/** What stays free besides the download. */
const SPARE_BYTES = 50_000_000;

/** Downloads the file from the first source that can give it, and gives it its name once its hash is right. One download of a file at a time on this machine. */
export async function pullFile(expected: ExpectedFile, sources: ModelSource[], options: PullOptions): Promise<void> {
  const { log, signal } = options;
  const partPath = `${expected.path}.part`;
  const progress = new ProgressReporter(options.onProgress);
  const report = progress.update;
  const lock = await lockModel(expected.path, {
    log,
    signal,
    onWait: async () => report('downloading', 'another process', (await statIfThere(partPath))?.size ?? 0, expected.bytes),
  }).catch((error: unknown) => {
    progress.stop();
    throw error;
  });
  try {
    const present = await inspectFile(expected, log, { signal, onRead: (bytes) => report('verifying', 'this machine', bytes, expected.bytes) });
    if (present.state === 'whole') return;
    if (present.state === 'broken') {
      log.warn(`${present.error.message} It is deleted.`);
      await rm(expected.path, { force: true });
    }
    await fetchFromFirst(expected, partPath, sources, report, options);
    await removeLeftovers(expected.path);
  } finally {
    progress.stop();
    lock.release();
  }
}

/** Whoever holds it may change the file of this path and what belongs to its download. */
export async function lockModel(path: string, options: Parameters<typeof lockFile>[1]): Promise<FileLock> {
  // Lock files stay: deleting one that another process is about to take would let two in.
  const lockPath = join(dirname(path), '.locks', `${basename(path)}.lock`);
  try {
    await mkdir(dirname(lockPath), { recursive: true });
    return await lockFile(lockPath, options);
  } catch (error) {
    throw diskError(error, path);
  }
}

async function fetchFromFirst(expected: ExpectedFile, partPath: string, sources: ModelSource[], report: ProgressReporter['update'], options: PullOptions): Promise<void> {
  const reasons: string[] = [];
  for (const source of sources) {
    try {
      await fetchFrom(source, expected, partPath, report, options);
      return;
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      options.log.warn(`${expected.name}: ${source.label} cannot give it: ${error.message}`);
      reasons.push(`${source.label}: ${error.message.replace(/[.:\s]+$/, '')}.`);
    }
  }
  throw new UserError(
    `${expected.name} could not be downloaded.`,
    reasons.join(' '),
    `${options.advice ? `${options.advice} ` : ''}Check the network (HTTPS_PROXY and NO_PROXY are honoured) and start again: what came is kept. Or copy the file to ${expected.path} by hand.`,
  );
}

async function fetchFrom(source: ModelSource, expected: ExpectedFile, partPath: string, report: ProgressReporter['update'], options: PullOptions): Promise<void> {
  const { log, signal } = options;
  let total = expected.bytes;
  for (;;) {
    const part = await PartFile.open(partPath, signal, (bytes) => report('verifying', 'this machine', bytes, total));
    if (expected.bytes !== null && part.received > expected.bytes) await part.restart();
    const resumed = part.received > 0;
    let fetched: FetchedFile;
    try {
      report('downloading', source.label, part.received, total);
      fetched = await source.fetch({
        part,
        bytes: expected.bytes,
        sha256: expected.sha256,
        signal,
        onBytes: (pending = 0) => report('downloading', source.label, part.received + pending, total),
        async onSize(size, extraBytes) {
          total = size;
          await checkSpace(dirname(partPath), size - part.received + extraBytes, options);
        },
      });
    } catch (error) {
      await part.close().catch(() => {});
      if (part.received === 0) await part.remove();
      throw error;
    }
    await part.close();
    report('verifying', source.label, part.received, total);

    const sha256 = part.sha256();
    const wanted = expected.sha256 ?? fetched.sha256 ?? sha256;
    if (sha256 === wanted) {
      await checkGgufHeader(partPath).catch(async (error: unknown) => {
        if (!isGgufProblem(error)) throw error;
        await part.remove();
        throw new UserError(`What ${source.label} has as ${expected.name} cannot be used; it was deleted.`, error.why, 'Choose another model.', { cause: error });
      });
      await renameFinally(partPath, expected.path);
      await writeRecord(expected.path, { reference: expected.name, sha256, source: source.label, revision: fetched.revision }, log);
      return;
    }
    await part.remove();
    // What was there from an earlier day may be at fault: once more from the start.
    if (!resumed) throw new SourceFailure('refused', `the file has the sha256 ${sha256}, not ${wanted}; it was deleted`);
    log.warn(`${expected.name}: the continued download has the wrong sha256; it was deleted and starts anew`);
  }
}

async function checkSpace(folder: string, needed: number, { freeBytes = freeBytesOf }: PullOptions): Promise<void> {
  const free = await freeBytes(folder);
  if (needed + SPARE_BYTES <= free) return;
  throw new UserError(
    'There is not enough room for the model.',
    `${formatBytes(needed + SPARE_BYTES)} are needed in ${folder}, ${formatBytes(free)} are free.`,
    'Free some space, or choose a smaller model or another folder.',
  );
}

async function freeBytesOf(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Some file systems do not say; then the disk's own error comes in time.
    return Infinity;
  }
}

/** On Windows a virus scanner may hold a new file for a moment. */
async function renameFinally(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (attempt === 10 || !['EPERM', 'EBUSY', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw diskError(error, to);
      await sleep(200);
    }
  }
}

/** Deletes what belongs to an unfinished download of the file; returns the bytes. */
export async function removeLeftovers(path: string): Promise<number> {
  const names = await readdir(dirname(path)).catch(() => []);
  let freed = 0;
  for (const name of names.filter((name) => name.startsWith(`${basename(path)}.part`))) {
    const leftover = join(dirname(path), name);
    freed += (await statIfThere(leftover))?.size ?? 0;
    await rm(leftover, { force: true });
  }
  return freed;
}
