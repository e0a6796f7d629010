import { inventedNames } from '../checks/invented-names.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainOutput } from './input.ts';
import { sentences } from './rule-text.ts';

const LONGEST = 420;

/** Everything whose names an answer may use. */
export function known({ input, documentationText }: ExplainFacts): string[] {
  return [input.source, input.diagnostic.message, input.diagnostic.rule, input.diagnostic.tool, input.language, documentationText];
}

/** Words of a text for comparing two, case and punctuation aside. */
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** True where the text says the message again, in nearly the same words. */
export function repeats(text: string, message: string): boolean {
  const said = words(text);
  const given = new Set(words(message));
  return said.length > 0 && said.filter((word) => given.has(word)).length / said.length > 0.9;
}

function plain(text: string): string {
  return text
    .replace(/\*\*|__(?=\s|$)|^\s*(?:[-*>#]+|\d+\.)\s+/gm, '')
    .replace(/!?\[([^\]]+)\]\([^)]*\)/g, '$1')
    // One letter or sign in backquotes would look like the end of a name.
    .replace(/`([^`]*)`/g, (quoted, name: string) => (name.length === 1 ? `'${name}'` : quoted))
    .replace(/\s+/g, ' ')
    .trim();
}

/** A judgement or advice hung on at the end is where small models go wrong; the reason and the fix say it better. */
const HUNG_ON = /,? (?:(?:but |and )?which (?:is|are) (?:not|un\w+|considered)\b|but (?:it|they) should\b|so (?:it|they) should\b)[^.;]*(?=\.?$)/;
const ADVICE = /\bshould (?:be|use|have)\b|\brecommended approach\b/;

/** The first sentence that neither names what is not there, says the message again nor gives advice; the first one where all do. */
function tidy(text: string, facts: ExplainFacts): string {
  let kept = sentences(plain(text)).map((sentence) => sentence.replace(HUNG_ON, ''));
  const without = (drop: (sentence: string) => boolean) => {
    const rest = kept.filter((sentence) => !drop(sentence));
    if (rest.length > 0) kept = rest;
  };
  without((sentence) => inventedNames(sentence, known(facts)).length > 0);
  without((sentence) => repeats(sentence, facts.input.diagnostic.message));
  without((sentence) => ADVICE.test(sentence));
  // One was asked for; more is the model talking on, and more often wrong.
  const short = kept[0] ?? '';
  return short.length <= LONGEST ? short : `${short.slice(0, LONGEST).replace(/\s\S*$/, '')} …`;
}

/**
 * Reads the model's sentence, whole or as far as it has come, and its reason where it was asked for one. What the model has not said
 * stands as the tool has it: its message for the problem, its documentation for the reason.
 */
export function readAnswer(text: string, facts: ExplainFacts): ExplainOutput {
  const [, problem = '', why = ''] = /^\s*(?:PROBLEM:)?([\s\S]*?)(?:\n\s*WHY:?([\s\S]*))?$/.exec(text) ?? [];
  return {
    problem: tidy(problem, facts) || facts.input.diagnostic.message,
    why: facts.rule.why || tidy(why, facts),
    fix: null,
    idea: null,
    documentation: facts.documentation,
  };
}
