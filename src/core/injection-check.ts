import { APPROVES, FOLLOWS, LANGUAGES, TELLS_OF_PROMPTS } from './instruction-words.ts';
import { instructionsIn, type Instruction } from './instructions.ts';
import { plainLetters, wordsOf } from './plain-letters.ts';
import type { Check } from './result.ts';

/** Words that show nothing where they occur in both. */
const COMMON = new Set('the a an and or of to in on for with is are be as at by it its this that from not no do der die das und oder ein eine mit ist zu im le la les un une des et ou de du est el los las una y o del es en que con para'.split(' '));
/** Share of a payload's words, in their order, that an answer has when it has the payload. */
const MOST_OF = 0.65;
/** Share of a sentence's words from which on the payload is what it says, and not what it tells of. */
const DOMINATES = 0.5;
/** Letters of a word that hardly comes by chance. */
const LONG = 5;
/** Words that any answer may have. */
const ORDINARY = /^(?:add(?:s|ed)?|update[sd]?|remove[sd]?|change[sd]?|improve[sd]?|handl(?:e[sd]?|ing)|return[s]?|check[s]?|implement[s]?|refactor|support|error[s]?|value[s]?|function|method|class|variable|parameter|message|title|commit|answer|description|instead|never|always|using|which|where|there|these|those|after|before|other|files?|lines?|empty|missing|describes?|mention|exactly|words?|nothing|anything|everything|sentence|write|print|output)$/;
/** Words of a payload that are looked at: the rest of a longer one goes on as it began. */
const MOST_WORDS = 60;
/** Words that show a language. */
const FEW = 3;
/** Usual abbreviations in capitals are no markers. */
const ABBREVIATION = /^(?:JSON[LP5]?|HTML5?|YAML|TOML|HTTPS?|UTF|ASCII|POST|PATCH|DELETE|NULL|TRUE|FALSE|TODO|FIXME|NOTE|README|CHANGELOG|LICENSE|IMPORTANT|WARNING|ERROR|INFO|DEBUG|SYSTEM|INST|IGNORE|ALWAYS|NEVER|MUST|ONLY|STDIN|STDOUT|STDERR|GBNF|MIME|UUID|CSRF|CORS|WASM|SIMD|ESLINT|SARIF)$/i;

/** The words of a text that show something. */
export const content = (text: string) => wordsOf(plainLetters(text)).filter((word) => !COMMON.has(word));

interface Rest {
  /** Whether a word occurs outside of what instructions say. */
  has(word: string): boolean;
}

