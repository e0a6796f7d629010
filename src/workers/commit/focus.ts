import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { symbolsOf } from '../changes/symbols.ts';

/** Tests that are named where their code is not shown. */
const MOST_TESTS = 2;
const CHANGELOG = /(^|\/)(?:changelog|changes|history|news|releases?)[^/]*$/i;
const MOST_ENTRIES = 2;
const LONGEST_ENTRIES = 240;
const FEWEST_WORDS = 4;

/** A change as its message should see it. */
export interface Focus {
  files: FileChange[];
  /** What the change itself adds to the changelog; empty where it adds nothing. */
  changelog: string;
}

/**
 * Where source changes, it is what the message is about: of tests only new names are left, of documentation nothing but that it changed, and what
 * the changelog gains stands apart. Otherwise a small model describes the tests, or the edit of the changelog.
 */
export function focusOn(files: FileChange[]): Focus {
  if (!files.some((file) => roleOf(file.path) === 'source' && file.hunks.length > 0)) return { files, changelog: '' };
  const focused = files.map((file) => {
    const role = roleOf(file.path);
    if (role === 'docs') return { ...file, hunks: [] };
    return role === 'test' ? { ...file, hunks: testNames(file) } : file;
  });
  return { files: focused, changelog: changelogEntries(files) };
}

function testNames(file: FileChange): FileChange['hunks'] {
  const names = symbolsOf(file).added.filter(({ kind }) => kind === 'test').slice(0, MOST_TESTS).map(({ name }) => `+${name}`);
  return names.length > 0 ? [{ section: '', oldStart: 0, newStart: 0, lines: names }] : [];
}

/** The sentences that a changelog gains, on one line. */
function changelogEntries(files: FileChange[]): string {
  return files
    .filter((file) => CHANGELOG.test(file.path) && roleOf(file.path) === 'docs')
    .flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines))
    .filter((line) => line[0] === '+')
    .map((line) => line.slice(1, LONGEST_ENTRIES).trim())
    .filter((text) => /^[-*\p{L}]/u.test(text) && text.split(/\s+/).length >= FEWEST_WORDS)
    .slice(0, MOST_ENTRIES)
    .join(' ')
    .slice(0, LONGEST_ENTRIES);
}
