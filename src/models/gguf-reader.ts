import type { FileHandle } from 'node:fs/promises';

/** What is wrong with a GGUF header, in one sentence for people. */
export class GgufProblem extends Error {}

/** The file ends before the header does. */
export class GgufCut extends GgufProblem {}

const WINDOW_BYTES = 256 * 1024;
const MAX_WINDOW_BYTES = 2 * 1024 * 1024;

/**
 * Reads a file forwards through a small window, so that memory stays bounded whatever the file claims.
 * `ensure` makes bytes available; the getters then take them without waiting, which keeps 300,000 short strings quick.
 */
export class GgufReader {
  private window: Buffer = Buffer.alloc(0);
  private at = 0;
  private windowStart = 0;
  private readonly file: FileHandle;
  readonly size: number;
  private readonly limit: number;

  /** `limit`: bytes from the start of the file after which a header is refused. */
  constructor(file: FileHandle, size: number, limit: number) {
    this.file = file;
    this.size = size;
    this.limit = limit;
  }

  get position(): number {
    return this.windowStart + this.at;
  }

  /** Makes the next `bytes` available; a promise only where the file must be read. */
  ensure(bytes: number): Promise<void> | undefined {
    return this.window.length - this.at >= bytes ? undefined : this.fill(bytes);
  }

  private async fill(bytes: number): Promise<void> {
    const start = this.position;
    this.checkSpan(bytes);
    if (bytes > MAX_WINDOW_BYTES) throw new GgufProblem(`A value of ${bytes} bytes in its header is too large.`);
    const buffer = Buffer.allocUnsafe(Math.min(Math.max(bytes, WINDOW_BYTES), this.size - start));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.file.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) throw new GgufCut('The file ends in the middle of its header.');
      filled += bytesRead;
    }
    this.window = buffer;
    this.windowStart = start;
    this.at = 0;
  }

  /** Throws unless the next `bytes` lie within the file and within what a header may take. */
  checkSpan(bytes: number): void {
    const end = this.position + bytes;
    if (end > this.size) throw new GgufCut(`The file ends in the middle of its header: ${this.size} bytes are too few.`);
    if (end > this.limit) throw new GgufProblem(`Its header is larger than ${this.limit} bytes.`);
  }

  skip(bytes: number): void {
    this.checkSpan(bytes);
    if (this.window.length - this.at >= bytes) {
      this.at += bytes;
      return;
    }
    this.windowStart = this.position + bytes;
    this.window = Buffer.alloc(0);
    this.at = 0;
  }

  u32(): number {
    const value = this.window.readUInt32LE(this.at);
    this.at += 4;
    return value;
  }

  /** Exact up to 2^53; larger ones, negative ones among them, stay larger than any file. */
  u64(): number {
    const low = this.u32();
    return low + this.u32() * 2 ** 32;
  }

  text(bytes: number): string {
    const value = this.window.toString('utf8', this.at, this.at + bytes);
    this.at += bytes;
    return value;
  }

  /** The next number of a GGUF value type; booleans are 0 or 1. */
  number(type: number): number {
    const at = this.at;
    this.at += SCALAR_BYTES[type]!;
    switch (type) {
      case 0:
      case 7:
        return this.window.readUInt8(at);
      case 1:
        return this.window.readInt8(at);
      case 2:
        return this.window.readUInt16LE(at);
      case 3:
        return this.window.readInt16LE(at);
      case 4:
        return this.window.readUInt32LE(at);
      case 5:
        return this.window.readInt32LE(at);
      case 6:
        return this.window.readFloatLE(at);
      case 10:
        return Number(this.window.readBigUInt64LE(at));
      case 11:
        return Number(this.window.readBigInt64LE(at));
      default:
        return this.window.readDoubleLE(at);
    }
  }
}

/** Sizes of the value types of fixed length, by their number in the format. */
export const SCALAR_BYTES: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
export const STRING_TYPE = 8;
export const ARRAY_TYPE = 9;
