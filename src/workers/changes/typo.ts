/** A word that was spelt wrong, and what stands in its place. */
export interface Correction {
  from: string;
  to: string;
}

const WORD = /[\p{L}\p{M}'’]+|[^\p{L}\p{M}'’\s]+/gu;
/** A single other letter makes another word of a short one (`list`, `last`), rarely of a long one. */
const LONG = 6;
const SHORT = 4;
/** Pairs of real words that differ as little as a slip does and mean something else. */
const OTHER_WORDS = /^(?:http|https|min\w*|max\w*|can|cannot|can't|now|not)$/i;

function lettersMoved(one: string, other: string): 'same' | 'substitution' | 'other' | undefined {
  if (one === other) return 'same';
  let head = 0;
  while (head < one.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < Math.min(one.length, other.length) - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  if (left.length + right.length === 1) return 'other';
  if (left.length === 1 && right.length === 1) return 'substitution';
  // Two letters that changed places, or one that stands a little farther along.
  if (left.length === right.length && left.length <= 4 && [...left].sort().join('') === [...right].sort().join('')) return 'other';
  return undefined;
}

/** True where `to` is `from` with one slip of the pen put right, as far as letters tell. */
export function isCorrection(from: string, to: string): boolean {
  const [one, other] = [from.toLowerCase(), to.toLowerCase()];
  // The first letter is seldom wrong, and another one makes an opposite: `import`, `export`.
  if (one[0] !== other[0] || Math.min(one.length, other.length) < SHORT || OTHER_WORDS.test(one) || OTHER_WORDS.test(other)) return false;
  const slip = lettersMoved(one, other);
  return slip === 'other' || (slip === 'substitution' && one.length >= LONG);
}

/** Names, addresses and versions, which no one calls a typo, have signs or digits inside. */
const NAME = /[/\\_@=$<>`\d]|[\p{L}\p{N}][.:-][\p{L}\p{N}]/u;

/** True where a word with such signs differs, all that stands between two spaces being a word. */
function differInName(before: string, after: string): boolean {
  const [one, other] = [before.trim().split(/\s+/), after.trim().split(/\s+/)];
  return one.length === other.length && one.some((word, index) => word !== other[index] && NAME.test(word));
}

const MOST_WORDS = 400;

/** The corrections that turn one line into another; undefined where they differ in more, empty where not at all. */
export function correctionsBetween(before: string, after: string): Correction[] | undefined {
  const [one, other] = [before.match(WORD) ?? [], after.match(WORD) ?? []];
  if (one.length > MOST_WORDS || other.length > MOST_WORDS) return undefined;
  if (one.length === other.length + 1) return doubled(one, other);
  if (one.length !== other.length || differInName(before, after)) return undefined;
  const corrections: Correction[] = [];
  for (const [index, from] of one.entries()) {
    const to = other[index]!;
    if (from === to) continue;
    if (!isCorrection(from, to)) return undefined;
    corrections.push({ from, to });
  }
  return corrections;
}

/** `the the` for `the`. */
function doubled(one: string[], other: string[]): Correction[] | undefined {
  const at = one.findIndex((word, index) => word !== other[index]);
  const word = one[at]!;
  if (at < 1 || word.toLowerCase() !== one[at - 1]!.toLowerCase() || !/^\p{L}{2,}$/u.test(word)) return undefined;
  return one.slice(at + 1).every((each, index) => each === other[at + index]) ? [{ from: `${one[at - 1]} ${word}`, to: one[at - 1]! }] : undefined;
}
