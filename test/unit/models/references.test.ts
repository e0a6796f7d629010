import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import { parseReference } from '../../../src/models/references.ts';

const catalog = builtInCatalog();
const absolute = process.platform === 'win32' ? 'C:\\models\\my model.gguf' : '/models/my model.gguf';

describe('a reference', () => {
  it('names a model of the catalogue', () => {
    expect(parseReference('smollm2-135m', catalog)).toMatchObject({ kind: 'catalog', fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf' });
    expect(parseReference('SmolLM2-135M', catalog)).toMatchObject({ name: 'smollm2-135m' });
  });

  it('names a file of the user', () => {
    expect(parseReference(absolute, catalog)).toEqual({ kind: 'path', name: 'my model', path: absolute });
  });

  it('names a file on the hub, in a folder and at a revision', () => {
    expect(parseReference('hf:owner/repo/sub dir/model-Q4_K_M.gguf@refs/pr/1', catalog)).toMatchObject({
      kind: 'hub',
      name: 'hf:owner/repo/sub dir/model-Q4_K_M.gguf@refs/pr/1',
      hub: { repository: 'owner/repo', file: 'sub dir/model-Q4_K_M.gguf', revision: 'refs/pr/1' },
    });
    expect(parseReference('hf:a/b/c.gguf', catalog)).toMatchObject({ hub: { revision: 'main' } });
  });

  it('of a server names nothing that is downloaded', () => {
    expect(() => parseReference('openai:http://127.0.0.1:8080/v1#qwen', catalog)).toThrow('is a model on a server. Nothing of it is kept on this machine');
  });

  it('gives each file on the hub a name of its own that every file system takes', () => {
    const names = ['hf:a/b/model.gguf', 'hf:a/c/model.gguf', 'hf:a/b/x/model.gguf', 'hf:a/b/model.gguf@v2', 'hf:a/b/CON.gguf', 'hf:a/b/モデル v1.gguf', 'hf:a/b/smollm2.gguf'].map((reference) => {
      const target = parseReference(reference, catalog);
      return target.kind === 'hub' ? target.fileName : '';
    });
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^hf-[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{10}\.gguf$/);
  });

  it.each([
    '',
    'gpt-5',
    'models/x.gguf',
    '../x.gguf',
    'https://example.org/x.gguf',
    'hf:',
    'hf:owner/repo',
    'hf:owner/x.gguf',
    'hf:../../x.gguf',
    'hf:owner/repo/../x.gguf',
    'hf:owner/repo/./x.gguf',
    'hf:owner/repo//x.gguf',
    'hf:own..er/repo/x.gguf',
    'hf:owner/repo/a\\..\\x.gguf',
    'hf:owner/repo/C:x.gguf',
    'hf:owner/repo/x?.gguf',
    'hf:owner/repo/a|b.gguf',
    'hf:owner/repo/a\u0000b.gguf',
    'hf:owner/repo/x.gguf@',
    'hf:owner/repo/x.gguf@../../main',
    'hf:owner/repo/x.gguf@a b',
    'hf:owner/repo/x.safetensors',
    'hf:owner/repo/x-00001-of-00003.gguf',
  ])('%j is refused with a next step', (reference) => {
    let error: unknown;
    try {
      parseReference(reference, catalog);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).next).not.toBe('');
  });
});
