import { codeLikeWords } from '../checks/invented-names.ts';
import { constructNotShown, numbersNotShown, type Shown } from './sentence-claims.ts';
import { fillerIn } from './sentence-filler.ts';
import { flipsMessage } from './sentence-polarity.ts';
import { shiftsMessage } from './sentence-shifts.ts';

/** What a sentence about a diagnostic is judged against. All of it is text of others. */
export interface SentenceContext {
  message: string;
  rule: string;
  /** The lines of code that the model saw, without marks. */
  code: string;
  /** The piece of code that is reported, or its lines. */
  reported: string;
  /** The lines that are reported, whole. */
  lines: string;
  /** The rule's documentation, whole; '' where there is none. */
  documentation: string;
  /** The reason that is shown below the sentence; '' where there is none. */
  why: string;
}

export interface Judgement {
  /** What was judged: names, numbers, constructs, polarity, shift, subject, use, replacement, quotes, advice, message, reason, filler. */
  name: string;
  passed: boolean;
  reason: string;
}

const STOP_WORDS = new Set('a an the is are was be been being it its this that these those of in on at to for from by with and or as not no does do did has have had which who whose used use uses using should would could can may must will there here if when then than so such into out up one line code file'.split(' '));

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];
const stem = (word: string) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|ly)$/, '') : word);
const content = (text: string) => words(text).filter((word) => !STOP_WORDS.has(word)).map(stem);

/** Whether a sentence says nothing that the message does not. */
export function restates(sentence: string, message: string): boolean {
  const said = content(sentence);
  const given = new Set(content(message));
  return said.length > 0 && said.every((word) => given.has(word));
}

/** Words in a row that two texts share before one counts as a copy of the other. */
const COPIED_WORDS = 7;

function sharesWords(sentence: string, text: string): boolean {
  const given = ` ${words(text).join(' ')} `;
  const said = words(sentence);
  return said.some((_, at) => at + COPIED_WORDS <= said.length && given.includes(` ${said.slice(at, at + COPIED_WORDS).join(' ')} `));
}

