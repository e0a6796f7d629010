import { describe, expect, it } from 'vitest';
import { type GitSettings, isAmending, mayDraftAhead, preparedMessageStays, smartStage } from '../../../src/editor/repository-state.ts';
import type { IndexState, Operation } from '../../../src/sources/git/index-state.ts';

const state = (operation: Operation | null, prepared = ''): IndexState => ({ key: 'k', staged: true, unmerged: false, operation, prepared });

describe('a message that git has prepared', () => {
  it.each<[Operation | null, string, RegExp | undefined]>([
    [null, '', undefined],
    ['squash', 'Squashed commit of the following:\n\ncommit 1', undefined],
    ['merge', "Merge branch 'side'\n\nMore", /^A merge is in progress, and git has prepared its message: “Merge branch 'side'”\.$/],
    ['merge', '', /^A merge is in progress, which has a message of its own\.$/],
    ['cherry-pick', 'fix: a', /^A cherry-pick is in progress, .*“fix: a”/],
    ['revert', 'Revert "fix: a"', /^A revert is in progress, .*“Revert "fix: a"”/],
    ['rebase', '', /^A rebase is in progress: each commit keeps the message that it has\.$/],
    ['rebase', 'feat: b', /“feat: b”/],
    ['prepared', 'x'.repeat(5000), /^Git has prepared a message: “x{79}…”\.$/],
  ])('%s %j', (operation, prepared, sentence) => {
    const stays = preparedMessageStays(state(operation, prepared));
    if (sentence) expect(stays).toMatch(sentence);
    else expect(stays).toBeUndefined();
    expect(mayDraftAhead(state(operation, prepared))).toBe(sentence === undefined);
  });

  it('is not drafted ahead of where nothing is staged, or conflicts are open', () => {
    expect(mayDraftAhead({ ...state(null), staged: false })).toBe(false);
    expect(mayDraftAhead({ ...state(null), unmerged: true })).toBe(false);
  });
});

describe('amending', () => {
  it('is seen by the last message in the box', () => {
    expect(isAmending('fix: a\r\n\r\nBecause.\n', 'fix: a\n\nBecause.\n\n')).toBe(true);
    expect(isAmending('fix: b', 'fix: a')).toBe(false);
    expect(isAmending('', '')).toBe(false);
    expect(isAmending('fix: a', undefined)).toBe(false);
  });
});

describe('where nothing is staged', () => {
  const usual: GitSettings = { enableSmartCommit: false, suggestSmartCommit: true, smartCommitChanges: 'all', untrackedChanges: 'mixed' };
  const offer = (tracked: number, untracked: number, settings: Partial<GitSettings> = {}) => smartStage({ tracked, untracked }, { ...usual, ...settings }, 'r');

  it('offers what the commit button would stage', () => {
    expect(offer(2, 1)).toEqual({ stage: 'all', files: 3, ask: true });
    expect(offer(0, 1)).toEqual({ stage: 'all', files: 1, ask: true });
    expect(offer(2, 1, { smartCommitChanges: 'tracked' })).toEqual({ stage: 'tracked', files: 2, ask: true });
    expect(offer(2, 1, { untrackedChanges: 'separate' })).toEqual({ stage: 'tracked', files: 2, ask: true });
  });

  it('asks nobody who has told the commit button not to ask', () => {
    expect(offer(2, 1, { enableSmartCommit: true })).toEqual({ stage: 'all', files: 3, ask: false });
    expect(offer(2, 1, { enableSmartCommit: true, suggestSmartCommit: false, smartCommitChanges: 'tracked' })).toEqual({ stage: 'tracked', files: 2, ask: false });
  });

  it('says what is missing where there is nothing to offer', () => {
    expect(() => offer(0, 0)).toThrow('There is nothing to commit in r.');
    expect(() => offer(1, 0, { suggestSmartCommit: false })).toThrow('Nothing is staged in r. Stage the changes');
    expect(() => offer(0, 3, { smartCommitChanges: 'tracked' })).toThrow('Only new files are there');
  });
});
