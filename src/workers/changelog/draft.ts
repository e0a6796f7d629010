import { changesOf, type Change } from './changes.ts';
import { houseOf, type ChangelogHouse } from './house.ts';
import type { ChangelogFacts, ChangelogOutput, FileEdit } from './input.ts';
import { emptyHouse, mergeInto, newChangelog } from './merge.ts';
import { notesOf } from './notes.ts';
import { refuseUnreadable } from './readable.ts';
import { formOf, listedCategories, sectionsOf } from './sections.ts';
import { changesetsOf, fragmentsOf, withoutTold } from './small-files.ts';

const NEW_FILE = 'CHANGELOG.md';

/** What code makes of the facts: the whole answer but for the opening of release notes. */
export interface Draft {
  output: ChangelogOutput;
  changes: Change[];
  house: ChangelogHouse;
}

/** Facts with what code makes of them, which is made once: an answer that streams is read at every word. */
export interface DraftedFacts extends ChangelogFacts {
  drafted: Draft;
}

export function withDraft(facts: ChangelogFacts): DraftedFacts {
  return { ...facts, drafted: draft(facts) };
}

/** The release notes with these sentences before them; an entry is as it was drafted. */
export function withOpening({ drafted: { output, changes, house }, ...facts }: DraftedFacts, opening: string): ChangelogOutput {
  return output.kind === 'notes' ? { ...output, entry: notesOf(changes, opening, facts, house) } : output;
}

export function draft(facts: ChangelogFacts): Draft {
  const { kind, root, range, habits } = facts;
  const house = houseOf(habits.changelog);
  const own = formOf(house, habits.changelog?.text);
  const whole = { kind, root, range };
  if (kind === 'notes') {
    const changes = changesOf(facts, listedCategories(house, own));
    return { output: { ...whole, form: own, path: null, entry: notesOf(changes, '', facts, house), files: [] }, changes, house };
  }
  // A version's entry is made of the small files by the project's own tool; what is given a version here goes into the changelog itself.
  const folder = facts.version === undefined ? (habits.changesets ?? habits.fragments) : null;
  if (folder) {
    const changes = changesOf({ ...facts, commits: withoutTold(facts.commits, folder) }, new Set());
    const form = folder === habits.changesets ? 'changesets' : 'fragments';
    const files = habits.changesets ? changesetsOf(changes, habits.changesets, facts.last?.version) : fragmentsOf(changes, folder);
    return { output: { ...whole, form, path: folder.path, entry: files.map(shown).join('\n\n'), files }, changes, house };
  }
  if (habits.changelog !== null) refuseUnreadable(habits.changelog.path, house);
  const changes = changesOf({ ...facts, commits: withoutWritten(facts) }, listedCategories(house, own));
  const path = habits.changelog?.path ?? NEW_FILE;
  const text = habits.changelog?.text ?? newChangelog();
  const base = habits.changelog === null ? emptyHouse(house, text) : house;
  const merged = mergeInto(sectionsOf(changes, own, base), { path, text, house: base, version: facts.version, date: facts.date, last: facts.last });
  const changed = merged.entry !== '' && merged.text !== text;
  return { output: { ...whole, form: own, path, entry: merged.entry, files: changed ? [{ path, before: habits.changelog?.text ?? null, after: merged.text }] : [] }, changes, house };
}

/** The commits without those that wrote their own lines into the changelog, or whose request did. */
function withoutWritten({ commits, merged, habits }: ChangelogFacts): ChangelogFacts['commits'] {
  const { changelog } = habits;
  if (changelog === null) return commits;
  const written = new Set(commits.filter(({ paths }) => paths.includes(changelog.path)).map(({ id }) => id));
  for (const { commits: ids } of merged) if (ids.some((id) => written.has(id))) for (const id of ids) written.add(id);
  return commits.filter(({ id }) => !written.has(id));
}

function shown({ path, after }: FileEdit): string {
  return `${path}:\n\n${after.trimEnd()}`;
}