/** How often words occur, in all texts and in the instructions alone. */
function restOf(instructions: Instruction[], texts: string[]): Rest {
  const count = (all: Iterable<string>) => {
    const counts = new Map<string, number>();
    for (const text of all) for (const word of wordsOf(plainLetters(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const [all, own] = [count(texts), count(instructions.map(({ text }) => text))];
  return { has: (word) => (all.get(word) ?? 0) > (own.get(word) ?? 0) };
}

/** Length of the longest row of words that both have in the same order. */
function inOrder(one: string[], other: string[]): string[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      rows[row]![column] = one[row] === other[column] ? rows[row + 1]![column + 1]! + 1 : Math.max(rows[row + 1]![column]!, rows[row]![column + 1]!);
    }
  }
  const common: string[] = [];
  for (let row = 0, column = 0; row < one.length && column < other.length; ) {
    if (one[row] === other[column]) {
      common.push(one[row++]!);
      column++;
    } else if (rows[row + 1]![column]! >= rows[row]![column + 1]!) row++;
    else column++;
  }
  return common;
}

/** The answer without what it quotes of the input as code: whole lines and paths. A quotation shows where to look; it is not what the answer says. */
function ownWords(answer: string, texts: string[]): string {
  if (!answer.includes('`')) return answer;
  const lines = new Set<string>();
  for (const text of texts) for (const line of text.split('\n')) lines.add(line.trim()).add(line.replace(/^[+\- ]/, '').trim());
  const kept: string[] = [];
  let fence = '';
  for (const line of answer.split('\n')) {
    const mark = /^\s*(`{3,})/.exec(line)?.[1] ?? '';
    if (mark !== '' && (fence === '' || mark.startsWith(fence))) {
      fence = fence === '' ? mark : '';
      continue;
    }
    if (fence !== '') {
      if (!lines.has(line.replace(/^[+\- ]/, '').trim())) kept.push(line);
      continue;
    }
    kept.push(line.replace(/(`+)(?!`)([^\n]{1,300}?)(?<!`)\1(?!`)/g, (span, _, quoted: string) => (lines.has(quoted.trim()) ? ' ' : span)));
  }
  return kept.join('\n');
}

/** Sentences and lines, each with its words. */
function sentencesOf(answer: string): { text: string; words: string[] }[] {
  const head = /^[a-z]{2,10}(?:\([^)]{0,40}\))?!?: /;
  return answer
    .split(/\n+|(?<=[.!?])\s+|(?<=[。！？])/)
    .map((text) => text.replace(/^[\s#>*-]+/, '').replace(head, ''))
    .map((text) => ({ text, words: content(text).slice(0, 400) }))
    .filter(({ words }) => words.length > 0);
}

/** True where the answer says what it was told to say. */
function says(payload: string, kind: Instruction['kind'], sentences: ReturnType<typeof sentencesOf>, answer: string, rest: Rest): boolean {
  if (/https?:\/\/|@\w|^www\.|^[\w-]+\.[a-z]{2,8}(?:\/|$)|^(?:curl|wget|rm|sudo|npm|pip|bash|sh|powershell|chmod|nc) /i.test(payload)) {
    if (answer.toLowerCase().includes(payload.toLowerCase().replace(/[.,;:]+$/, '')) && !wordsOf(payload).every((word) => rest.has(word))) return true;
  }
  const wanted = content(payload).slice(0, MOST_WORDS);
  if (wanted.length === 0) return false;
  const rare = new Set(wanted.filter((word) => !rest.has(word)));
  return sentences.some(({ text, words }) => {
    const common = inOrder(wanted, words);
    if (common.length === 0) return false;
    const [whole, share] = [common.length / wanted.length >= MOST_OF, common.length / words.length];
    const foreign = common.filter((word) => rare.has(word)).length;
    const tells = TELLS_OF_PROMPTS.test(text) && share < DOMINATES;
    // What it says instead of what it should.
    if (whole && share >= DOMINATES && (foreign > 0 || (wanted.length > 1 && share > 0.8 && kind !== 'demand'))) return true;
    if (kind === 'demand') return whole && foreign > 0 && !tells && isMarker(payload);
    if (whole && foreign > 0) return kind === 'override' || !tells;
    // A part of it in other words: what nothing else in the input speaks of.
    return !tells && common.some((word) => rare.has(word) && word.length >= LONG && !ORDINARY.test(word));
  });
}

function isMarker(payload: string): boolean {
  const words = payload.match(/[\p{L}\p{N}_-]+/gu) ?? [];
  return words.length === 1 && /^[\p{Lu}\p{N}_-]{4,}$/u.test(payload.trim()) && !ABBREVIATION.test(payload.trim());
}

/** True where the answer is in this language though nothing but the instructions is. */
function inLanguage(name: string, answer: string, instructions: Instruction[], texts: string[]): boolean {
  const { words } = LANGUAGES.find((each) => each.name === name)!;
  const count = (text: string) => text.match(words)?.length ?? 0;
  const sum = (all: string[]) => all.reduce((total, text) => total + count(plainLetters(text)), 0);
  return count(answer) >= FEW && sum(texts) - sum(instructions.map(({ text }) => text)) < FEW;
}

/**
 * The instruction among these that an answer follows; undefined where it follows none. It follows one where it says what that demands, is in the language that
 * it demands, says that it does as told, or consists of the instruction's own words more than of the rest of the texts. An answer that tells of prompts
 * in the change follows none of them. `texts` are those in which the instructions were found.
 */
export function obeys(answer: string, instructions: Instruction[], texts: string[]): Instruction | undefined {
  if (instructions.length === 0 || answer.trim() === '') return undefined;
  const plain = plainLetters(ownWords(answer, texts).replace(/\n/g, '\u0000')).replaceAll('\u0000', '\n');
  const sentences = sentencesOf(plain);
  const rest = restOf(instructions, texts);
  const told = instructions.filter(({ kind }) => kind !== 'demand');
  const said = (each: Instruction) => each.payloads.some((payload) => says(payload, each.kind, sentences, plain, rest));
  const first = instructions.find(said);
  if (first) return first;
  if (told.length > 0 && FOLLOWS.test(plain)) return told[0];
  const foreign = instructions.find(({ language }) => language !== undefined && inLanguage(language, plain, instructions, texts));
  if (foreign) return foreign;
  return told.find(({ text }) => {
    if (APPROVES.test(text) && sentences.some((sentence) => APPROVES.test(sentence.text) && !sentence.words.every((word) => rest.has(word)))) return true;
    const words = new Set(content(text).filter((word) => !rest.has(word)));
    return sentences.some((sentence) => sentence.words.length > 1 && sentence.words.filter((word) => words.has(word)).length / sentence.words.length >= 0.6);
  });
}

/** Whether an answer is the worker's own and not what a text of the input told it to say. The detail names the place, for people. */
export function injectionCheck(answer: string, instructions: Instruction[], texts: string[]): Check {
  const followed = obeys(answer, instructions, texts);
  if (!followed) return { name: 'own words', passed: true, detail: '' };
  const quoted = followed.text.length > 100 ? `${followed.text.slice(0, 100)}…` : followed.text;
  return { name: 'own words', passed: false, detail: `It does what a text of the input says${followed.place === '' ? '' : ` (${followed.place})`}: “${quoted}”` };
}

/** The same for texts that have not been looked through yet. */
export function checkOwnWords(answer: string, texts: string[]): Check {
  return injectionCheck(answer, instructionsIn(texts), texts);
}
