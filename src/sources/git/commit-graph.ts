import type { GitCommand } from './command.ts';

/** The newest commits of some branches, each with its parents. */
export type CommitGraph = Map<string, string[]>;

/** How a branch stands to another one. */
export interface Standing {
  /** Commits of the branch that the other lacks. */
  ahead: number;
  /** Commits of the other that the branch lacks. */
  behind: number;
  /** True where the branch left the other on its own line, not at a commit that came into the other by a merge. */
  leftOnItsLine: boolean;
}

/** Reads the newest commits, `most` of them, in one run of git whatever the number of branches; without those of `not`. */
export async function readGraph(git: GitCommand, tips: string[], most: number, not: string[] = []): Promise<CommitGraph> {
  const lines = (await git(['rev-list', '--parents', `--max-count=${most}`, ...new Set(tips), ...not.map((id) => `^${id}`), '--'])).split('\n').filter(Boolean);
  return new Map(lines.map((line) => line.split(' ')).map(([id, ...parents]) => [id!, parents]));
}

/**
 * How a branch stands to each of others. Commits older than those of the graph do not count, so the numbers are too low for branches that went
 * apart before. Undefined where the branch itself is older.
 */
export function standings(graph: CommitGraph, head: string, others: string[]): Standing[] | undefined {
  if (!graph.has(head)) return undefined;
  const ids = [...graph.keys()];
  const places = new Map(ids.map((id, place) => [id, place]));
  const parents = ids.map((id) => graph.get(id)!.flatMap((parent) => places.get(parent) ?? []));
  const words = Math.ceil((others.length + 1) / 32);
  // A bit for each branch that a commit belongs to: the head's first, then those of the others.
  const marks = new Uint32Array(ids.length * words);
  const mark = (id: string, bit: number) => {
    const place = places.get(id);
    if (place !== undefined) marks[place * words + (bit >> 5)]! |= 1 << (bit & 31);
  };
  mark(head, 0);
  others.forEach((id, index) => mark(id, index + 1));
  for (const place of childrenFirst(parents)) {
    for (const parent of parents[place]!) for (let word = 0; word < words; word++) marks[parent * words + word]! |= marks[place * words + word]!;
  }
  const has = (place: number, bit: number) => ((marks[place * words + (bit >> 5)]! >>> (bit & 31)) & 1) === 1;

  return others.map((id, index) => {
    const bit = index + 1;
    const standing: Standing = { ahead: 0, behind: 0, leftOnItsLine: false };
    const left = new Set<number>();
    for (let place = 0; place < ids.length; place++) {
      if (has(place, 0) === has(place, bit)) continue;
      if (has(place, bit)) standing.behind++;
      else {
        standing.ahead++;
        for (const parent of parents[place]!) if (has(parent, bit)) left.add(parent);
      }
    }
    if (left.size > 0) standing.leftOnItsLine = onFirstParents(graph, places, id, left);
    return standing;
  });
}

function onFirstParents(graph: CommitGraph, places: Map<string, number>, tip: string, wanted: Set<number>): boolean {
  for (let id: string | undefined = tip; id !== undefined; id = graph.get(id)?.[0]) {
    const place = places.get(id);
    if (place === undefined) return false;
    if (wanted.has(place)) return true;
  }
  return false;
}

/** The commits in an order in which each comes before its parents, whatever their dates say. */
function childrenFirst(parents: number[][]): number[] {
  const children = new Uint32Array(parents.length);
  for (const list of parents) for (const parent of list) children[parent]!++;
  const order = parents.flatMap((_, place) => (children[place] === 0 ? [place] : []));
  for (let index = 0; index < order.length; index++) {
    for (const parent of parents[order[index]!]!) if (--children[parent]! === 0) order.push(parent);
  }
  return order;
}
