import { describe, expect, it } from 'vitest';
import { closedIssues, foldCommits, issueNumbers } from '../../../src/workers/pull-request/commits.ts';

const commit = (subject: string, body = '') => ({ subject, body });

describe('foldCommits', () => {
  it('folds corrections into what they correct, and keeps each subject once', () => {
    const folded = foldCommits([commit('Add a'), commit('fixup! Add a'), commit('squash! Add a', 'more'), commit('amend! fixup! Add a'), commit('Add b'), commit('Add b')]);
    expect(folded.map(({ subject }) => subject)).toEqual(['Add a', 'Add b']);
  });

  it('keeps a correction whose commit is not on the branch, without its mark', () => {
    expect(foldCommits([commit('fixup! Older commit'), commit('Add b')]).map(({ subject }) => subject)).toEqual(['Older commit', 'Add b']);
    expect(foldCommits([commit('fixup! Alone')]).map(({ subject }) => subject)).toEqual(['Alone']);
  });

  it('leaves out trailers and empty subjects', () => {
    expect(foldCommits([commit('Add a', 'Why.\r\n\r\nFixes #1\nSigned-off-by: A <a@b.c>\nCo-authored-by: B <b@b.c>\n(cherry picked from commit abc123)'), commit(' ')])).toEqual([commit('Add a', 'Why.\n\nFixes #1')]);
  });
});

describe('issues', () => {
  const commits = [commit('Fix crash (#12)', 'Fixes #7 and closes: #8, see #9'), commit('fix again', 'fixes #7')];

  it('finds numbers in commits and the branch', () => {
    expect([...issueNumbers(commits, 'fix/431-crash')].sort()).toEqual(['12', '431', '7', '8', '9']);
    expect(issueNumbers([], null).size).toBe(0);
  });

  it('keeps what the commits say that they close, once', () => {
    expect(closedIssues(commits)).toEqual(['Fixes #7', 'Closes #8']);
    expect(closedIssues([commit('Prefixes #5 with x')])).toEqual([]);
    expect(closedIssues([commit('Add a', 'Closes #4, #6 and o/r#8')])).toEqual(['Closes #4', 'Closes #6', 'Closes o/r#8']);
  });

  it('takes what a revert quotes for nothing that it closes', () => {
    expect(closedIssues([commit('Revert "Fix #12: crash on empty input"', 'Fixes #13')])).toEqual(['Fixes #13']);
  });
});
