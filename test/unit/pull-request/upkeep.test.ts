import { describe, expect, it } from 'vitest';
import { isAboutTests, isUpkeep } from '../../../src/workers/pull-request/upkeep.ts';

// Subjects of real branches.
describe('upkeep', () => {
  it.each(['cargo fmt', 'fix pr number in changelog', 'update changelog entry with PR number for CI check', 'auto-format integration tests', 'improvements from PR review', 'name change', 'typing fix', 'Update tests/test_cells.py', 'Add to changelog and contributors', 'Update version number to 14.3.0', 'Fix typos'])('is %s', (text) => {
    expect(isUpkeep(text)).toBe(true);
  });

  it.each(['Write a changelog entry', 'Format dates in UTC', 'Show authors in the blame', 'Add support for Black', 'Rename parse to read', 'Update the version of a file in place', 'Fix comments being dropped'])('is not %s', (text) => {
    expect(isUpkeep(text)).toBe(false);
  });
});

describe('a commit of tests', () => {
  it.each(['test cases', 'Add integration tests for --diff combined with --plain', 'add shebang regression tests and move changelog to Syntaxes section', 'markdown test', 'test for infinite loop', 'Add test for split_lines_terminator', 'refinements, and tests'])('is %s', (text) => {
    expect(isAboutTests(text)).toBe(true);
  });

  it.each(['Fix the test runner', 'Fix tests being skipped', 'Add a --test flag', 'Sort the contest entries', 'Fix infinite loop'])('is not %s', (text) => {
    expect(isAboutTests(text)).toBe(false);
  });
});
