import { describe, expect, it } from 'vitest';
import { startChoices } from '../../../src/editor/changelog-choices.ts';
import { asHeld } from '../../../src/editor/held-text.ts';

describe('where a changelog entry may start', () => {
  const release = (tag: string) => ({ tag, version: tag, id: tag });
  it('is the last release, the base of the branch, an earlier release, or anything else', () => {
    const choices = startChoices([release('v1.1.0'), release('v1.0.0')], [{ name: 'origin/main', reason: 'default-branch', commits: 3 }]);
    expect(choices.map(({ description, from, ask }) => [description, from, ask])).toEqual([['v1.1.0', undefined, undefined], ['origin/main, 3 commits', 'origin/main', undefined], ['', 'v1.0.0', undefined], ['a branch, a tag or a commit', undefined, true]]);
  });

  it('is the first commit where nothing was released, and no base that has everything', () => {
    expect(startChoices([], [{ name: 'main', reason: 'usual-name', commits: 0 }]).map(({ label }) => label)).toEqual(['$(history) Since the first commit', '$(edit) Since another revision…']);
  });
});

describe('a changelog in the editor', () => {
  it('has one line end throughout and no byte order mark', () => expect(asHeld('\uFEFFa\r\nb\nc', '\r\n')).toBe('a\r\nb\r\nc'));
});