const NO_USE = /\b(?:un(?:used|read|referenced|needed|necessar\w+)|useless|redundant|(?:never|not|n't|cannot be)\s+(?:\w+\s+)?(?:used|read|referenced|accessed|called|reassigned)|no effect|superfluous|dead)\b/i;
const SAYS_UNUSED = /\bunused\b|\b(?:never|not)\s+(?:being\s+)?(?:used|referenced|read)\b(?! (?:as|for|in|with|to|by|within|directly|correctly|properly)\b)/i;

/** Names that the message puts in quotes and the code has. */
function messageNames({ message, code }: SentenceContext): string[] {
  const quoted = Array.from(message.matchAll(/['"`‘]([^'"`’\n]{1,60})['"`’]/g), (match) => match[1]!);
  return quoted.map((name) => name.replace(/\(.*\)$/, '')).filter((name) => /^[\p{L}_$][\w$.]*$/u.test(name) && code.includes(name));
}

/** Code that a sentence proposes to write in place of what is there. */
const REPLACEMENT = [
  /\b(?:should|can|could|must|may) be (?:replaced|rewritten|simplified|written|changed|converted)(?: \w+)? (?:with|by|to|as|into)\s+`([^`\n]{2,})`/gi,
  /\b(?:replace|change|rewrite|rename)\s+(?:`[^`\n]*`|it|this|that)(?: \w+){0,3} (?:with|by|to|as|into)\s+`([^`\n]{2,})`/gi,
];

const squeezed = (text: string) => text.replace(/[\s`'"]+/g, '').toLowerCase();

/** Whether message, documentation or code have this piece of code; a tool's message may leave its arguments out. */
function proposed(piece: string, { code, text }: Shown): boolean {
  const given = squeezed(`${text}\n${code}`);
  return given.includes(squeezed(piece)) || given.includes(squeezed(piece).replace(/\(.*\)/, '(...)'));
}

/** A sentence that tells what to do. With a small letter it is a name. */
const ADVICE = /^(?:Use|Replace|Add|Remove|Move|Change|Rename|Specify|Pass|Return|Convert|Wrap|Make|Put|Sort|Merge|Split|Compare|Avoid|Consider|Ensure|Set)\b/;

/** What advice speaks of beside what the tool says and the reported piece. */
function ownWords(sentence: string, { message, reported, documentation }: SentenceContext): string[] {
  const given = new Set([...content(`${message} ${documentation}`), ...(reported.length <= LONGEST_REPORTED ? content(reported) : [])]);
  return [...new Set(content(sentence.replace(ADVICE, '')))].filter((word) => !given.has(word) && !FILLING.has(word));
}

/** Letters of a reported piece that is a name or an expression, not a whole statement. */
const LONGEST_REPORTED = 50;
const FILLING = new Set('statement call method function keyword variable argument parameter type notation instead'.split(' ').map(stem));

/** Pieces of code of several words that are quoted and stand so neither in the code nor in what the tool says. */
function quotedElsewhere(sentence: string, shown: Shown): string[] {
  // What the code is said not to be need not be there.
  return Array.from(sentence.matchAll(/(?<!\b(?:instead of|rather than|not|than) )`([^`\n]+)`/g), (match) => match[1]!).filter((piece) => /\w\W+\w/.test(piece) && !/^[\w.$#@/-]+(?:\(\))?$/.test(piece) && !proposed(piece, shown));
}

/**
 * Judges one sentence that a model has written about a finding against the message, the code that it saw and the documentation:
 * one judgement for each kind of fault. They are lexical and made to pass a sentence when in doubt.
 */
export function judgeSentence(text: string, given: SentenceContext): Judgement[] {
  const sentence = text.replace(/``+/g, '`').replace(/\s+/g, ' ');
  const context = { ...given, message: given.message.replace(/\s+/g, ' ') };
  const { message, rule, code, documentation, why } = context;
  const shown: Shown = { code, text: `${message}\n${rule}\n${documentation}` };
  const judged: Judgement[] = [];
  const judge = (name: string, fault: string | undefined, fine: string) => judged.push({ name, passed: fault === undefined, reason: fault ?? fine });

  const haystack = `${code}\n${shown.text}`.toLowerCase();
  const unknown = codeLikeWords(sentence).filter((word) => !(word.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).every((part) => haystack.includes(part)));
  judge('names', unknown.length > 0 ? `Neither in the code shown nor in the documentation: ${unknown.join(', ')}.` : undefined, 'Every name occurs.');

  const numbers = numbersNotShown(sentence, shown);
  judge('numbers', numbers.length > 0 ? `No such number in the code or the message: ${numbers.join(', ')}.` : undefined, 'Every number occurs.');

  const construct = constructNotShown(sentence, shown);
  judge('constructs', construct === undefined ? undefined : `The code shown has no ${construct}.`, 'What it names is there.');

  judge('polarity', flipsMessage(sentence, context), 'It does not say the opposite of the message.');
  judge('shift', shiftsMessage(sentence, context), 'It adds no condition, choice, role or use of its own.');

  const about = messageNames(context);
  const said = new Set(words(sentence).map(stem));
  const missed = about.length > 0 && !about.some((name) => words(name).every((word) => said.has(stem(word))));
  const other = codeLikeWords(sentence).length > 0;
  judge('subject', missed && other ? `The message is about ${about.join(', ')}, which it does not name.` : undefined, 'It is about what the message names.');

  const idle = SAYS_UNUSED.test(sentence) && !NO_USE.test(`${message} ${rule.replaceAll('-', ' ')}`);
  judge('use', idle ? 'It says that something is not used, which the rule is not about.' : undefined, 'It claims no lack of use that the rule is not about.');

  const replacements = REPLACEMENT.flatMap((form) => Array.from(sentence.matchAll(form), (match) => match[1]!)).filter((piece) => !proposed(piece, shown));
  judge('replacement', replacements.length > 0 ? `Neither the message nor the documentation proposes ${replacements.join(', ')}.` : undefined, 'It proposes nothing of its own.');

  const quotes = quotedElsewhere(sentence, shown);
  judge('quotes', quotes.length > 0 ? `Quoted as code, but it stands nowhere: ${quotes.join(', ')}.` : undefined, 'What it quotes stands there.');

  const own = ADVICE.test(sentence) ? ownWords(sentence, context) : [];
  judge('advice', own.length > 0 ? `Its advice is its own: the tool says nothing of ${own.join(', ')}.` : undefined, 'It advises nothing that the tool does not.');

  judge('message', restates(sentence, message) ? 'It says the message again.' : undefined, 'It says more than the message.');
  judge('reason', why !== '' && sharesWords(sentence, why) ? 'It says the reason again, as if the code did it.' : undefined, 'It does not copy the reason.');

  const filler = fillerIn(sentence, `${message}\n${documentation}`);
  judge('filler', filler === undefined ? undefined : `It says nothing of this code with "${filler}".`, 'It is about this code.');
  return judged;
}
