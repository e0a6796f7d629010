import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError } from '../core/errors.ts';

/** A file that grows while it is downloaded, and its sha256 with it. What was there before is kept: `open` reads it once for the hash. */
export class PartFile {
  readonly path: string;
  private readonly file: FileHandle;
  private hash: Hash;
  private length = 0;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.file = file;
    this.hash = createHash('sha256');
  }

  /** `onRead` gets the number of bytes read so far of what was there. */
  static async open(path: string, signal?: AbortSignal, onRead?: (bytes: number) => void): Promise<PartFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      // `a+` would append wherever another process stands; the lock keeps others out, positions make the writes exact.
      const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return open(path, 'wx+');
      });
      const part = new PartFile(path, file);
      try {
        // A device or pipe would be read for ever.
        if (!(await file.stat()).isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
        await part.readWhatIsThere(signal, onRead);
      } catch (error) {
        await file.close();
        throw error;
      }
      return part;
    } catch (error) {
      throw diskError(error, path);
    }
  }

  private async readWhatIsThere(signal?: AbortSignal, onRead?: (bytes: number) => void): Promise<void> {
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, this.length);
      if (bytesRead === 0) return;
      this.hash.update(buffer.subarray(0, bytesRead));
      this.length += bytesRead;
      onRead?.(this.length);
    }
  }

  get received(): number {
    return this.length;
  }

  async append(chunk: Buffer): Promise<void> {
    try {
      let written = 0;
      while (written < chunk.length) {
        const { bytesWritten } = await this.file.write(chunk, written, chunk.length - written, this.length + written);
        written += bytesWritten;
      }
    } catch (error) {
      throw diskError(error, this.path);
    }
    this.hash.update(chunk);
    this.length += chunk.length;
  }

  /** Throws away what came, to start anew. */
  async restart(): Promise<void> {
    await this.file.truncate(0);
    this.hash = createHash('sha256');
    this.length = 0;
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }

  /** Makes sure that the bytes are on the disk before the file gets its name. */
  async close(): Promise<void> {
    try {
      await this.file.sync();
    } finally {
      await this.file.close();
    }
  }

  /** Deletes the file, which must be closed: Windows keeps open files. */
  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }
}

/** Turns what a full or forbidden disk says into a sentence; other errors stay as they are. */
export function diskError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const folder = dirname(path);
  const what = `${basename(path)} could not be written.`;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new UserError(what, `The disk or quota of ${folder} is full.`, 'Free some space and start the download again: it goes on where it stopped.', { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new UserError(what, `${folder} may not be written (${code}).`, 'Check its permissions or choose another folder for the models.', { cause: error });
  if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST') return new UserError(what, `Something else stands in its place in ${folder} (${code}).`, 'Move that away or choose another folder for the models.', { cause: error });
  return error;
}
