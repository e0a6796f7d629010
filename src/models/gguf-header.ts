import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import { foreignFormat } from './foreign-format.ts';
import { ARRAY_TYPE, GgufCut, GgufProblem, GgufReader, SCALAR_BYTES, STRING_TYPE } from './gguf-reader.ts';
import { TENSOR_BLOCKS } from './gguf-tensor-types.ts';

/** What the header of a GGUF file says of the model; null where it does not say. */
export interface GgufHeader {
  /** `llama`, `qwen2`, … */
  architecture: string;
  name: string | null;
  /** Tokens that the model was trained for. */
  contextLength: number | null;
  blockCount: number | null;
  embeddingLength: number | null;
  /** Where they differ from layer to layer, the largest. */
  headCount: number | null;
  headCountKv: number | null;
  /** llama.cpp's number of the file's main quantisation. */
  fileType: number | null;
  hasChatTemplate: boolean;
  tensorCount: number;
}

// Far above any model of today, far below what would take long or much memory.
const MAX_HEADER_BYTES = 128 * 1024 * 1024;
const MAX_KEYS = 10_000;
const MAX_KEY_BYTES = 1_024;
const MAX_TENSORS = 100_000;
const MAX_TENSOR_NAME_BYTES = 63;
const MAX_DIMENSIONS = 4;
const MAX_ALIGNMENT = 65_536;
const MAX_KEPT_TEXT_BYTES = 1_024;
const MAX_KEPT_NUMBERS = 4_096;

/**
 * Reads the header of a model file and checks that every count, length and offset in it lies within the file, as the native parser expects them,
 * so that a truncated or hostile file never reaches that parser. Throws a UserError that says what the file is instead. Memory and time are bounded.
 */
export async function checkGgufHeader(path: string): Promise<GgufHeader> {
  try {
    const info = await stat(path);
    // Opening a pipe would wait for its writer.
    if (!info.isFile()) throw new GgufProblem('It is not a file.');
    const file = await open(path, 'r');
    try {
      const start = Buffer.alloc(512);
      const { bytesRead } = await file.read(start, 0, start.length, 0);
      const foreign = foreignFormat(start.subarray(0, bytesRead));
      if (foreign) throw new GgufProblem(foreign);
      return await readHeader(new GgufReader(file, info.size, MAX_HEADER_BYTES));
    } finally {
      await file.close();
    }
  } catch (error) {
    const what = `${basename(path)} cannot be used as a model.`;
    if (error instanceof GgufCut) throw new UserError(what, error.message, 'The download was probably cut off: fetch the file again.', { cause: error });
    if (error instanceof GgufProblem) throw new UserError(what, error.message, 'Choose another GGUF file or fetch this one again.', { cause: error });
    throw new UserError(what, `The file cannot be read: ${messageOf(error)}.`, 'Check its path and permissions.', { cause: error });
  }
}

/** Whether the file itself is at fault, which a file that cannot be read at the moment is not. */
export function isGgufProblem(error: unknown): error is UserError {
  return error instanceof UserError && error.cause instanceof GgufProblem;
}

async function readHeader(reader: GgufReader): Promise<GgufHeader> {
  await reader.ensure(24);
  reader.skip(4);
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw new GgufProblem(version % 65_536 === 0 ? 'It was written for big-endian machines.' : `It is of GGUF version ${version}; versions 2 and 3 can be read.`);
  const tensorCount = reader.u64();
  const keyCount = reader.u64();
  if (keyCount > MAX_KEYS) throw new GgufProblem(`Its header claims ${keyCount} keys; ${MAX_KEYS} is the limit.`);
  if (tensorCount > MAX_TENSORS) throw new GgufProblem(`Its header claims ${tensorCount} tensors; ${MAX_TENSORS} is the limit.`);
  if (tensorCount === 0) throw new GgufProblem('It holds no tensors, only a vocabulary or settings.');

  const metadata = await readMetadata(reader, keyCount);
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || alignment < 1 || alignment > MAX_ALIGNMENT || !Number.isInteger(Math.log2(alignment))) throw new GgufProblem('Its alignment is not a power of two.');
  await checkTensors(reader, tensorCount, alignment);

  const architecture = metadata.get('general.architecture');
  if (typeof architecture !== 'string' || !/^[a-z0-9][\w.-]{0,63}$/i.test(architecture)) throw new GgufProblem('Its header does not name an architecture.');
  const number = (key: string) => {
    const value = metadata.get(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
  };
  const name = metadata.get('general.name');
  return {
    architecture,
    name: typeof name === 'string' ? name : null,
    contextLength: number(`${architecture}.context_length`),
    blockCount: number(`${architecture}.block_count`),
    embeddingLength: number(`${architecture}.embedding_length`),
    headCount: number(`${architecture}.attention.head_count`),
    headCountKv: number(`${architecture}.attention.head_count_kv`),
    fileType: number('general.file_type'),
    hasChatTemplate: metadata.has('tokenizer.chat_template'),
    tensorCount,
  };
}

