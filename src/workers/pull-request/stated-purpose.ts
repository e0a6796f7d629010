import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';

const CHANGELOG = /(?:^|\/)(?:changelog|changes|history|news|releases?|upgrad\w*)[^/]*\.(?:md|rst|txt|adoc)$|(?:^|\/)\.?change(?:set|log)s?(?:\.d)?\/[^/]+$/i;
/** The text in which a test says what it expects, or the name that says it. */
const EXPECTATION = /^\+\s*(?:(?:it|test|describe|context|specify)(?:\.\w+)?\(\s*(['"`])(.+?)\1|test\s*["{](.+?)["}]|(?:async\s+)?(?:def|fn|func)\s+(test_\w+|Test[A-Z]\w*))/;
const MOST_NOTES = 5;
const MOST_EXPECTATIONS = 4;
const LONGEST = 200;

/**
 * What a change says of its own purpose: the lines that it adds to a changelog, and what its new tests expect.
 * They are written for people, and tell a small model more than the code does.
 */
export function statedPurpose(files: FileChange[]): string[] {
  const added = (file: FileChange) => file.hunks.flatMap(({ lines }) => lines.filter((line) => line[0] === '+')).map((line) => line.slice(0, LONGEST));
  // A file of notes that is new as a whole, or rewritten, tells of other changes too.
  const notes = files
    .filter((file) => CHANGELOG.test(file.path) && file.added <= 20)
    .flatMap(added)
    .map((line) => line.slice(1).replace(/^[\s*+-]+/, '').trim())
    .filter((line) => /\p{L}+ \p{L}+/u.test(line) && !line.startsWith('#'));
  const expectations = files
    .filter((file) => roleOf(file.path) === 'test')
    .flatMap(added)
    .map((line) => EXPECTATION.exec(line))
    .filter((match) => match !== null)
    .map((match) => `Test: ${match[2] ?? match[3] ?? match[4]!.replace(/^test_?|^Test/, '').replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`);
  return [...new Set(notes)].slice(0, MOST_NOTES).concat([...new Set(expectations)].slice(0, MOST_EXPECTATIONS));
}
