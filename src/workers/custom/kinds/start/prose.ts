import * as z from 'zod';
import type { Preparation } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { probabilityOf } from '../probability.ts';
import { sentencesOf } from '../sentences.ts';
import { contentWords } from '../summarize/find-lines.ts';
import { bareAnswer } from '../transform/bare-answer.ts';
import { compare, type KeptThing } from '../transform/compare.ts';
import { sentenceOf, statementLine, type Statement } from './statements.ts';

/** Goes up when the prompt or what is kept changes its meaning. */
const FORMAT = 2;
const RULE = 'You get lines of the form "name: value". Say what they say in one paragraph of plain sentences. Say nothing that they do not say. Keep numbers, names and links as they are.';
/** What counts where the worker's file names nothing. */
const USUAL: readonly KeptThing[] = ['numbers', 'links'];

/** Share of a sentence's words that the lines must have: one with fewer praises, or says what the model knows otherwise. */
const RESTS = 0.25;

const keptParagraph = z.object({ text: z.string(), probability: z.number(), byCode: z.number() });

export interface Paragraph {
  text: string;
  probability: number;
  /** Sentences that code had to write or to take out. */
  byCode: number;
}

/** The paragraph on some statements: the model's sentences without those that invent, and one by code for each statement that it left out. */
export async function paragraphOf(statements: readonly Statement[], instruction: string, keep: readonly KeptThing[], { ask, kept }: Pick<Preparation, 'ask' | 'kept'>, onText: (text: string) => void): Promise<Paragraph> {
  const lines = statements.map(statementLine).join('\n');
  const key = `statements ${FORMAT} ${fingerprint([instruction, keep.join(), lines])}`;
  const before = keptParagraph.safeParse(await kept.get(key));
  if (before.success) return before.data;
  let grown = '';
  const { text, tokens, stopReason } = await ask(
    { messages: [{ role: 'system', text: `${instruction}\n\n${RULE}` }, { role: 'user', text: lines }], stop: ['\n\n\n'], maxTokens: Math.ceil(lines.length / 2.2) + 80 },
    (more) => onText((grown += more)),
  );
  const paragraph = { ...mended(bareAnswer(text, 'text', lines), stopReason === 'length', statements, keep), probability: probabilityOf(tokens) };
  await kept.put(key, paragraph);
  return paragraph;
}

export function mended(answer: string, cutOff: boolean, statements: readonly Statement[], keep: readonly KeptThing[]): Omit<Paragraph, 'probability'> {
  const lines = statements.map(statementLine).join('\n');
  const things = keep.length > 0 ? keep.filter((thing) => thing !== 'keys') : USUAL;
  const sentences = sentencesOf(answer);
  const whole = cutOff ? sentences.slice(0, -1) : sentences;
  const words = new Set(contentWords(lines));
  const standing = whole.filter((sentence) => compare(lines, sentence, things).added.length === 0 && shareOf(contentWords(sentence), words) >= RESTS);
  const text = standing.join(' ');
  const missing = statements.filter((statement) => leftOut(statement, text, things));
  return { text: [text, ...missing.map(sentenceOf)].filter(Boolean).join(' '), byCode: missing.length + whole.length - standing.length };
}

function shareOf(words: readonly string[], known: ReadonlySet<string>): number {
  return words.length === 0 ? 1 : words.filter((word) => known.has(word)).length / words.length;
}

/** Short values must occur as they are, of long ones what is to be kept. */
function leftOut({ value }: Statement, text: string, keep: readonly KeptThing[]): boolean {
  if (value === 'none' || value === 'yes' || value === 'no') return false;
  if (compare(value, text, keep).lost.length > 0) return true;
  return value.length <= 20 && !/^[\d.,-]+$/.test(value) && !text.toLowerCase().includes(value.toLowerCase());
}
