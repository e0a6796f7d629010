import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../src/models/cache-folder.ts';

describe('the cache folder', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['linux', {}, '/home/jo/.cache/journeyman'],
    ['linux', { XDG_CACHE_HOME: '/x' }, '/x/journeyman'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/jo/.cache/journeyman'],
    ['darwin', { XDG_CACHE_HOME: '/x' }, '/home/jo/Library/Caches/journeyman'],
    ['linux', { JOURNEYMAN_CACHE: '/own', XDG_CACHE_HOME: '/x' }, '/own'],
  ])('on %s with %j is %s', (platform, env, folder) => expect(cacheFolder(env, platform, '/home/jo')).toBe(folder));

  it('on Windows is in the local application data', () => {
    expect(cacheFolder({ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'C:\\Users\\jo')).toBe('D:\\Local\\journeyman\\Cache');
    expect(cacheFolder({}, 'win32', 'C:\\Users\\jo')).toBe('C:\\Users\\jo\\AppData\\Local\\journeyman\\Cache');
  });
});
