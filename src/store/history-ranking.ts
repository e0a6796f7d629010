/** How much a place in one list counts for less than the place before: the larger, the more even. */
const EVENNESS = 20;

/** One way of looking: commits, the best first. */
export interface RankedList {
  weight: number;
  commits: number[];
}

/** Reciprocal rank fusion: what several ways of looking put near the top comes first. Returns commits with their scores, best first. */
export function fuse(lists: RankedList[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { weight, commits } of lists) {
    commits.forEach((commit, index) => scores.set(commit, (scores.get(commit) ?? 0) + weight / (EVENNESS + index)));
  }
  return new Map([...scores].sort((a, b) => b[1] - a[1]));
}

/** How much a key tells that `uses` of `total` commits share. */
export function rarity(uses: number, total: number): number {
  return Math.log(1 + total / Math.max(1, uses));
}

/** A full-text query that finds any of the words; undefined where there is none. Nothing in a word has a meaning to the query language. */
export function anyOf(words: string[]): string | undefined {
  const quoted = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => `"${word.replace(/["\0]/g, ' ')}"`);
  return quoted.length === 0 ? undefined : quoted.join(' OR ');
}
