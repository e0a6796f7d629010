import { UserError } from '../../core/errors.ts';

/** Work space of the computation, and room for the rest of the process. */
const OVERHEAD_BYTES = 500 * 2 ** 20;
/** Below this a context is of no use to any job. */
const SMALLEST_CONTEXT = 1024;

export interface MemorySituation {
  /** Bytes that may be taken without pushing other programs out. */
  available: number;
  /** Size of the model file: its weights stay in memory. */
  fileBytes: number;
}

/** Throws a UserError when the weights alone do not fit. */
export function requireRoomForWeights({ available, fileBytes }: MemorySituation): void {
  if (fileBytes + OVERHEAD_BYTES > available) throw notEnough(fileBytes + OVERHEAD_BYTES, available);
}

/** The wanted context, made smaller where memory asks for it. Throws a UserError when not even a small one fits. */
export function contextThatFits({ available, fileBytes }: MemorySituation, bytesPerToken: number, wanted: number): number {
  const room = Math.floor((available - fileBytes - OVERHEAD_BYTES) / bytesPerToken);
  const least = Math.min(SMALLEST_CONTEXT, wanted);
  if (room < least) throw notEnough(fileBytes + OVERHEAD_BYTES + least * bytesPerToken, available);
  return Math.min(wanted, room);
}

/** Dimensions of a model's attention, as GGUF files name them. */
export interface AttentionShape {
  block_count?: number;
  embedding_length?: number;
  attention?: { head_count?: number | number[]; head_count_kv?: number | number[]; key_length?: number; value_length?: number };
}

/** Bytes of KV cache that one token of context takes, with 16-bit keys and values in every layer. */
export function kvBytesPerToken({ block_count: layers = 32, embedding_length: width = 4096, attention = {} }: AttentionShape): number {
  const heads = largest(attention.head_count) ?? 32;
  const kvHeads = largest(attention.head_count_kv) ?? heads;
  const headLength = width / heads;
  return 2 * layers * kvHeads * ((attention.key_length ?? headLength) + (attention.value_length ?? headLength));
}

function largest(value: number | number[] | undefined): number | undefined {
  return Array.isArray(value) ? Math.max(...value) : value;
}

export function notEnough(needed: number, available: number): UserError {
  const gb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return new UserError(
    'There is not enough free memory for the model.',
    `It needs about ${gb(needed)}; ${gb(Math.max(0, available))} are free.`,
    'Close other programs, or choose a smaller model.',
  );
}
