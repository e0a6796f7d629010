import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import * as header from '../../../src/models/gguf-header.ts';
import { inspectFile } from '../../../src/models/installed-file.ts';
import type { ModelSource } from '../../../src/models/model-source.ts';
import { pullFile } from '../../../src/models/pull.ts';
import { ggufFile } from '../../support/gguf-file.ts';

// A disk that fails, which no file system here can be made to do.
vi.mock('../../../src/models/gguf-header.ts', async (original) => ({ ...(await original<typeof header>()), checkGgufHeader: vi.fn() }));

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const unreadable = new UserError('x.gguf cannot be used as a model.', 'The file cannot be read: EIO.', 'Check its path and permissions.', { cause: new Error('EIO') });

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modèles '));
  path = join(folder, 'x.gguf');
  vi.mocked(header.checkGgufHeader).mockRejectedValue(unreadable);
});
afterEach(() => rm(folder, { recursive: true }));

describe('a model that cannot be read at the moment', () => {
  const expected = () => ({ name: 'x', path, bytes: null, sha256: null });

  it('is not called damaged, and stays', async () => {
    await writeFile(path, ggufFile());
    await expect(inspectFile(expected(), log)).rejects.toBe(unreadable);
    await expect(pullFile(expected(), [], { log })).rejects.toBe(unreadable);
    expect((await readFile(path)).equals(ggufFile())).toBe(true);
  });

  it('stays when it has just been downloaded', async () => {
    const source: ModelSource = {
      label: 'a source',
      async fetch({ part }) {
        await part.append(ggufFile());
        return { sha256: null, revision: null };
      },
    };
    await expect(pullFile(expected(), [source], { log })).rejects.toBe(unreadable);
    expect((await readFile(`${path}.part`)).equals(ggufFile())).toBe(true);
  });
});
