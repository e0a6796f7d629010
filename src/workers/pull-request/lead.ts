import { withoutSaid } from './commit-sections.ts';
import type { PullRequestFacts } from './facts.ts';
import { proseBlock } from './markdown.ts';
import { leadingPiece } from './piece-points.ts';
import { wordsIn } from './word-count.ts';

const LONGEST = 500;
const FEWEST_WORDS = 3;

/** What the author of the branch's main commit wrote of it first, where that is a paragraph of prose; Markdown, empty where there is none. */
export function leadOf({ commits, pieces }: Pick<PullRequestFacts, 'commits' | 'pieces'>): string {
  const main = leadingPiece(pieces);
  // Pieces are in the order of the commits.
  const body = main && commits[pieces.indexOf(main)]?.body;
  if (!body) return '';
  const [first = ''] = withoutSaid(body.replaceAll('\r\n', '\n'), { tests: true, closes: true }).trim().split(/\n\s*\n/);
  const paragraph = first.replace(/\s+/g, ' ').trim();
  // What begins like a clause goes on from the subject.
  return /^(?:[-*#>|+\d]|```|https?:|(?:to|so that|because|which|and|but) )/.test(paragraph) || paragraph.length > LONGEST || wordsIn(paragraph) < FEWEST_WORDS ? '' : proseBlock(paragraph);
}
