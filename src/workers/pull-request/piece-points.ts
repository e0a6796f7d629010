import type { Piece } from './pieces.ts';

const MOST_POINTS = 8;
const LONGEST_POINT = 200;
/** What people who read of the change look for first. */
const ORDER = ['feat', 'fix', 'perf', 'refactor'];
/** Of these a word is enough where there is more to tell. */
const MINOR = ['test', 'docs', 'style', 'chore', 'ci', 'build'];

/** A branch's commits as points, in the order of the work: what breaks first, upkeep last; where they are many, the last line counts the rest. */
export function pointsOfPieces(pieces: Piece[]): string[] {
  const rank = ({ type, breaking }: Piece) => (breaking !== null ? -1 : type === null ? ORDER.indexOf('refactor') : ORDER.includes(type) ? ORDER.indexOf(type) : MINOR.includes(type) ? ORDER.length : ORDER.indexOf('refactor'));
  const ordered = pieces.map((piece, index) => ({ piece, index })).sort((one, other) => rank(one.piece) - rank(other.piece) || one.index - other.index);
  const texts = [...new Map(ordered.map(({ piece }) => [piece.text.toLowerCase(), pointOf(piece)])).values()];
  if (texts.length <= MOST_POINTS) return texts;
  return [...texts.slice(0, MOST_POINTS - 1), `${texts.length - MOST_POINTS + 1} smaller changes`];
}

function pointOf({ text, scope }: Piece): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return (scope === '' || text.toLowerCase().includes(scope.toLowerCase()) ? sentence : `${sentence} (${scope})`).slice(0, LONGEST_POINT);
}
