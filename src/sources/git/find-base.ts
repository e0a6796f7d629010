import type { BaseChoice } from '../../core/changes.ts';
import { candidates, chooseBase, isLongLived, plainName, refNamed, type FoundBase, type Ref } from './base.ts';
import type { GitCommand } from './command.ts';
import { readGraph, standings } from './commit-graph.ts';
import { readRecorded, recordedBase } from './recorded-base.ts';
import { commitId, shortName, type Head } from './revision.ts';

/** Branches of a repository that are looked at, the most recent. */
const MAX_REFS = 20_000;
/** Long-lived branches that a branch may have been made from, and commits, beside those of the usual base, in which that is looked for. */
const MAX_NEAREST = 60;
const NEAREST_COMMITS = 10_000;
/** Branches that are compared for a choice, commits in which they are, and branches that are shown. */
const MAX_COMPARED = 200;
const COMPARED_COMMITS = 20_000;
const MAX_CHOICES = 50;
/** Long-lived ones among those: a repository may have a release a week. */
const MAX_LONG_LIVED = 20;
/** Branches whose commits are counted one by one where the head is older than the commits that are read. */
const MAX_COUNTED = 10;

/** All branches, local and remote, the most recent first. */
export async function readRefs(git: GitCommand): Promise<Ref[]> {
  const format = '%(refname)%00%(symref)%00%(objectname)%00%(upstream)';
  const lines = (await git(['for-each-ref', '--sort=-committerdate', `--count=${MAX_REFS}`, `--format=${format}`, 'refs/heads', 'refs/remotes'])).split('\n');
  return lines.filter(Boolean).map((line) => {
    const [name = '', target = '', id = '', upstream = ''] = line.split('\0');
    return { name, target, id, upstream };
  });
}

/**
 * The branch that a branch is meant to be merged into: the one that is recorded for it, the one that it was made from where that
 * is clearly another than the default branch, the default branch. Undefined where there is none.
 */
export async function findBase(git: GitCommand, refs: Ref[], head: Head): Promise<FoundBase | undefined> {
  const usual = chooseBase(refs, head.ref);
  if (head.ref === null) return usual;
  const local = head.ref.startsWith('refs/heads/');
  const recorded = local && recordedBase(await readRecorded(git, shortName(head.ref)), refs, head.ref);
  if (recorded) return { ref: recorded, reason: 'recorded' };
  // Git itself records what `git switch -c fix origin/release/2.x` starts from.
  const followed = refs.find(({ name }) => name === head.ref)?.upstream ?? '';
  const possible = candidates(refs, head.ref);
  if (isLongLived(followed) && possible.some(({ name }) => name === followed)) return { ref: followed, reason: followed === usual?.ref ? usual.reason : 'recorded' };
  // A long-lived branch is meant for the default branch, if for any.
  if (usual === undefined || isLongLived(head.ref)) return usual;
  const nearest = await nearestBase(git, refs, possible, head, usual.ref);
  return nearest === undefined ? usual : { ref: nearest, reason: 'nearest' };
}

/** The branch that this one was made from: it has fewer commits on top of that than on top of the usual base. */
async function nearestBase(git: GitCommand, refs: Ref[], possible: Ref[], head: Head, usual: string): Promise<string | undefined> {
  const madeFrom = head.ref!.startsWith('refs/heads/') ? await startOf(git, refs, head.ref!) : undefined;
  const considered = possible.filter(({ name }) => name !== usual && (name === madeFrom || isLongLived(name)));
  const others = [...considered.filter(({ name }) => name === madeFrom), ...considered.filter(({ name }) => name !== madeFrom)].slice(0, MAX_NEAREST);
  if (others.length === 0) return undefined;
  const usualId = refs.find(({ name }) => name === usual)!.id;
  const ids = others.map(({ id }) => id);
  // What the usual base has would only crowd out the commits of an old release.
  const found = standings(await readGraph(git, [head.id, ...ids], NEAREST_COMMITS, [usualId]), head.id, [usualId, ...ids]);
  if (!found) return undefined;
  const [toUsual, ...toOthers] = found;
  const most = toUsual!.ahead;
  const better = others
    .map(({ name }, index) => ({ name, ...toOthers[index]! }))
    // Nothing on top of a branch: it has been merged there.
    .filter(({ ahead, leftOnItsLine }) => leftOnItsLine && ahead > 0 && ahead < most)
    .sort((one, other) => one.ahead - other.ahead || Number(other.name === madeFrom) - Number(one.name === madeFrom) || one.behind - other.behind);
  if (better[0]) return better[0].name;
  // A release that was just cut has nothing that the usual base lacks: only the log tells of it, and only until a rebase.
  const cut = others.find(({ name }) => name === madeFrom && isLongLived(name));
  return cut && (await countOnTopOf(git, cut.id, head.id)) === most ? cut.name : undefined;
}

