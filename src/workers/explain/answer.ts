import { withoutFiller } from './sentence-filler.ts';
import type { ExplainFacts } from './facts.ts';
import type { ExplainOutput } from './input.ts';
import { type Judgement, judgeSentence } from './judge-sentence.ts';
import { sentences } from './rule-text.ts';

const LONGEST = 420;
const LONGEST_CODE = 60;

/** Everything whose names an answer may use. */
export function known({ input, documentationText, rule }: ExplainFacts): string[] {
  return [input.source, input.diagnostic.message, input.diagnostic.rule, input.diagnostic.tool, input.language, documentationText, rule.why];
}

/** A judgement or advice hung on at the end is where small models go wrong; the reason and the fix say it better. */
const HUNG_ON = /,? (?:(?:but |and )?which (?:is|are) (?:not|un\w+|considered)\b|but (?:it|they) should\b|so (?:it|they) should\b)[^.;]*(?=\.?$)/;
/** The reason stands below, from documentation; the model's is a guess. */
const OWN_REASON = /,? because\b[^.;]*(?=\.?$)/;
/** What is left of a sentence whose reason was all that it said. */
const SAYS_NO_MORE = /\b(?:is|are|was|were) (?:reported|flagged|wrong|bad|incorrect|invalid|unsafe|not (?:safe|good|ideal|correct)|a problem|an issue)\.?$/i;
/** Faults that make a sentence say less, not something false. */
const MILD = new Set(['message', 'filler']);

function plain(text: string): string {
  return text
    .replace(/\*\*|__(?=\s|$)|^\s*(?:[-*>#]+|\d+\.)\s+/gm, '')
    .replace(/!?\[([^\]]+)\]\([^)]*\)/g, '$1')
    // One letter or sign in backquotes would look like the end of a name.
    .replace(/`([^`]*)`/g, (quoted, name: string) => (name.length === 1 ? `'${name}'` : quoted))
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutReason(text: string): string {
  const shorter = text.replace(OWN_REASON, '');
  return shorter !== text && SAYS_NO_MORE.test(shorter) ? '' : shorter;
}

export function judge(sentence: string, { input, code, documentationText, rule }: ExplainFacts): Judgement[] {
  const { message, rule: name } = input.diagnostic;
  const lines = code.lines.map(({ text }) => text).join('\n');
  const marked = code.lines.filter((line) => line.marked).map(({ text }) => text).join('\n');
  return judgeSentence(sentence, { message, rule: name, code: lines, reported: code.reported || marked, lines: marked, documentation: `${documentationText}\n${rule.what}`, why: rule.why });
}

/** The first sentence that nothing speaks against, short enough to be read at a glance; '' where there is none. */
function tidy(text: string, facts: ExplainFacts): string {
  const sound = sentences(plain(text))
    .map((sentence) => withoutFiller(sentence.replace(HUNG_ON, ''), facts.documentationText))
    .filter((sentence) => sentence !== '' && judge(sentence, facts).every(({ name, passed }) => passed || MILD.has(name)));
  // One was asked for; more is the model talking on, and more often wrong.
  const short = sound.find((sentence) => judge(sentence, facts).every(({ passed }) => passed)) ?? sound[0] ?? '';
  return short.length <= LONGEST ? short : `${short.slice(0, LONGEST).replace(/\s\S*$/, '')} …`;
}

/** What the tool says, with the piece of code that it says it of: never wrong, where the model's sentence was. */
export function fromMessage({ input, code }: ExplainFacts): string {
  const message = input.diagnostic.message.replace(/\s+/g, ' ').trim();
  const [line = ''] = code.lines.filter(({ marked }) => marked).map(({ text }) => text.trim());
  const piece = code.reported || line;
  const quotable = piece.length > 1 && piece.length <= LONGEST_CODE && !piece.includes('`');
  return quotable && !message.includes(piece) ? `\`${piece}\`: ${message}` : message;
}

/**
 * Reads the model's sentence, whole or as far as it has come, and its reason where it was asked for one. A sentence that contradicts the message,
 * the code or the documentation, or names what is in none of them, is dropped; then the tool's own message stands, with the code that it is about.
 */
export function readAnswer(text: string, facts: ExplainFacts): ExplainOutput {
  const [, problem = '', why = ''] = /^\s*(?:PROBLEM:)?([\s\S]*?)(?:\n\s*WHY:?([\s\S]*))?$/.exec(text) ?? [];
  return {
    problem: tidy(withoutReason(problem), facts) || fromMessage(facts),
    why: facts.rule.why || tidy(why, facts),
    fix: null,
    idea: null,
    documentation: facts.documentation,
  };
}
