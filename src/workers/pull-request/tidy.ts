import { atClause, shorten } from './clauses.ts';
import { imperative, withoutLabel } from './imperative.ts';
import { isGeneric, withoutFiller, withoutUnknownIssues } from './title.ts';
import { wordsIn } from './word-count.ts';

const LONGEST_LINE = 240;
const FEWEST_WORDS = 3;
const NONE: ReadonlySet<string> = new Set();
/** What would be true of any change. */
const EMPTY_TALK =
  /^(?:improve[sd]?|enhance[sd]?|update[sd]?|refactor(?:ed|s)?|clean(?:ed)? up|test|document) (?:the )?(?:overall |new |existing )?(?:code(?:base)?|changes?|documentation|readability|maintainability|clarity|performance|user experience|error handling|features?|functionality)(?:(?:,| and| for| to| in)? (?:the )?(?:better |improved? )?(?:code|quality|organi[sz]ation|readability|maintainability|consistency|structure|clarity|functionality|documentation|readme(?:\.md)?|project))*$/i;
const EMPTY_ADDITION = /^add (?:an? |some |two |three |several )?(?:new )?(?:features?|functionality|functions?|methods?|class(?:es)?|files?|tests?|test cases?)$/i;
/** `Add a new feature to the library that allows users to stop it` says as much as `Allow to stop it` in three times the words. */
const ROUNDABOUT: [RegExp, string][] = [
  [/^(?:add|introduce|implement|include) (?:a |an |some )?(?:new )?(?:features?|functionality|options?|ability|support) (?:(?:to|in|for|of) [^,]{1,60}?,? )?(?:that|which) (?:allows?|enables?|lets?) (?:users?|developers?|you|people|it)? ?(?:to )?/i, 'allow to '],
  [/^(?:add|introduce|implement) (?:a |the )?(?:new )?(?:feature|functionality|ability) to (?!the\b|a\b|an\b|`)/i, 'allow to '],
  [/^(?:update|modify|change) (?:the )?(?:`[^`]+`|\S+\.\w+)(?: (?:file|module|script))? (?:in order )?to (?=\p{Ll}{3,} )/iu, ''],
];
/** Reasons that a small model gives to everything; nothing that it was shown says so. */
const COMMENTARY = /,? (?:as (?:it|they|this) (?:is|are|was|were) (?:no longer|not|now)\b.*|to (?:ensure|make sure|inform|verify)\b.*|for (?:the purpose of|consistency|clarity|better|improved)\b.*|as expected\b.*|(?:making|allowing|ensuring|improving|providing) .*|(?:explaining|describing|detailing) (?:its|their|the) (?:purpose|usage|use)\b.*)$|, which (?:is|are|was|were) [^,]*$/i;
/** Where in the project it happens, which the files tell. */
const WHEREABOUTS = / (?:in|to|of|for|from) the (?:(?:`[^`]+`|\S+) (?:library|project|codebase|module|repository|package|file)|codebase|project|repository|library|application)$/i;

/** The model's words for a purpose, as they go on after `to`; cut off where the model had to stop in the middle. */
export function tidyPurpose(text: string, cut: boolean): string {
  const plain = clean(text, cut).replace(/^to /i, '');
  const direct = ROUNDABOUT.reduce((words, [roundabout, short]) => words.replace(roundabout, short), plain);
  const shorter = direct.replace(WHEREABOUTS, '');
  const kept = shorter.split(' ').length >= FEWEST_WORDS ? shorter : direct;
  return imperative(kept).replace(/^\p{Lu}(?=\p{Ll}+ )/u, (letter) => letter.toLowerCase());
}

/** A point without its bullet and full stop. */
export function tidyPoint(text: string, cut: boolean): string {
  const plain = withoutLabel(clean(text, cut));
  return plain.charAt(0).toUpperCase() + imperative(plain).slice(1);
}

/** True where a line would fit any change. */
export function saysNothing(line: string): boolean {
  return wordsIn(line) < FEWEST_WORDS || EMPTY_TALK.test(line) || EMPTY_ADDITION.test(line) || isGeneric(line);
}

function clean(text: string, cut: boolean): string {
  const line = withoutUnknownIssues(text.replace(/\*\*/g, '').replace(/\s+/g, ' '), NONE).trim();
  const whole = cut ? atClause(line) : line;
  const plain = withoutFiller(whole.replace(/[\s.,;:]+$/, ''));
  const shorter = plain.replace(COMMENTARY, '');
  return shorten(shorter.split(' ').length > FEWEST_WORDS ? shorter : plain, LONGEST_LINE);
}
