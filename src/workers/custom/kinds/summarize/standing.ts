import { namesMissing } from '../transform/names.ts';
import { numbersMissing } from '../transform/numbers.ts';
import { sentencesOf } from '../sentences.ts';
import { contentWords } from './find-lines.ts';

const LONGEST = 400;
const SHORTEST = 3;
/** What is said about the text instead of what it says, where the rest is a sentence. */
const ABOUT = /^(?:(?:this|the) (?:text|part|section|passage|document|excerpt|snippet|code snippet|file|provided text|given text|window)|it) (?:says|states|explains|mentions|notes) that (?=\S)/i;
const EMPTY = /^(?:sure|certainly|here (?:is|are)|i'm sorry|i am sorry|sorry|as an ai|in summary[,:]?$|summary:?$)/i;

/** Whether a sentence says something, and names and counts only what the text does. */
export function stands(sentence: string, known: string): boolean {
  if (sentence.length > LONGEST || EMPTY.test(sentence) || (sentence.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < SHORTEST) return false;
  return numbersMissing(sentence, known).length === 0 && namesMissing(sentence, known).length === 0;
}

/** Without marks of lists and of emphasis, and without `This text says that`. */
export function tidy(sentence: string): string {
  const bare = sentence.replace(/^\s*(?:[-*•>]+|\d{1,2}[.)])\s+/, '').replace(/\*\*|__/g, '').replace(/\s+/g, ' ').trim();
  return bare.replace(ABOUT, '').replace(/^\p{Ll}(?=\p{Ll}* )/u, (letter) => letter.toUpperCase());
}

/** The sentence of a text that has most of the words which the text has most: what code says where the model says nothing that stands. */
export function mainSentence(lines: readonly string[]): { text: string; line: number } | undefined {
  const counts = new Map<string, number>();
  const perLine = lines.map((line) => contentWords(line));
  for (const words of perLine) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let best: { text: string; line: number; value: number } | undefined;
  for (const [line, text] of lines.entries()) {
    for (const sentence of sentencesOf(text)) {
      const bare = tidy(sentence).replace(/^#+\s*/, '');
      const words = contentWords(bare);
      if (words.length < SHORTEST || bare.length > LONGEST) continue;
      // Prose comes before tables and code, and whole sentences before headings.
      const prose = /^[\p{L}"'`([]/u.test(bare) && !/[{};|]|^\s*<|https?:/.test(bare) ? 2 : 1;
      const value = (words.reduce((sum, word) => sum + Math.log(1 + counts.get(word)!), 0) / Math.sqrt(words.length + 4)) * prose * (/[.!?]$/.test(bare) ? 1.5 : 1);
      if (!best || value > best.value) best = { text: bare, line, value };
    }
  }
  if (best) return { text: best.text, line: best.line };
  const line = lines.findIndex((each) => /[\p{L}\p{N}]/u.test(each));
  return line < 0 ? undefined : { text: lines[line]!.trim().slice(0, 120), line };
}
