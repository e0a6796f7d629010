import { changesOf, type Change } from './changes.ts';
import { houseOf, type ChangelogHouse } from './house.ts';
import type { ChangelogFacts, ChangelogOutput, FileEdit, LeftOut } from './input.ts';
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
  const whole = { kind, root, range, commits: facts.commits.length };
  if (kind === 'notes') {
    const { changes, leftOut } = changesOf(facts, listedCategories(house, own));
    return { output: { ...whole, leftOut, form: own, path: null, entry: notesOf(changes, '', facts, house), files: [] }, changes, house };
  }
  // A version's entry is made of the small files by the project's own tool; what is given a version here goes into the changelog itself.
  const folder = facts.version === undefined ? (habits.changesets ?? habits.fragments) : null;
  if (folder) {
    const commits = withoutTold(facts.commits, folder);
    const { changes, leftOut } = changesOf({ ...facts, commits }, new Set());
    const form = folder === habits.changesets ? 'changesets' : 'fragments';
    const files = habits.changesets ? changesetsOf(changes, habits.changesets, facts.last?.version) : fragmentsOf(changes, folder);
    return { output: { ...whole, leftOut: [...leftOut, ...toldOf(facts, commits)], form, path: folder.path, entry: files.map(shown).join('\n\n'), files }, changes, house };
  }
  if (habits.changelog !== null) refuseUnreadable(habits.changelog.path, house);
  const commits = withoutWritten(facts);
  const { changes, leftOut } = changesOf({ ...facts, commits }, listedCategories(house, own));
  const path = habits.changelog?.path ?? NEW_FILE;
  const text = habits.changelog?.text ?? newChangelog();
  const base = habits.changelog === null ? emptyHouse(house, text) : house;
  const sections = sectionsOf(changes, own, base);
  const placed = new Set(sections.flatMap(({ points }) => points.map(({ change }) => change)));
  const homeless = changes.filter((change) => !placed.has(change)).map((change): LeftOut => ({ subject: change.text, reason: 'no place' }));
  const merged = mergeInto(sections, { path, text, house: base, version: facts.version, date: facts.date, last: facts.last });
  const changed = merged.entry !== '' && merged.text !== text;
  const files = changed ? [{ path, before: habits.changelog?.text ?? null, after: merged.text }] : [];
  return { output: { ...whole, leftOut: [...leftOut, ...homeless, ...toldOf(facts, commits)], form: own, path, entry: merged.entry, files }, changes, house };
}

function toldOf({ commits }: ChangelogFacts, others: ChangelogFacts['commits']): LeftOut[] {
  const left = new Set(others);
  return commits.filter((commit) => !left.has(commit)).map(({ subject }) => ({ subject, reason: 'told already' }));
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
