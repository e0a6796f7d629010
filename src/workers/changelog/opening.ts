import type { Prompt } from '../../core/worker.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { safeText } from './line.ts';

const MOST_LINES = 12;
const LONGEST_LINE = 120;
const MAX_TOKENS = 60;
const LONGEST = 320;
/** Praise, and the voice of somebody who announces. */
const EMPTY_WORDS = /\b(?:excit|thrill|pleased|proud|happy to|delight|amazing|awesome|seamless|cutting[- ]edge|game[- ]chang|robust|we['’ ]|our\b|us\b|you['’ ]ll love|various|numerous|overall|enhanced user experience)/i;

/** Asks for the sentence that release notes begin with. */
export function openingPrompt(lines: string[], version: string | undefined): Prompt {
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line.slice(0, LONGEST_LINE)}`);
  return {
    messages: [
      { role: 'system', text: 'You write the first sentence of release notes. Say plainly what this release brings, most important first, in one sentence of at most 30 words. Use only what the list says. No praise.' },
      { role: 'user', text: `Changes${version === undefined ? '' : ` in ${version}`}:\n${shown.join('\n')}\n\nFirst sentence:` },
    ],
    maxTokens: MAX_TOKENS,
    stop: ['\n'],
    seen: lines.length === 0 ? 1 : Math.min(1, shown.length / lines.length),
  };
}

/** The whole sentences of the model's that hold: nothing in them is invented, and they say something. Empty where none does. */
export function readOpening(text: string, lines: string[], version: string | undefined): string {
  const line = text.split('\n', 1)[0]!.replace(/^["'“\s]+|["'”\s]+$/g, '').trim();
  const sentences = line.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?](?=\s|$)/g) ?? [];
  const kept = sentences.map((sentence) => sentence.trim()).slice(0, 2).filter((sentence) => isSound(sentence, lines, version));
  const opening = kept.join(' ');
  return opening.length > LONGEST ? '' : safeText(opening, { markup: 'markdown' });
}

function isSound(sentence: string, lines: string[], version: string | undefined): boolean {
  if (EMPTY_WORDS.test(sentence) || /^[#*>-]|https?:|@/.test(sentence) || !/\s\S+\s/.test(sentence)) return false;
  const known = [...lines, version ?? ''];
  const numbers = new Set(known.join(' ').match(/\d+/g));
  return inventedNames(sentence, known).length === 0 && (sentence.match(/\d+/g) ?? []).every((number) => numbers.has(number)) && sharesWords(sentence, known);
}

/** Whether most of its longer words are those of the lines; a summary in words of its own tells of something else. */
function sharesWords(sentence: string, known: string[]): boolean {
  const stem = (word: string) => word.slice(0, 5);
  const there = new Set((known.join(' ').toLowerCase().match(/\p{L}{4,}/gu) ?? []).map(stem));
  const words = (sentence.toLowerCase().match(/\p{L}{5,}/gu) ?? []).filter((word) => !/^(?:release|version|changes?|improve[sd]?|includ(?:es?|ing)|brings?|adds?|added|fixe[sd]|support|introduc(?:es?|ing)|update[sd]?|remove[sd]|several|which|along|these|better)$/.test(word));
  return words.length === 0 || words.filter((word) => there.has(stem(word))).length >= words.length / 2;
}