/** Walks over all keys; keeps numbers, short texts and the largest number of short arrays. Longer values are stepped over and stand as undefined. */
async function readMetadata(reader: GgufReader, count: number): Promise<Map<string, string | number | undefined>> {
  const metadata = new Map<string, string | number | undefined>();
  for (let i = 0; i < count; i++) {
    const key = await readText(reader, MAX_KEY_BYTES, 'key');
    if (key === '' || metadata.has(key)) throw new GgufProblem(key === '' ? 'A key in its header has no name.' : `The key ${JSON.stringify(key)} stands in its header twice.`);
    await reader.ensure(4);
    const type = reader.u32();
    metadata.set(key, await readValue(reader, type, key));
  }
  return metadata;
}

async function readValue(reader: GgufReader, type: number, key: string): Promise<string | number | undefined> {
  if (type === STRING_TYPE) {
    await reader.ensure(8);
    const length = reader.u64();
    reader.checkSpan(length);
    if (length > MAX_KEPT_TEXT_BYTES) return void reader.skip(length);
    await reader.ensure(length);
    return reader.text(length);
  }
  if (type === ARRAY_TYPE) return readArray(reader, key);
  const bytes = SCALAR_BYTES[type];
  if (bytes === undefined) throw new GgufProblem(`The key ${JSON.stringify(key)} has a value of the unknown type ${type}.`);
  await reader.ensure(bytes);
  return reader.number(type);
}

async function readArray(reader: GgufReader, key: string): Promise<number | undefined> {
  await reader.ensure(12);
  const type = reader.u32();
  const length = reader.u64();
  if (type === STRING_TYPE) {
    // Each string has at least its length: this bounds the loop by the header's limit.
    reader.checkSpan(length * 8);
    for (let i = 0; i < length; i++) {
      const wait = reader.ensure(8);
      if (wait) await wait;
      reader.skip(reader.u64());
    }
    return undefined;
  }
  // The native parser takes no arrays of arrays either.
  const bytes = SCALAR_BYTES[type];
  if (bytes === undefined) throw new GgufProblem(`The key ${JSON.stringify(key)} has ${type === ARRAY_TYPE ? 'an array of arrays' : `an array of the unknown type ${type}`}.`);
  reader.checkSpan(length * bytes);
  if (length === 0 || length > MAX_KEPT_NUMBERS) return void reader.skip(length * bytes);
  await reader.ensure(length * bytes);
  let largest = -Infinity;
  for (let i = 0; i < length; i++) largest = Math.max(largest, reader.number(type));
  return largest;
}

async function readText(reader: GgufReader, maxBytes: number, what: string): Promise<string> {
  await reader.ensure(8);
  const length = reader.u64();
  reader.checkSpan(length);
  if (length > maxBytes) throw new GgufProblem(`A ${what} in its header is ${length} bytes long.`);
  await reader.ensure(length);
  return reader.text(length);
}

/** Checks that the tensors lie one behind the other, aligned, and end within the file. */
async function checkTensors(reader: GgufReader, count: number, alignment: number): Promise<void> {
  const names = new Set<string>();
  const padded = (bytes: number) => Math.ceil(bytes / alignment) * alignment;
  let expected = 0;
  let end = 0;
  for (let i = 0; i < count; i++) {
    const name = await readText(reader, MAX_TENSOR_NAME_BYTES, "tensor's name");
    const named = `The tensor ${JSON.stringify(name)}`;
    if (names.has(name)) throw new GgufProblem(`${named} stands in its header twice.`);
    names.add(name);
    await reader.ensure(4);
    const dimensions = reader.u32();
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) throw new GgufProblem(`${named} has ${dimensions} dimensions.`);
    await reader.ensure(dimensions * 8 + 12);
    const shape = Array.from({ length: dimensions }, () => reader.u64());
    const type = reader.u32();
    const offset = reader.u64();
    const block = TENSOR_BLOCKS[type];
    if (!block) throw new GgufProblem(`${named} is of the unknown type ${type}.`);
    const elements = shape.reduce((product, length) => product * length, 1);
    // Beyond 2^53 the product is no longer exact, and no file is that long.
    if (elements === 0 || elements > Number.MAX_SAFE_INTEGER || shape[0]! % block[0] !== 0) throw new GgufProblem(`${named} has the impossible shape ${shape.join(' × ')}.`);
    if (offset !== expected) throw new GgufProblem(`${named} does not lie where it must: at ${offset} in place of ${expected}.`);
    end = offset + (elements / block[0]) * block[1];
    expected = padded(end);
    if (end > reader.size) throw new GgufCut(`${named} ends at ${end}, the file at ${reader.size} bytes.`);
  }
  const needed = padded(reader.position) + end;
  if (needed > reader.size) throw new GgufCut(`Its header speaks of ${needed} bytes; the file has ${reader.size}.`);
}
