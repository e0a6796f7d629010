import * as z from 'zod';
import type { Preparation } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { probabilityOf } from '../probability.ts';
import { sentencesOf } from '../sentences.ts';
import { findLines } from './find-lines.ts';
import { mainSentence, stands, tidy } from './standing.ts';
import type { Window } from './windows.ts';

/** Goes up when the prompt or what is kept changes its meaning. */
const FORMAT = 2;
const SENTENCE_TOKENS = 60;
/** Share of a sentence's words that must be in the text, for less is not about it. */
const RESTS = 0.2;

const RULE = 'You get one part of a longer text. Say in one sentence of at most 25 words what matters most in it. Use its own names and numbers and no others.';

export interface Point {
  text: string;
  firstLine: number;
  lastLine: number;
}

export interface FoundPoint extends Point {
  by: 'model' | 'code';
  /** Of the words, 0 to 1. */
  probability: number;
}

const keptSentence = z.object({ text: z.string().max(1000), probability: z.number() });

/** The most important thing that a window says, and where it says so; undefined where it says nothing. */
export async function pointOf(window: Window, instruction: string, { ask, kept }: Pick<Preparation, 'ask' | 'kept'>): Promise<FoundPoint | undefined> {
  const text = window.lines.join('\n');
  if (!/\p{L}{2}/u.test(text)) return undefined;
  const key = `point ${FORMAT} ${fingerprint([instruction, text])}`;
  const before = keptSentence.safeParse(await kept.get(key));
  let said = before.data;
  if (!said) {
    const generation = await ask({ messages: [{ role: 'system', text: `${instruction}\n\n${RULE}` }, { role: 'user', text: `${text}\n\nWhat matters most in this part? One sentence.` }], stop: ['\n'], maxTokens: SENTENCE_TOKENS });
    said = { text: generation.stopReason === 'length' ? wholeSentence(generation.text) : generation.text.slice(0, 1000), probability: probabilityOf(generation.tokens) };
    await kept.put(key, said);
  }
  return readPoint(said.text, said.probability, window);
}

/** The model's first sentence that stands, with its lines; else the window's own main sentence. */
export function readPoint(answer: string, probability: number, { lines, places }: Pick<Window, 'lines' | 'places'>): FoundPoint | undefined {
  const known = lines.join('\n');
  const at = (first: number, last: number) => ({ firstLine: places[first]!.firstLine, lastLine: places[last]!.lastLine });
  for (const sentence of sentencesOf(answer).map(tidy)) {
    const found = stands(sentence, known) ? findLines(sentence, lines) : undefined;
    if (found && found.share >= RESTS) return { text: sentence, ...at(found.first, found.last), by: 'model', probability };
  }
  const main = mainSentence(lines);
  return main && { text: main.text, ...at(main.line, main.line), by: 'code', probability: 1 };
}

/** Up to the last end of a sentence; empty where none ends. */
function wholeSentence(text: string): string {
  return /^[\s\S]*[.!?](?=\s|$)/.exec(text)?.[0] ?? '';
}
