import { describe, expect, it } from 'vitest';
import { parseRoutes } from '../../../src/cli/model-routes.ts';
import { referencesFor } from '../../../src/models/model-routes.ts';

describe('the models for a job', () => {
  const routes = { commit: ['a', 'b'], '*': ['c'] };
  it.each([
    ['the settings name for it, before its file', 'commit', ['f'], ['a', 'b']],
    ['its file names, then the one for all others', 'triage', ['f', 'c'], ['f', 'c']],
    ['all others have', 'explain', [], ['c']],
    ['all others have, where it is called like a property of every object', 'constructor', [], ['c']],
  ])('are those that %s', (_, worker, preferred, expected) => {
    expect(referencesFor(routes, worker, preferred, 'default')).toEqual(expected);
  });

  it('are the default one where nothing is set', () => {
    expect(referencesFor({}, 'commit', [], 'default')).toEqual(['default']);
    expect(referencesFor({}, 'triage', ['f'], 'default')).toEqual(['f', 'default']);
  });
});

describe('JOURNEYMAN_MODELS', () => {
  it.each([
    ['', {}],
    ['commit=qwen, *=small,', { commit: ['qwen'], '*': ['small'] }],
    ['commit=a,commit=openai:https://h/v1#m', { commit: ['a', 'openai:https://h/v1#m'] }],
    [' {"commit": "a", "triage": ["b", "c"]}', { commit: ['a'], triage: ['b', 'c'] }],
  ])('is read: %s', (text, expected) => {
    expect(parseRoutes(text)).toEqual(expected);
  });

  it.each(['commit', '=a', 'commit=', '{', '{"commit": 5}', '{"commit": []}', '{"commit": [""]}'])('is refused: %s', (text) => {
    expect(() => parseRoutes(text)).toThrow('JOURNEYMAN_MODELS is JSON');
  });
});
