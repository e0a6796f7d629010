import { UNSPACED } from '../../core/unspaced.ts';

const LETTERS = new RegExp(UNSPACED.source, 'gu');
/** Of a script without spaces. */
const LETTERS_OF_A_WORD = 2;

/** How many words a text has: about so many where its script sets no spaces between them. */
export function wordsIn(text: string): number {
  const spaced = text.replace(LETTERS, ' ');
  return Math.floor((text.match(LETTERS)?.length ?? 0) / LETTERS_OF_A_WORD) + (spaced.match(/\S+/g)?.length ?? 0);
}
