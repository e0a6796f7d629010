import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { problemWith, RemoteKeys, type SecretStore } from '../../../src/editor/remote-keys.ts';

function storage() {
  const kept = new Map<string, string>();
  const secrets: SecretStore = { get: async (name) => kept.get(name), store: async (name, value) => void kept.set(name, value), delete: async (name) => void kept.delete(name) };
  return { kept, keys: new RemoteKeys(secrets) };
}

describe('keys', () => {
  it('are kept for the one that gets them, and for nobody else', async () => {
    const { keys } = storage();
    await keys.set('api.anthropic.com', '  sk-1\n');
    await keys.set('127.0.0.1:8080', 'sk-2');
    expect([await keys.get('api.anthropic.com'), await keys.get('127.0.0.1:8080'), await keys.get('127.0.0.1:8081'), await keys.get('anthropic.com')]).toEqual(['sk-1', 'sk-2', undefined, undefined]);
    await keys.remove('api.anthropic.com');
    expect([await keys.get('api.anthropic.com'), await keys.get('127.0.0.1:8080')]).toEqual([undefined, 'sk-2']);
  });

  it.each([
    ['', 'It is empty.'],
    [' \n', 'It is empty.'],
    ['sk 1', 'It has a space or a line break in it.'],
    ['sk-1\r\nX-Evil: yes', 'It has a space or a line break in it.'],
    ['sk-\u00e4', 'It has characters in it that no key has.'],
    ['sk-\u200b1', 'It has characters in it that no key has.'],
    ['x'.repeat(5000), 'It is too long.'],
    ['sk-proj-abc_DEF/1+2=', undefined],
  ])('%j: %s', async (key, problem) => {
    expect(problemWith(key)).toBe(problem);
    const { keys, kept } = storage();
    if (problem === undefined) await keys.set('host', key);
    else await expect(keys.set('host', key)).rejects.toThrow(UserError);
    expect([...kept.keys()]).toEqual(problem === undefined ? ['remoteKeys', 'remoteKey host'] : []);
  });

  it('are found again by those that get them', async () => {
    const { kept, keys } = storage();
    expect(await keys.recipients()).toEqual([]);
    await keys.set('api.anthropic.com', 'sk-1');
    await keys.set('127.0.0.1:8080', 'sk-2');
    await keys.set('api.anthropic.com', 'sk-3');
    expect(await keys.recipients()).toEqual(['api.anthropic.com', '127.0.0.1:8080']);
    await keys.remove('api.anthropic.com');
    expect(await keys.recipients()).toEqual(['127.0.0.1:8080']);
    await keys.remove('127.0.0.1:8080');
    expect(kept.size).toBe(0);
  });

  it('do not come up in an error of the storage', async () => {
    const broken = async () => Promise.reject(new Error('cannot encrypt sk-secret'));
    const keys = new RemoteKeys({ get: broken, store: broken, delete: broken });
    for (const use of [() => keys.get('host'), () => keys.set('host', 'sk-secret'), () => keys.remove('host'), () => keys.recipients()]) {
      const error: unknown = await use().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(`${String(error)} ${(error as Error).stack} ${String((error as Error).cause)}`).not.toContain('sk-secret');
    }
  });
});
