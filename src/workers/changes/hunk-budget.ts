import type { ChangedLines } from './changed-lines.ts';
import { waterFill } from './water-fill.ts';

/** A hunk that would get fewer tokens than this is left out, so that others say something. */
const LEAST_HUNK = 16;
/** What is new tells more than what is gone: how the two share a hunk that does not fit. */
const REMOVED_AND_ADDED = [1, 2];

/** A line with the tokens that it takes. */
export interface Line {
  text: string;
  tokens: number;
}

export interface SizedHunk {
  section: Line | null;
  lines: Line[];
  dropped: number;
}

function hunkTokens(hunk: SizedHunk): number {
  return (hunk.section?.tokens ?? 0) + hunk.lines.reduce((sum, line) => sum + line.tokens, 0);
}

/** Tokens of all the hunks. */
export function tokensOf(hunks: SizedHunk[]): number {
  return hunks.reduce((sum, hunk) => sum + hunkTokens(hunk), 0);
}

/** The first lines that fit, removed and added ones sharing the budget. */
function trimHunk(hunk: SizedHunk, budget: number, bySignWeights: number[] | undefined): SizedHunk | undefined {
  if (hunkTokens(hunk) <= budget) return hunk;
  const rest = budget - (hunk.section?.tokens ?? 0);
  const bySign = ['-', '+'].map((sign) => hunk.lines.filter((line) => line.text[0] === sign));
  const shares = waterFill(bySign.map((lines) => lines.reduce((sum, line) => sum + line.tokens, 0)), rest, bySignWeights);
  const kept = new Set<Line>();
  bySign.forEach((lines, sign) => {
    let left = shares[sign]!;
    for (const line of lines) {
      left -= line.tokens;
      if (left < 0) break;
      kept.add(line);
    }
  });
  return kept.size === 0 ? undefined : { section: hunk.section, lines: hunk.lines.filter((line) => kept.has(line)), dropped: 0 };
}

/** The hunks that fit: the largest ones where not all can be shown, each cut to an even share. */
function trimHunks(hunks: SizedHunk[], budget: number, bySignWeights: number[] | undefined): SizedHunk[] {
  if (tokensOf(hunks) <= budget) return hunks;
  const room = Math.max(1, Math.floor(budget / LEAST_HUNK));
  const chosen = new Set([...hunks].sort((a, b) => hunkTokens(b) - hunkTokens(a)).slice(0, room));
  const kept = hunks.filter((hunk) => chosen.has(hunk));
  const shares = waterFill(kept.map(hunkTokens), budget);
  return kept.map((hunk, index) => trimHunk(hunk, shares[index]!, bySignWeights)).filter((hunk) => hunk !== undefined);
}

/** The hunks with the tokens of their lines. */
export function size(hunks: ChangedLines[], tokens: (text: string) => number): SizedHunk[] {
  const line = (text: string): Line => ({ text, tokens: tokens(text) });
  return hunks.map((hunk) => ({ section: hunk.section && hunk.lines.length ? line(`@ ${hunk.section}`) : null, lines: hunk.lines.map(line), dropped: hunk.dropped }));
}

/** Trims the hunks of several entries to a common budget: small entries whole, the rest share by weight, or evenly. */
function share(entries: SizedHunk[][], budget: number, weights: number[] | undefined): SizedHunk[][] {
  const shares = waterFill(entries.map(tokensOf), budget, weights);
  return entries.map((hunks, index) => trimHunks(hunks, shares[index]!, weights && REMOVED_AND_ADDED));
}

/**
 * The largest shares that stay within `room` in all. What lines that do not fit leave over goes back to the others,
 * so the shares are taken from a budget that may be larger than the room.
 */
export function fit(entries: SizedHunk[][], room: number, weights: number[] | undefined): SizedHunk[][] {
  let [fits, exceeds] = [Math.max(0, room), Math.max(0, room) * 4];
  let best = share(entries, fits, weights);
  for (let step = 0; step < 8 && exceeds - fits > LEAST_HUNK; step++) {
    const middle = Math.floor((fits + exceeds) / 2);
    const tried = share(entries, middle, weights);
    if (tokensOf(tried.flat()) <= room) [best, fits] = [tried, middle];
    else exceeds = middle;
  }
  return best;
}

