import { inventedNames } from '../checks/invented-names.ts';
import { unknownNumbers } from '../checks/unknown-numbers.ts';
import { partsOf } from '../commit/parts.ts';
import { tidyEnd } from '../commit/subject.ts';
import { tellsItTheOtherWayRound } from './come-and-gone.ts';
import type { PullRequestFacts } from './facts.ts';
import { inOrder } from './piece-points.ts';
import { MOST_TITLE_WORDS } from './prompt.ts';
import { pointsOfFiles } from './points.ts';
import { inSentenceCase } from './sentence-case.ts';
import { changelogSentence } from './stated-purpose.ts';
import { saysNothing, tidyPurpose } from './tidy.ts';
import { isGeneric, titleFrom, titleOfFiles, titleOfSubject } from './title.ts';

/** A changelog's line up to this length can be a title. */
const LONGEST_NOTE = 110;

/**
 * The title: the subject of the only commit that counts; what the change itself adds to the changelog; the model's words (`text`, whole or as far
 * as they have come); what it said of the purpose; the commits, weightiest first; at last what the files tell. Each only if it says something and invents nothing.
 */
export function chooseTitle(text: string, facts: PullRequestFacts): string {
  const { style, issues, commits, purpose, points, pieces, files } = facts;
  const own = commits.length === 1 ? [commits[0]!.subject] : [];
  const line = text.split('\n')[0]!.replace(/^["'\s]+|["'\s]+$/g, '');
  // The limit of words may have ended it behind an `and`.
  const whole = line.split(' ').length >= MOST_TITLE_WORDS ? tidyEnd(line) : line;
  const written = inSentenceCase(withoutWeakStart(tidyPurpose(whole, false)), files);
  const candidates = [
    ...own.map(byPerson),
    ...[...noteAsTitle(facts), written, purpose].map(byModel),
    ...(pieces.length > 1 ? inOrder(pieces).map((piece) => piece.by === 'message' ? byPerson(piece.subject ?? piece.text) : byModel(piece.text)) : points.slice(0, 1).map(byModel)),
  ];
  const good = candidates
    .filter(({ line }) => line !== '' && !saysNothing(partsOf(line).description))
    .map(({ line, read }) => read(line, style, issues))
    .find((title) => title !== '' && !isGeneric(title) && !tellsItTheOtherWayRound(title, facts.comeAndGone) && inventedNames(title, [facts.known]).length === 0 && unknownNumbers(title, facts.known).length === 0);
  return good ?? titleFrom(titleOfFiles(files), style, issues);
}

/** Words that a person wrote stay as they are. */
const byPerson = (line: string) => ({ line, read: titleOfSubject });
const byModel = (line: string) => ({ line, read: titleFrom });

/** The sentence that a change adds to the changelog says for people what it does. */
function noteAsTitle({ files, commits }: PullRequestFacts): string[] {
  const note = commits.length > 1 ? '' : changelogSentence(files);
  return note !== '' && note.length <= LONGEST_NOTE ? [note] : [];
}

function withoutWeakStart(text: string): string {
  return text.replace(/^(?:pull request|pr|title)\s*[:–-]\s*/i, '').replace(/,? (?:etc|and more)\.?$/i, '');
}

/** What is said; where nothing of the model's stands in the end, the files' own facts. */
export function orFacts({ lead, purpose, points, files, readable }: PullRequestFacts, text: string): Pick<PullRequestFacts, 'lead' | 'purpose' | 'points'> {
  return { lead, purpose, points: text !== '' && readable && purpose === '' && points.length === 0 ? pointsOfFiles(files) : points };
}
