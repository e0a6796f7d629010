/** A value of a GGUF header: its type's number and its bytes. */
export interface GgufValue {
  type: number;
  bytes: Buffer;
}

const u32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};
const u64 = (value: number | bigint) => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
};
const string = (text: string) => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)]);

export const gguf = {
  uint32: (value: number): GgufValue => ({ type: 4, bytes: u32(value) }),
  float64: (): GgufValue => ({ type: 12, bytes: Buffer.alloc(8) }),
  text: (value: string): GgufValue => ({ type: 8, bytes: string(value) }),
  texts: (values: string[]): GgufValue => ({ type: 9, bytes: Buffer.concat([u32(8), u64(values.length), ...values.map(string)]) }),
  uint32s: (values: number[]): GgufValue => ({ type: 9, bytes: Buffer.concat([u32(4), u64(values.length), ...values.map(u32)]) }),
  /** What the format allows and no parser takes, or plain nonsense. */
  raw: (type: number, ...bytes: Buffer[]): GgufValue => ({ type, bytes: Buffer.concat(bytes) }),
  u32,
  u64,
};

export interface GgufTensor {
  name: string;
  shape: (number | bigint)[];
  type: number;
  offset: number | bigint;
}

export interface GgufFile {
  version: number;
  keys: [string, GgufValue][];
  tensors: GgufTensor[];
  dataBytes: number;
  /** What the header claims, where that is not the truth. */
  tensorCount?: number | bigint;
  keyCount?: number | bigint;
}

/** A small model that every check must pass; overrides spoil it. */
export function ggufFile(overrides: Partial<GgufFile> = {}): Buffer {
  const file: GgufFile = {
    version: 3,
    keys: [
      ['general.architecture', gguf.text('llama')],
      ['general.name', gguf.text('Tiny ü')],
      ['llama.context_length', gguf.uint32(2048)],
      ['llama.block_count', gguf.uint32(2)],
      ['llama.embedding_length', gguf.uint32(32)],
      ['llama.attention.head_count', gguf.uint32(4)],
      ['llama.attention.head_count_kv', gguf.uint32s([2, 1])],
      ['tokenizer.ggml.tokens', gguf.texts(['a', 'b', '<|end|>'])],
      ['tokenizer.chat_template', gguf.text('{{ messages }}'.repeat(500))],
    ],
    tensors: [
      { name: 'token_embd.weight', shape: [32, 4], type: 0, offset: 0 },
      { name: 'output.weight', shape: [32, 3], type: 8, offset: 512 },
    ],
    dataBytes: 512 + 102,
    ...overrides,
  };
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(file.version),
    u64(file.tensorCount ?? file.tensors.length),
    u64(file.keyCount ?? file.keys.length),
    ...file.keys.flatMap(([key, value]) => [string(key), u32(value.type), value.bytes]),
    ...file.tensors.flatMap(({ name, shape, type, offset }) => [string(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)]),
  ]);
  return Buffer.concat([header, Buffer.alloc((32 - (header.length % 32)) % 32), Buffer.alloc(file.dataBytes)]);
}
