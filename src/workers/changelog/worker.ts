import type { FileChange, Git } from '../../core/changes.ts';
import { confidenceOf } from '../../core/confidence.ts';
import type { ReleaseCommit, Releases } from '../../core/releases.ts';
import { UserError } from '../../core/errors.ts';
import type { Preparation, Worker } from '../../core/worker.ts';
import { filesOf, none } from '../pull-request/branch.ts';
import { piecesOf } from '../pull-request/pieces.ts';
import { mayBeSeen, saysEnough } from './changes.ts';
import { checkOutput } from './checks.ts';
import { withDraft, withOpening, type DraftedFacts } from './draft.ts';
import { changelogInput, type ChangelogFacts, type ChangelogInput, type ChangelogOutput } from './input.ts';
import { changelogMaterial } from './material.ts';
import { highlights } from './notes.ts';
import { openingPrompt, readOpening } from './opening.ts';
import { withoutReverted, withoutRevertedRequests } from './reverts.ts';

/** Lines that the opening of release notes is written from and judged by. */
const MOST_HIGHLIGHTS = 40;

export interface ChangelogSources {
  releases: Pick<Releases, 'changes'>;
  git: Pick<Git, 'commitDiffs'>;
  parseDiff(diff: string): FileChange[];
  /** The day as `2024-05-31`. */
  today(): string;
}

/**
 * Writes the entry of a changelog, merged into the project's own file, or release notes, of a range of commits. Code does all but two things:
 * what a commit does whose message says nothing, and the sentence that release notes begin with.
 */
export function createChangelogWorker(sources: ChangelogSources): Worker<ChangelogInput, DraftedFacts, ChangelogOutput> {
  return {
    name: 'changelog',
    input: changelogInput,
    threshold: 0.5,
    gather: async (input, signal) => withDraft(await gather(input, sources, signal)),
    // Notes without a line have nothing to open with.
    known: (facts) => (vagueCommits(facts).length === 0 && (facts.kind === 'entry' || linesFor(facts).length === 0) ? facts.drafted.output : undefined),
    prepare: (facts, preparation) => prepare(facts, sources, preparation),
    prompt: async (facts) => openingPrompt(linesFor(facts), facts.version ?? facts.next?.version),
    parse: (text, facts) => withOpening(facts, facts.kind === 'notes' ? readOpening(text, linesFor(facts), facts.version ?? facts.next?.version) : ''),
    check: checkOutput,
    score: confidenceOf,
    material: changelogMaterial,
    render: ({ entry }) => entry,
  };
}

async function gather(given: ChangelogInput, { releases, today }: ChangelogSources, signal: AbortSignal): Promise<ChangelogFacts> {
  const input = changelogInput.parse(given);
  const { kind, version, date = today() } = input;
  const shared = { kind, version, date, pieces: new Map() };
  if (!('cwd' in input)) {
    const commits: ReleaseCommit[] = input.commits.map((commit) => ({ ...commit, id: commit.id ?? `${commit.subject}\n${commit.body}`, author: { name: '', email: '' } }));
    if (commits.length === 0) throw new UserError('There is nothing to tell.', 'No commit was given.', 'Give the commits of the range, oldest first.');
    const habits = { changelog: input.changelog ?? null, changesets: null, fragments: null };
    return { ...shared, root: null, cwd: null, range: { from: null, to: 'HEAD' }, commits: withoutReverted(commits), merged: [], habits, last: null, next: null, page: null };
  }
  const { cwd, from, to } = input;
  const changes = await releases.changes({ cwd, from, to, version, released: kind === 'notes' || to !== undefined }, signal);
  const { top, habits, last, next, page } = changes;
  const { commits, merged } = withoutRevertedRequests(withoutReverted(changes.commits), changes.merged);
  return { ...shared, root: top, cwd, range: { from: changes.from?.name ?? null, to: changes.to.name }, commits, merged, habits, last, next, page };
}

/** The commits that users may see something of, and whose messages do not say what. */
function vagueCommits({ commits, merged, pieces }: ChangelogFacts): ReleaseCommit[] {
  const titled = new Set(merged.filter(({ title }) => title !== '').flatMap((request) => request.commits));
  return commits.filter((commit) => !pieces.has(commit.id) && !saysEnough(commit) && mayBeSeen(commit) && !titled.has(commit.id));
}

async function prepare(facts: DraftedFacts, { git, parseDiff }: ChangelogSources, preparation: Preparation<DraftedFacts>): Promise<DraftedFacts> {
  const vague = vagueCommits(facts);
  if (vague.length === 0) return facts;
  const { cwd } = facts;
  const changes = (ids: string[]) => (cwd === null ? none() : filesOf(git.commitDiffs(cwd, ids, preparation.signal), parseDiff));
  const pieces = await piecesOf(vague, changes, preparation);
  return withDraft({ ...facts, pieces: new Map(pieces.map((piece) => [piece.id, piece])) });
}

function linesFor({ drafted }: DraftedFacts): string[] {
  return highlights(drafted.changes, MOST_HIGHLIGHTS);
}
