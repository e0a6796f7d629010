import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { testName } from './test-names.ts';

/** Files in which a project tells its users what changed. */
export const CHANGELOG = /(?:^|\/)(?:changelog|changes|history|news|releases?|upgrad\w*)[^/]*\.(?:md|rst|txt|adoc)$|(?:^|\/)\.?change(?:set|log)s?(?:\.d)?\/[^/]+$/i;
const MOST_NOTES = 5;
const MOST_EXPECTATIONS = 4;
const LONGEST = 200;
/** `ORM mode` names a thing; it does not say what is done. */
const FEWEST_WORDS = 3;

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

/** The first sentence that the change adds to a changelog, in its author's words and without what issues and people it names; empty where there is none or where it tells of several changes. */
export function changelogSentence(files: FileChange[]): string {
  const notes = changelogNotes(files);
  const whole = notes.slice(0, 3).join(' ');
  const sentence = /^.{20,}?[^\s.]{2,}[.!](?=\s|$)/.exec(whole)?.[0] ?? (notes.length === 1 ? whole : '');
  const plain = sentence.replace(/\s*[([](?:[^()[\]]*#\d+|@[\w-]+|https?:[^()[\]]*)[^()[\]]*[)\]](?:\([^()]*\))?/g, '').replace(/,? (?:see|by|thanks to|closes|fixes) [#@][\w-]+(?:(?:,| and|, and) [#@][\w-]+)*/gi, '').replace(/,?(?: (?:introduced )?(?:in|from|of|since|pr|issue|pull request))? #\d+[.!]?$/i, '').replace(/^(?:Fixed|Added|Removed|Changed|Deprecated|Security): /i, (head) => VERBS[head.toLowerCase()] ?? '');
  return plain.length <= LONGEST && plain.split(' ').length >= FEWEST_WORDS ? plain.replace(/[\s.,;:]+$/, '') : '';
}

const VERBS: Record<string, string> = { 'fixed: ': 'Fix ', 'added: ': 'Add ', 'removed: ': 'Remove ', 'changed: ': 'Change ', 'deprecated: ': 'Deprecate ' };

/** The lines that the change adds to a changelog, without their bullets. */
export function changelogNotes(files: FileChange[]): string[] {
  // A file of notes that is new as a whole, or rewritten, tells of other changes too.
  const notes = files
    .filter((file) => CHANGELOG.test(file.path) && file.added <= 20)
    .flatMap(addedLines)
    .map((line) => line.replace(/^[\s*+-]+/, '').trim())
    .filter((line) => /\p{L}+ \p{L}+/u.test(line) && !/^#|^(?:TODO|FIXME|XXX|HACK)\b/.test(line));
  return [...new Set(notes)].slice(0, MOST_NOTES);
}

function addedLines(file: FileChange): string[] {
  return file.hunks.flatMap(({ lines }) => lines.filter((line) => line[0] === '+')).map((line) => line.slice(1, LONGEST + 1));
}
