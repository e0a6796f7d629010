import { createHash } from 'node:crypto';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { messageOf, UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { checkGgufHeader, isGgufProblem } from './gguf-header.ts';

/** What is known of a file whose hash was once compared; kept beside it as `<file>.json`. */
const recordSchema = z.object({
  reference: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  /** The file's time of change when it was hashed: as long as both stay, it is taken to be the same file. */
  modifiedMs: z.number(),
  source: z.string().nullable(),
  revision: z.string().nullable(),
});
export type FileRecord = z.infer<typeof recordSchema>;

/** What a file must be. */
export interface ExpectedFile {
  name: string;
  path: string;
  /** Null where it is not known beforehand. */
  bytes: number | null;
  sha256: string | null;
}

/** `broken` carries the error to show; a file that cannot be read throws. */
export type FileState = { state: 'absent' } | { state: 'whole' } | { state: 'broken'; error: UserError };

export async function readRecord(path: string): Promise<FileRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordPath(path), 'utf8')));
  } catch {
    // A record that is not there or not readable means hashing once more, nothing worse.
    return undefined;
  }
}

export function recordPath(path: string): string {
  return `${path}.json`;
}

/** Notes the file as it is now. In a folder that may not be written the next check hashes again. */
export async function writeRecord(path: string, record: Pick<FileRecord, 'reference' | 'sha256' | 'source' | 'revision'>, log: Log): Promise<void> {
  try {
    const { size, mtimeMs } = await stat(path);
    await writeFile(recordPath(path), `${JSON.stringify({ ...record, bytes: size, modifiedMs: mtimeMs } satisfies FileRecord, null, 2)}\n`);
  } catch (error) {
    log.debug(`${recordPath(path)} was not written: ${messageOf(error)}`);
  }
}

export async function hashFile(path: string, signal?: AbortSignal, onRead?: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    for (let read = 0; ; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, read);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
      read += bytesRead;
      onRead?.(read);
    }
  } finally {
    await file.close();
  }
}

/** Size and header each time; the hash only when the file is not the one that the record speaks of, or when `thorough`. */
export async function inspectFile(expected: ExpectedFile, log: Log, options: { thorough?: boolean; signal?: AbortSignal; onRead?: (bytes: number) => void } = {}): Promise<FileState> {
  const { name, path } = expected;
  const info = await statIfThere(path);
  if (!info) return { state: 'absent' };
  const broken = (why: string): FileState => ({ state: 'broken', error: new UserError(`The file of ${name} is damaged.`, why, `Download it again: journeyman models pull ${name}`) });
  if (expected.bytes !== null && info.size !== expected.bytes) return broken(`${path} has ${info.size} bytes, not ${expected.bytes}.`);
  try {
    await checkGgufHeader(path);
  } catch (error) {
    if (isGgufProblem(error)) return broken(`${path}: ${error.why}`);
    throw error;
  }
  const record = await readRecord(path);
  const sha256 = expected.sha256 ?? record?.sha256 ?? null;
  if (!options.thorough && record && record.sha256 === sha256 && record.bytes === info.size && record.modifiedMs === info.mtimeMs) return { state: 'whole' };
  const actual = await hashFile(path, options.signal, options.onRead);
  if (sha256 !== null && actual !== sha256) return broken(`${path} has the sha256 ${actual}, not ${sha256}.`);
  await writeRecord(path, { reference: name, sha256: actual, source: record?.source ?? null, revision: record?.revision ?? null }, log);
  return { state: 'whole' };
}

/** Undefined when nothing is there; other failures throw a UserError. */
export async function statIfThere(path: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${path} cannot be read.`, `${messageOf(error)}.`, 'Check its permissions.', { cause: error });
  }
}
