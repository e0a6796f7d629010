import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogEntry, CatalogSource } from '../../src/models/catalog.ts';
import { createModelLibrary, type LibraryOptions, type ModelLibrary } from '../../src/models/library.ts';
import { FileServer } from './file-server.ts';
import { ggufFile } from './gguf-file.ts';
import { sha256 } from './wheel.ts';

/** Large enough for several chunks, different in every place. */
const data = Buffer.alloc(400_000);
for (let i = 0; i < data.length; i += 4) data.writeUInt32LE(Math.imul(i, 2_654_435_761) >>> 0, i);
const header = ggufFile({ tensors: [{ name: 'output.weight', shape: [100_000], type: 0, offset: 0 }], dataBytes: 0 });

/** A sound model file of about 400 kB. */
export const model = Buffer.concat([header, data]);
export const HUB_PATH = '/owner/repo/resolve/main/tiny.gguf';

export const quickPolicy = { connectMs: 2_000, stallMs: 300, attempts: 4, firstWaitMs: 5, longestWaitMs: 1_500 };

export function entry(sources: CatalogSource[], change: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    name: 'tiny',
    title: 'Tiny',
    family: 'Tiny',
    parameters: 100_000,
    quantization: 'F32',
    license: { spdx: 'MIT', url: 'https://example.org/licence' },
    file: 'tiny.gguf',
    bytes: model.length,
    sha256: sha256(model),
    memory: { bytes: 1_000_000, contextTokens: 2048, basis: 'made up' },
    contextTokens: 2048,
    jobs: [],
    description: 'For tests.',
    sources,
    ...change,
  };
}

export const hubSource: CatalogSource = { kind: 'huggingface', repository: 'owner/repo', file: 'tiny.gguf', revision: 'main' };

/** A server and an empty folder for one test. */
export class LibraryFixture {
  readonly server = new FileServer();
  readonly logged: string[] = [];
  base = '';
  directory = '';

  async start(): Promise<void> {
    this.base = await this.server.start();
    this.directory = join(await mkdtemp(join(tmpdir(), 'journeyman modèles ')), 'models');
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(join(this.directory, '..'), { recursive: true, force: true });
  }

  library(sources: CatalogSource[] = [hubSource], options: Partial<LibraryOptions> = {}): ModelLibrary {
    const note = (message: string) => void this.logged.push(message);
    return createModelLibrary({
      directory: this.directory,
      log: { debug: note, info: note, warn: note, error: note },
      models: [entry(sources)],
      hubUrl: this.base,
      indexUrl: `${this.base}/simple`,
      policy: quickPolicy,
      ...options,
    });
  }

  get file(): string {
    return join(this.directory, 'tiny.gguf');
  }

  async files(): Promise<string[]> {
    return (await readdir(this.directory)).filter((name) => name !== '.locks').sort();
  }
}
