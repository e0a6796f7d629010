import type { GitCommand } from './command.ts';
import { FORM, parseNumstat } from './read-diff.ts';

/** Common commits that are compared where two branches have been merged into each other. */
const MAX_COMMON = 4;

/** Where a branch left another. */
export interface Fork {
  id: string;
  /** The only files whose differences are the branch's own; undefined where that is all. Both names of a renamed one. */
  paths?: string[];
}

/**
 * Where a branch left its base: their last common commit, or, where the base was rewritten since, the commit that it was then
 * (its log tells, `baseRef`: full name of a remote branch). Undefined where they have no commit in common.
 */
export async function forkOf(git: GitCommand, base: string, baseRef: string | null, head: string): Promise<Fork | undefined> {
  const common = (await git(['merge-base', '--all', base, head])).split('\n').filter(Boolean);
  if (common.length === 0) return undefined;
  if (common.length > 1) return crossed(git, common.slice(0, MAX_COMMON), head);
  const last = common[0]!;
  // The log of a local branch also has what was committed there by mistake and moved away.
  const rewritten = baseRef?.startsWith('refs/remotes/') && last !== head ? (await git(['merge-base', '--fork-point', baseRef, head])).trim() : '';
  if (rewritten === '' || rewritten === last || rewritten === head) return { id: last };
  // What came later by a merge of the new base counts.
  const isLater = (await git(['rev-list', '--max-count=1', last, `^${rewritten}`, '--'])).trim() === '';
  return { id: isLater ? rewritten : last };
}

/**
 * Of two branches that were merged into each other there are several last common commits, and compared with each of them a branch has changes that the
 * base has too. Its own are the files that are as in none of them; they are compared with the one that is most like them.
 */
async function crossed(git: GitCommand, common: string[], head: string): Promise<Fork> {
  let own: Set<string> | undefined;
  for (const id of common) {
    const changed = (await git(['diff', ...FORM, '--no-renames', '--name-only', '-z', id, head, '--'])).split('\0').filter(Boolean);
    own = new Set(own === undefined ? changed : changed.filter((path) => own!.has(path)));
  }
  const lines = await Promise.all(common.map(async (id) => {
    const files = parseNumstat(await git(['diff', ...FORM, '--no-renames', '--numstat', '-z', id, head, '--']));
    return files.filter(({ path }) => own!.has(path)).reduce((sum, { added, removed }) => sum + (added ?? 0) + (removed ?? 0), 0);
  }));
  return { id: common[lines.indexOf(Math.min(...lines))]!, paths: [...own!] };
}
