import type { Commit, FileChange, Git } from '../../core/changes.ts';
import type { Preparation } from '../../core/worker.ts';
import { OPAQUE_ROLES, roleOf, type FileRole } from '../changes/role.ts';
import { countingCommits, survivingCommits, type BranchCommit } from './cancelled.ts';
import { changedLines, type ChangedLines } from './changed-lines.ts';
import { closedIssues, issueNumbers, withoutTrailers } from './commits.ts';
import type { PullRequestFacts, Range } from './facts.ts';
import { piecesOf } from './pieces.ts';
import { titleStyle } from './title.ts';

/** What a line of tests, documentation or settings weighs beside one of source. */
const BESIDE_SOURCE = 0.25;

export interface BranchSources {
  git: Pick<Git, 'commitDiffs'>;
  parseDiff(diff: string): FileChange[];
}

/** The facts with the commits that still count at the branch's end, each summed up. A branch of one commit, and one whose commits cannot be read, stay as they are. */
export async function withPieces(facts: PullRequestFacts, { git, parseDiff }: BranchSources, preparation: Preparation<PullRequestFacts>): Promise<PullRequestFacts> {
  const { range, files } = facts;
  if (!range) return { ...facts, pieces: await piecesOf(numbered(facts), () => none(), preparation) };
  if (range.commits.length < 2) return facts;
  const { signal, show } = preparation;
  const changes = (ids: string[]) => filesOf(git.commitDiffs(range.cwd, ids, signal), parseDiff);
  const all = await branchCommits(range, changes);
  const survivors = survivingCommits(all, files);
  const counting = countingCommits(range.commits, survivors);
  const ids = new Map(survivors.map(({ id, share }) => [id, share]));
  const commits = range.commits.filter(({ id }) => ids.has(id));
  const messages = commits.map(({ subject, body }) => ({ subject, body: withoutTrailers(body) }));
  const counted: PullRequestFacts = { ...facts, commits: messages, style: titleStyle(facts.recentSubjects, messages, files, range.branch), issues: issueNumbers(counting, range.branch), closes: closedIssues(counting) };
  show(counted);
  const weights = new Map(all.map(({ id, changed }) => [id, weightOf(changed)]));
  return { ...counted, pieces: await piecesOf(commits.map((commit) => ({ ...commit, weight: weights.get(commit.id)! })), changes, preparation) };
}

/** Changed lines: those of tests, documentation and settings for a part, those that no person wrote for nothing. */
function weightOf({ files }: ChangedLines): number {
  return files.reduce((sum, { path, added, removed }) => sum + (added.length + removed.length) * weightOfRole(roleOf(path)), 0);
}

function weightOfRole(role: FileRole): number {
  return role === 'source' ? 1 : OPAQUE_ROLES.has(role) ? 0 : BESIDE_SOURCE;
}

/** Commits that were given without ids: there is nothing to read of them but their messages. */
function numbered({ commits }: PullRequestFacts): Commit[] {
  return commits.map(({ subject, body }, index) => ({ id: `${index}`, subject, body }));
}

/** Where there is no repository to read commits from. */
export async function* none(): AsyncIterable<{ id: string; files: FileChange[] }> {}

async function branchCommits({ commits }: Range, changes: (ids: string[]) => AsyncIterable<{ id: string; files: FileChange[] }>): Promise<BranchCommit[]> {
  const lines = new Map<string, ReturnType<typeof changedLines>>();
  // The text of one commit at a time is held; of the others four bytes a line.
  for await (const { id, files } of changes(commits.map(({ id }) => id))) lines.set(id, changedLines(files));
  return commits.map((commit) => ({ ...commit, changed: lines.get(commit.id) ?? { files: [] } }));
}

export async function* filesOf(diffs: AsyncIterable<{ id: string; diff: string }>, parseDiff: BranchSources['parseDiff']): AsyncIterable<{ id: string; files: FileChange[] }> {
  for await (const { id, diff } of diffs) yield { id, files: parseDiff(diff) };
}
