import type { MergedRequest } from '../../core/releases.ts';

/** A merge commit, and what of its message tells where it comes from. */
export interface MergeCommit {
  id: string;
  subject: string;
  body: string;
}

const GITHUB = /^Merge pull request (#\d+) from \S/;
const BITBUCKET = /^Merged in .+ \(pull request (#\d+)\)$/;
const GITLAB = /^See merge request (?:[\w./-]*)(!\d+)$/m;

/** The request that a merge commit's message names, with its title; undefined where it names none. */
export function requestOf({ subject, body }: MergeCommit): { request: string; title: string } | undefined {
  const lines = body.split(/\r?\n/).map((line) => line.trim());
  const request = GITHUB.exec(subject)?.[1] ?? BITBUCKET.exec(subject)?.[1];
  const gitlab = /^Merge branch '/.test(subject) ? GITLAB.exec(lines.join('\n'))?.[1] : undefined;
  const found = request ?? gitlab;
  if (found === undefined) return undefined;
  return { request: found, title: lines.find((line) => line !== '' && !GITLAB.test(line)) ?? '' };
}

/**
 * What each merge brought: the commits that its second parent has and that no earlier merge brought.
 * `parents` are those of every commit of the range; `merges` the ones of the main line, oldest first.
 */
export function mergedRequests(merges: MergeCommit[], parents: Map<string, string[]>): MergedRequest[] {
  const mainLine = new Set(merges.map(({ id }) => id));
  const brought = new Set<string>();
  return merges.flatMap((merge) => {
    const [first, ...others] = parents.get(merge.id) ?? [];
    // What the main line had before is not what the merge brought.
    const before = reach(first === undefined ? [] : [first], parents, brought);
    const commits = [...reach(others, parents, brought)].filter((id) => !before.has(id) && !mainLine.has(id));
    for (const id of commits) brought.add(id);
    const named = requestOf(merge);
    return named ? [{ id: merge.id, ...named, commits }] : [];
  });
}

function reach(from: string[], parents: Map<string, string[]>, stop: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || stop.has(id) || !parents.has(id)) continue;
    seen.add(id);
    waiting.push(...parents.get(id)!);
  }
  return seen;
}
