import { inventedNames } from '../checks/invented-names.ts';
import { partsOf } from '../commit/parts.ts';
import type { PullRequestFacts } from './facts.ts';
import { pointsOfFiles } from './points.ts';
import { changelogNotes } from './stated-purpose.ts';
import { saysNothing, tidyPurpose } from './tidy.ts';
import { isGeneric, titleFrom, titleOfFiles } from './title.ts';

/** A changelog's line up to this length can be a title. */
const LONGEST_NOTE = 90;

/**
 * The title: the subject of the only commit that counts; what the change itself adds to the changelog; the model's words (`text`, whole or as far
 * as they have come); what it said of the purpose; the weightiest commit; at last what the files tell. Each only if it says something and invents nothing.
 */
export function chooseTitle(text: string, facts: PullRequestFacts): string {
  const { style, issues, commits, purpose, points, files } = facts;
  const own = commits.length === 1 ? [commits[0]!.subject] : [];
  const written = withoutWeakStart(tidyPurpose(text.split('\n')[0]!.replace(/^["'\s]+|["'\s]+$/g, ''), false));
  const candidates = [...own, ...noteAsTitle(facts), written, purpose, ...points.slice(0, 1)];
  const good = candidates
    .filter((candidate) => candidate !== '' && !saysNothing(partsOf(candidate).description))
    .map((candidate) => titleFrom(candidate, style, issues))
    .find((title) => title !== '' && !isGeneric(title) && inventedNames(title, [facts.known]).length === 0);
  return good ?? titleFrom(titleOfFiles(files), style, issues);
}

/** The one line that a change adds to the changelog says for people what it does. */
function noteAsTitle({ files, commits }: PullRequestFacts): string[] {
  const notes = commits.length > 1 ? [] : changelogNotes(files);
  return notes.length === 1 && notes[0]!.length <= LONGEST_NOTE ? [notes[0]!.replace(/^(?:Fixed|Added|Removed|Changed|Security|Deprecated): /, (head: string) => VERBS[head] ?? '')] : [];
}

const VERBS: Record<string, string> = { 'Fixed: ': 'Fix ', 'Added: ': 'Add ', 'Removed: ': 'Remove ', 'Changed: ': 'Change ', 'Deprecated: ': 'Deprecate ' };

function withoutWeakStart(text: string): string {
  return text.replace(/^(?:pull request|pr|title)\s*[:–-]\s*/i, '');
}

/** What is said; where nothing of the model's stands in the end, the files' own facts. */
export function orFacts({ purpose, points, files, readable }: PullRequestFacts, text: string): Pick<PullRequestFacts, 'purpose' | 'points'> {
  return text !== '' && readable && purpose === '' && points.length === 0 ? { purpose, points: pointsOfFiles(files) } : { purpose, points };
}
