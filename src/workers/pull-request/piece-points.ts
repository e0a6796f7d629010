import { roleOf } from '../changes/role.ts';
import type { PullRequestFacts } from './facts.ts';
import { pieceOfMessage } from './piece-message.ts';
import type { Piece } from './pieces.ts';
import { isAboutTests, isUpkeep } from './upkeep.ts';

const MOST_POINTS = 8;
const LONGEST_POINT = 200;
/** What people who read of the change look for first. */
const ORDER = ['feat', 'fix', 'perf', 'refactor'];
/** Of these a word is enough where there is more to tell. */
const MINOR = ['test', 'tests', 'docs', 'doc', 'style', 'chore', 'ci', 'build'];
/** The branch's first commit says what it is for if at least this share of the changed lines is its own. */
const LEAST_SHARE = 0.25;

/** The weight of a commit's type, 0 the most. What breaks weighs most; a commit without a type may be anything. */
function rankOf(piece: Piece): number {
  const { type, breaking } = piece;
  if (breaking !== null) return -1;
  if (isUpkeep(piece) || (type !== null && MINOR.includes(type)) || isAboutTests(piece)) return ORDER.length;
  return type !== null && ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.indexOf('refactor');
}

/** The commit that the others are the preparation of: the only one that brings something to users. Undefined where there are several, or none. */
export function mainPiece(pieces: Piece[]): Piece | undefined {
  const weighty = pieces.filter((piece) => rankOf(piece) <= ORDER.indexOf('perf'));
  const features = weighty.filter((piece) => rankOf(piece) <= ORDER.indexOf('feat'));
  const chosen = features.length > 0 ? features : weighty;
  return chosen.length === 1 ? chosen[0] : undefined;
}

/**
 * The commit whose words are the branch's: the main one, or else the first of the weightiest in which the author says what it does, unless it is a small
 * part of the whole. Of 559 merged pull requests of 13 repositories, whose titles are known, the first commit's subject has a ROUGE-L of 0.60 with the title
 * (0.36 where it has less than a quarter of the changed lines), the last one's 0.15.
 */
export function leadingPiece(pieces: Piece[]): Piece | undefined {
  const main = mainPiece(pieces);
  if (main) return main;
  const telling = pieces.filter((piece) => rankOf(piece) < ORDER.length);
  const counting = telling.length > 0 ? telling : pieces.filter((piece) => !isUpkeep(piece));
  const least = Math.min(...counting.map(rankOf));
  const first = counting.find((piece) => rankOf(piece) === least && isAuthors(piece));
  const total = counting.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return first && (total === 0 || (first.weight ?? 0) >= LEAST_SHARE * total) ? first : undefined;
}

/** True where the author's words say what the commit does. Of a commit that could not be read its subject is all there is, whatever it says. */
function isAuthors({ by, text }: Piece): boolean {
  return by === 'message' && pieceOfMessage({ id: '', subject: text, body: '' }) !== undefined;
}

/** A branch's commits as points, in the order of the work: what breaks first, upkeep last and only where there is nothing else; where they are many, the last line counts the rest. */
export function pointsOfPieces(pieces: Piece[], files: PullRequestFacts['files']): string[] {
  const ordered = inOrder(pieces);
  // The description has a section for tests.
  const tested = files.some(({ path }) => roleOf(path) === 'test');
  const telling = ordered.filter((piece) => !isUpkeep(piece) && !(tested && isAboutTests(piece)));
  const shown = telling.length > 0 ? telling : ordered;
  const scoped = usualScope(pieces);
  const points = shown.map((piece) => pointOf(piece, scoped));
  const texts = [...new Map(points.map((point) => [point.toLowerCase(), point])).values()];
  if (texts.length <= MOST_POINTS) return texts;
  return [...texts.slice(0, MOST_POINTS - 1), `${texts.length - MOST_POINTS + 1} smaller changes`];
}

/** The weightiest first, then what says more than names, otherwise as they were made. */
export function inOrder(pieces: Piece[]): Piece[] {
  return pieces.toSorted((one, other) => rankOf(one) - rankOf(other) || Number(one.by === 'code') - Number(other.by === 'code'));
}

/** A scope that most have tells nothing of one of them. */
function usualScope(pieces: Piece[]): string | undefined {
  return pieces.map(({ scope }) => scope).find((scope) => scope !== '' && pieces.filter((piece) => piece.scope === scope).length * 2 >= pieces.length);
}

function pointOf({ text, scope }: Piece, usual: string | undefined): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return (scope === '' || scope === usual || text.toLowerCase().includes(scope.toLowerCase()) ? sentence : `${sentence} (${scope})`).slice(0, LONGEST_POINT);
}
