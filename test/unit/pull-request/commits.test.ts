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

  it.each([
    ['Why.\n\n---------\n\nCo-authored-by: B <b@b.c>', 'Why.'],
    ['* one\n\n* two\n\n---------\n\nSigned-off-by: A <a@b.c>\nCo-authored-by: B <b@b.c>\n', '* one\n\n* two'],
    ['Bumps x.\n\n---\nupdated-dependencies:\n- dependency-name: x\n  dependency-type: direct:production\n...\n\nSigned-off-by: dependabot[bot] <s@g.c>', 'Bumps x.'],
    ['One\n---\nTwo', 'One\n---\nTwo'],
  ])('leaves out what a squash and a bot add: %j', (body, left) => {
    expect(foldCommits([commit('Add a', body)])).toEqual([commit('Add a', left)]);
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

  it.each([
    ['Fixes https://github.com/o/r/issues/12', ['Fixes https://github.com/o/r/issues/12']],
    ['Resolves PROJ-12', ['Resolves PROJ-12']],
    ['Fixes PROJ-12, PROJ-13 and #4.', ['Fixes PROJ-12', 'Fixes PROJ-13', 'Fixes #4']],
    ['Implements #45', ['Implements #45']],
    ['Closing #3 and resolving #4', ['Closing #3', 'Resolving #4']],
    ['Fixes GH-12', ['Fixes GH-12']],
    ['Closes issue #9', ['Closes #9']],
    ['Closes my-group/sub/app#3', ['Closes my-group/sub/app#3']],
    ['Fixes USB-3 detection', []],
    ['Fixes XYZ-3 detection', []],
    ['Fixes UTF-8.', []],
    ['Fixes step-3', []],
    ['Related: #5. See !12', []],
    ['Fixes https://example.org/about', []],
  ])('knows what %s closes', (body, closed) => {
    expect(closedIssues([commit('Add a', body)])).toEqual(closed);
  });

  it('takes what a revert quotes for nothing that it closes', () => {
    expect(closedIssues([commit('Revert "Fix #12: crash on empty input"', 'Fixes #13')])).toEqual(['Fixes #13']);
    expect(closedIssues([commit('Revert "Resolves PROJ-12"'), commit('revert: implements #4')])).toEqual([]);
  });
});