/** The branch that a local one was made from, as git's own log of it says. */
async function startOf(git: GitCommand, refs: Ref[], head: string): Promise<string | undefined> {
  const branch = shortName(head);
  const log = async (ref: string, grep: string) => (await git(['log', '-g', '--no-show-signature', '--fixed-strings', `--grep-reflog=${grep}`, '--format=%gs', ref, '--'])).trim().split('\n');
  const created = (await log(head, 'branch: Created from ')).at(-1)?.replace(/^branch: Created from /, '') ?? '';
  if (created !== 'HEAD') return created === '' ? undefined : refNamed(created, refs);
  const end = ` to ${branch}`;
  const moved = (await log('HEAD', end)).findLast((line) => line.startsWith('checkout: moving from ') && line.endsWith(end));
  const from = moved?.slice('checkout: moving from '.length, -end.length);
  return from === undefined || from === branch ? undefined : refNamed(from, refs);
}

/**
 * Branches that one may mean: the one that is taken, the default one, long-lived ones, then those with the fewest commits on top, the most recent
 * first. Those that have all of it already are left out.
 */
export async function listBaseChoices(git: GitCommand, head: Head): Promise<BaseChoice[]> {
  const refs = await readRefs(git);
  const chosen = await findBase(git, refs, head);
  const usual = chooseBase(refs, head.ref);
  const first = [chosen, usual].filter((base) => base !== undefined).filter(({ ref }, index, all) => all.findIndex((other) => other.ref === ref) === index);
  const known = new Map(refs.map((ref) => [ref.name, ref]));
  const others = candidates(refs, head.ref).filter(({ name }) => !first.some(({ ref }) => ref === name));
  const longLived = others.filter(({ name }) => isLongLived(name)).slice(0, MAX_NEAREST);
  const compared = [...first.map(({ ref }) => known.get(ref)!), ...longLived, ...others.filter(({ name }) => !isLongLived(name))].slice(0, MAX_COMPARED);
  if (compared.length === 0) return [];

  const counts = await countOnTop(git, head, compared, first.length);
  const choices = compared.slice(0, counts.length).map(({ name }, index): BaseChoice => ({ name: shortName(name), reason: first[index]?.reason ?? 'nearest', commits: counts[index]! }));
  const end = first.length + longLived.length;
  const fewest = (part: BaseChoice[]) => part.filter(({ commits }) => commits > 0).sort((one, other) => one.commits - other.commits);
  return [...choices.slice(0, first.length), ...fewest(choices.slice(first.length, end)).slice(0, MAX_LONG_LIVED), ...fewest(choices.slice(end))].slice(0, MAX_CHOICES);
}

/** Commits of the head on top of each: exactly of the first `exact`, of the others as far as they were read; of a few only where the head is very old. */
async function countOnTop(git: GitCommand, head: Head, refs: Ref[], exact: number): Promise<number[]> {
  const ids = refs.map(({ id }) => id);
  const found = standings(await readGraph(git, [head.id, ...ids], COMPARED_COMMITS), head.id, ids);
  const counts: number[] = [];
  for (const id of ids.slice(0, found ? exact : MAX_COUNTED)) counts.push(await countOnTopOf(git, id, head.id));
  return found ? [...counts, ...found.slice(exact).map(({ ahead }) => ahead)] : counts;
}

async function countOnTopOf(git: GitCommand, base: string, head: string): Promise<number> {
  return Number(await git(['rev-list', '--count', `${base}..${head}`, '--']));
}

/** A base that was given: as it is where git knows it, otherwise the branch of that name at a remote. */
export async function givenBase(git: GitCommand, name: string): Promise<{ id: string; revision: string } | undefined> {
  const id = await commitId(git, name);
  if (id !== undefined) return { id, revision: name };
  const copies = (await readRefs(git)).filter(({ name: full }) => full.startsWith('refs/remotes/') && plainName(full) === name);
  const found = refNamed(name, copies);
  const copy = copies.find((ref) => ref.name === found);
  return copy && { id: copy.id, revision: copy.name };
}
