import type { Hunk } from '../../core/changes.ts';
import { sideOf } from '../changes/hunk-lines.ts';
import { languageOf } from '../changes/language.ts';
import { layoutTokens, sameTokens } from '../changes/layout.ts';

/** Whether a hunk changes the layout alone, in nothing that has a meaning. */
export function isFormatting(hunk: Hunk, path: string): boolean {
  const language = languageOf(path);
  return hunk.lines.some((line) => line[0] !== ' ') && sameTokens(layoutTokens(sideOf(hunk, '-'), language), layoutTokens(sideOf(hunk, '+'), language));
}
