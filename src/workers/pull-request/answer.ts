import { inventedNames } from '../checks/invented-names.ts';
import type { PullRequestFacts } from './facts.ts';
import { callsOldNew, mergeAlike, pointsOfFiles } from './points.ts';
import { imperative, isGeneric, shorten, titleFrom, titleOfFiles, withoutFiller, withoutLabel, withoutUnknownIssues } from './title.ts';

const MOST_POINTS = 5;
const LONGEST_POINT = 240;
/** Sentences that would fit any change. */
const EMPTY_TALK = /^(?:improve[sd]?|enhance[sd]?|update[sd]?|refactor(?:ed|s)?|clean(?:ed)? up) (?:the )?(?:overall )?(?:code(?:base)?|documentation|readability|maintainability|clarity|performance|user experience|error handling)(?:(?:,| and| for| to)? (?:the )?(?:better |improved? )?(?:code|quality|organi[sz]ation|readability|maintainability|consistency|structure|clarity|functionality))*$/i;

export interface Answer {
  title: string;
  /** Plain lines, without a bullet. */
  points: string[];
}

/** Reads the model's lines, whole or as far as they have come: the title's line, and points after `- `. What code can see to be wrong is left out. */
export function readAnswer(text: string, facts: PullRequestFacts): Answer {
  const lines = text.split('\n');
  const last = lines.length - 1;
  const points: string[] = [];
  let titleLine = '';
  let judgedPoints = 0;
  lines.forEach((line, index) => {
    const point = /^\s*[-*•]\s+(.+)$/.exec(line)?.[1];
    if (point === undefined) {
      // `Tit` is not a title yet.
      if (titleLine === '' && !'Title: '.startsWith(line.trimStart())) titleLine = line;
      return;
    }
    const cleaned = pointFrom(point, facts.issues);
    // A line that is still being written is shown, and judged when it is whole.
    const judged = index < last;
    if (judged) judgedPoints++;
    if (cleaned === '' || EMPTY_TALK.test(cleaned) || points.some((other) => sameWords(other, cleaned))) return;
    if (judged && (callsOldNew(cleaned, facts.before) || inventedNames(cleaned, [facts.known]).length > 0)) return;
    points.push(cleaned);
  });
  const kept = mergeAlike(points).slice(0, MOST_POINTS);
  // Every answer has at least two points: where none of those stands, the facts speak.
  return { title: chooseTitle(titleLine, kept, facts), points: kept.length === 0 && judgedPoints >= 2 ? pointsOfFiles(facts.files) : kept };
}

/** The commit's subject where the branch has one commit; else the model's line, if it says something and invents nothing; else the first point; else what the files tell. */
function chooseTitle(line: string, points: string[], facts: PullRequestFacts): string {
  const { style, issues, commits } = facts;
  const subject = commits.length === 1 ? titleFrom(commits[0]!.subject, style, issues) : '';
  if (subject !== '' && !isGeneric(subject)) return subject;
  const candidates = [imperative(withoutLabel(line.replace(/^\s*title:\s*/i, ''))), ...points.slice(0, 1)].map((candidate) => titleFrom(candidate, style, issues)).filter((title) => title !== '');
  const good = candidates.find((title) => !isGeneric(title) && inventedNames(title, [facts.known]).length === 0);
  return good ?? titleFrom(titleOfFiles(facts.files), style, issues);
}

function pointFrom(text: string, issues: ReadonlySet<string>): string {
  // One sentence: what small models add after it is commentary.
  const sentence = /^.{20,}?[^\s.]{3,}[.!](?=\s)/.exec(text)?.[0] ?? text;
  const plain = withoutFiller(withoutLabel(withoutUnknownIssues(sentence.replace(/\*\*/g, '').replace(/\s+/g, ' ').trim(), issues)));
  return shorten(imperative(plain.charAt(0).toUpperCase() + plain.slice(1)), LONGEST_POINT);
}

function sameWords(one: string, other: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu)?.join(' ') ?? '';
  return words(one) === words(other);
}
