import { isCorrection } from '../workers/changes/typo.ts';

/** ` Did you mean commit?` where a known word is one slip of the keyboard away; otherwise nothing. */
export function meant(word: string, known: readonly string[]): string {
  const near = known.find((each) => isCorrection(word, each));
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
