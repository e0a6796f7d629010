import type { VersionChange } from '../changes/versions.ts';
import type { Routine } from './facts.ts';
import { partsOf } from './parts.ts';
import { again, withoutNumber } from './past-subject.ts';

const NUMBER = /(?<![\w.])(v?)(\d+\.\d+[\w.+-]*)/g;
const RELEASE = /\b(release|releasing|released|version|bump)\b/i;
/** Words that say that a version came out; another one may be the project's name. */
const SAYS_RELEASE = /^(?:(?:release|bump|publish|prepare|tag|cut|new|set)\w*|version|ver|for|to|from|the|of|->|=>|→|chore)[:,]?$/i;
/** A word that says that the version is what a change is about, or for. */
const SAYS_MORE = /^(?:fix|doc|add|updat|revert|change|test|support|drop|remov|note|merge|after|before|since|in|mention|clean|correct)/i;
const MOST_WORDS = 6;

/** The project's own version: in the words of the last release. None where the work on the next one begins. */
export function release(own: VersionChange, recentSubjects: string[]): Routine | undefined {
  if (/dev|snapshot/i.test(own.to)) return undefined;
  const lately = recentSubjects.map(withoutNumber);
  // The one that brought the version which this one follows; otherwise one that says that it is a release.
  const last = lately.find((subject) => isReleaseOf(own.from, partsOf(subject).description)) ?? lately.find((subject) => RELEASE.test(subject) && numbersIn(partsOf(subject).description).length === 1 && partsOf(subject).description.split(' ').length <= 3);
  if (last !== undefined) return again(last, (description) => [shifted(description, own)]);
  const unnumbered = lately.filter((subject) => /\brelease\b/i.test(subject) && subject.split(' ').length <= 2);
  const habit = unnumbered.find((subject) => unnumbered.filter((other) => other === subject).length > 1);
  return habit === undefined ? { text: `release ${own.to}`, whole: false, head: 'chore' } : again(habit);
}

function bare(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}

function numbersIn(description: string): string[] {
  return Array.from(description.matchAll(NUMBER), ([, , number]) => number!.replace(/[.:,]+$/, ''));
}

function isReleaseOf(version: string, description: string): boolean {
  const numbers = numbersIn(description);
  if (!numbers.includes(bare(version)) || numbers.length > 2) return false;
  const words = description.replace(NUMBER, ' ').split(/\s+/).filter((word) => /[\p{L}>→]/u.test(word));
  const others = words.filter((word) => !SAYS_RELEASE.test(word));
  return words.length <= MOST_WORDS && others.length <= 1 && !others.some((word) => SAYS_MORE.test(word));
}

/** The last release's words with this one's number; a second number in them is the one before. */
function shifted(description: string, own: VersionChange): string {
  const numbers = numbersIn(description);
  const current = numbers.includes(bare(own.from)) ? bare(own.from) : numbers[0]!;
  return description.replace(NUMBER, (_, letter: string, number: string) => {
    const end = /[.:,]+$/.exec(number)?.[0] ?? '';
    return `${letter}${bare(number.slice(0, number.length - end.length) === current ? own.to : own.from)}${end}`;
  });
}
