import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { testName } from './test-names.ts';

const CHANGELOG = /(?:^|\/)(?:changelog|changes|history|news|releases?|upgrad\w*)[^/]*\.(?:md|rst|txt|adoc)$|(?:^|\/)\.?change(?:set|log)s?(?:\.d)?\/[^/]+$/i;
const MOST_NOTES = 5;
const MOST_EXPECTATIONS = 4;
const LONGEST = 200;

/**
 * What a change says of its own purpose: the lines that it adds to a changelog, and what its new tests expect.
 * They are written for people, and tell a small model more than the code does.
 */
export function statedPurpose(files: FileChange[]): string[] {
  const expectations = files
    .filter((file) => roleOf(file.path) === 'test')
    .flatMap(addedLines)
    .map((line) => testName(line))
    .filter((name) => name !== undefined)
    .map(({ text }) => `Test: ${text}`);
  return changelogNotes(files).concat([...new Set(expectations)].slice(0, MOST_EXPECTATIONS));
}

/** The lines that the change adds to a changelog, without their bullets. */
export function changelogNotes(files: FileChange[]): string[] {
  // A file of notes that is new as a whole, or rewritten, tells of other changes too.
  const notes = files
    .filter((file) => CHANGELOG.test(file.path) && file.added <= 20)
    .flatMap(addedLines)
    .map((line) => line.replace(/^[\s*+-]+/, '').trim())
    .filter((line) => /\p{L}+ \p{L}+/u.test(line) && !line.startsWith('#'));
  return [...new Set(notes)].slice(0, MOST_NOTES);
}

function addedLines(file: FileChange): string[] {
  return file.hunks.flatMap(({ lines }) => lines.filter((line) => line[0] === '+')).map((line) => line.slice(1, LONGEST + 1));
}
