import type { BaseReason } from '../../core/changes.ts';
import { UserError } from '../../core/errors.ts';

export interface Ref {
  /** `refs/heads/main`, `refs/remotes/origin/HEAD`, … */
  name: string;
  /** What a symbolic one points to; empty for others. */
  target: string;
  /** The commit's full id. */
  id: string;
  /** Of a local branch, what it follows; empty where it follows nothing. */
  upstream: string;
}

export interface FoundBase {
  /** Full name of the branch. */
  ref: string;
  reason: BaseReason;
}

/** Names that branches have which others are merged into, the likeliest first. */
export const USUAL_NAMES = ['main', 'master', 'develop', 'trunk'];
/** Names of branches that others are merged into for years. Those that things are only deployed from are left out. */
const LONG_LIVED = [
  /^(?:main|master|trunk|dev|devel|develop|development|next)$/i,
  /^releases?\/.+$/i,
  /^(?:releases?|rel|support|maint|maintenance|stable|lts|branch)[/_-]v?\d[^/]*$/i,
  /^v\d+(?:[._]\d+)*(?:[._]x)?(?:[-_](?:stable|lts|dev|maint|branch|release))?$/i,
  /^\d+(?:[._]\d+)*[._](?:\d+|x)(?:[-_](?:stable|lts|dev|maint|branch|release))?$/i,
  /^(?:.*[-_/])?v?\d[\w.-]*[-_](?:stable|lts)$/i,
];

/** The branch's name as its own repository has it: `release/2.x` of `refs/remotes/origin/release/2.x`. */
export function plainName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '');
}

export function isLongLived(ref: string): boolean {
  return LONG_LIVED.some((pattern) => pattern.test(plainName(ref)));
}

/** The remotes' names: `upstream`, where a fork has one, before `origin` and the others. */
export function remotesOf(refs: Pick<Ref, 'name'>[]): string[] {
  const remotes = [...new Set(refs.flatMap(({ name }) => /^refs\/remotes\/([^/]+)\//.exec(name)?.[1] ?? []))];
  const rank = (remote: string) => ['upstream', 'origin'].indexOf(remote) >>> 0;
  return remotes.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

/**
 * The branch that branches are merged into where nothing else is known: the default branch of the remote, then the usual names there, then the
 * same among local branches. Never the branch itself; of a default branch with commits of its own its copy at the remote.
 */
export function chooseBase(refs: Pick<Ref, 'name' | 'target'>[], head: string | null): FoundBase | undefined {
  const names = new Set(refs.map((ref) => ref.name));
  const candidates = remotesOf(refs).flatMap((remote): { ref: string | undefined; reason: BaseReason }[] => [
    { ref: refs.find((ref) => ref.name === `refs/remotes/${remote}/HEAD`)?.target, reason: 'default-branch' },
    ...USUAL_NAMES.map((name) => ({ ref: `refs/remotes/${remote}/${name}`, reason: 'usual-name' as const })),
  ]);
  candidates.push(...USUAL_NAMES.map((name) => ({ ref: `refs/heads/${name}`, reason: 'usual-name' as const })));
  const isItself = (ref: string) => ref === head || (head !== null && head.startsWith('refs/remotes/') && plainName(ref) === plainName(head));
  return candidates.find((candidate): candidate is FoundBase => candidate.ref !== undefined && names.has(candidate.ref) && !isItself(candidate.ref));
}

/**
 * The branches that may be meant, in the order they are given in: without the branch itself and its copies elsewhere, and without local
 * copies of what a remote has.
 */
export function candidates(refs: Ref[], head: string | null): Ref[] {
  const remotes = remotesOf(refs);
  const names = new Set(refs.map(({ name }) => name));
  const own = head === null ? undefined : plainName(head);
  const upstream = refs.find(({ name }) => name === head)?.upstream;
  return refs.filter(({ name, target }) => {
    if (target !== '' || plainName(name) === own) return false;
    // What a branch follows is its copy, but for `git switch -c fix origin/release/2.x`.
    if (name === upstream && !isLongLived(name)) return false;
    return !name.startsWith('refs/heads/') || !remotes.some((remote) => names.has(`refs/remotes/${remote}/${plainName(name)}`));
  });
}

/**
 * The branch that is meant by a name: a full or a short one, at the first remote that has it, otherwise a local one.
 * `remote`: the one that is looked at first.
 */
export function refNamed(name: string, refs: Ref[], remote?: string): string | undefined {
  const names = new Set(refs.filter(({ target }) => target === '').map((ref) => ref.name));
  const plain = name.replace(/^refs\/heads\//, '');
  const places = [name, `refs/remotes/${name}`, ...(remote === undefined ? [] : [`refs/remotes/${remote}/${plain}`]), ...remotesOf(refs).map((other) => `refs/remotes/${other}/${plain}`), `refs/heads/${plain}`];
  // A full name of a local branch too means what the remote has of it.
  return places.find((place, index) => names.has(place) && !(index === 0 && place.startsWith('refs/heads/'))) ?? (names.has(name) ? name : undefined);
}

/** Refuses what git would read as an option in place of a revision. */
export function checkRevisionName(name: string, option: '--base' | '--head'): void {
  if (name === '' || name.startsWith('-') || /[\0\n\r]/.test(name)) {
    throw new UserError(`${JSON.stringify(name)} is not a revision.`, '', `Give ${option} the name of a branch, a tag or a commit.`);
  }
}
