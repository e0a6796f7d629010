import { describe, expect, it } from 'vitest';
import { isAboutTests, isUpkeep } from '../../../src/workers/pull-request/upkeep.ts';

const piece = (text: string, type: string | null = null, breaking: string | null = null) => ({ text, type, breaking });

// Subjects of real branches.
describe('upkeep', () => {
  it.each(['cargo fmt', 'fix pr number in changelog', 'update changelog entry with PR number for CI check', 'auto-format integration tests', 'improvements from PR review', 'name change', 'typing fix', 'Update tests/test_cells.py', 'Add to changelog and contributors', 'Update version number to 14.3.0', 'Fix typos'])('is %s', (text) => {
    expect(isUpkeep(piece(text))).toBe(true);
  });

  it.each(['Write a changelog entry', 'Format dates in UTC', 'Show authors in the blame', 'Add support for Black', 'Rename parse to read', 'Update the version of a file in place', 'Fix comments being dropped', 'Show the PR number in the status bar', 'Auto-format code blocks on save', 'Fixes for comments in JSX', 'Fix changelog parser crash', 'Add authors filter to search', 'Fix authors missing in the feed', 'Update Next.js'])('is not %s', (text) => {
    expect(isUpkeep(piece(text))).toBe(false);
  });
});

it('overrides neither a feature nor what breaks', () => {
  expect(isUpkeep(piece('update changelog', 'feat'))).toBe(false);
  expect(isUpkeep(piece('update changelog', 'fix', 'its form'))).toBe(false);
  expect(isUpkeep(piece('update changelog entry with PR number', 'fix'))).toBe(true);
  expect(isAboutTests(piece('add tests', 'feat'))).toBe(false);
});

describe('a commit of tests', () => {
  it.each(['test cases', 'Add integration tests for --diff combined with --plain', 'add shebang regression tests and move changelog to Syntaxes section', 'markdown test', 'test for infinite loop', 'Add test for split_lines_terminator', 'refinements, and tests'])('is %s', (text) => {
    expect(isAboutTests(piece(text))).toBe(true);
  });

  it.each(['Fix the test runner', 'Fix tests being skipped', 'Add a --test flag', 'Sort the contest entries', 'Fix infinite loop', 'Fix overflow and add test', 'Implement sorting with tests', 'Add parser and tests', 'Allow a test to be skipped', 'Use a faster test to detect binary files', 'Add support for test files'])('is not %s', (text) => {
    expect(isAboutTests(piece(text))).toBe(false);
  });
});
