import { UserError } from '../../core/errors.ts';

export interface Ref {
  /** `refs/heads/main`, `refs/remotes/origin/HEAD`, … */
  name: string;
  /** What a symbolic one points to; empty for others. */
  target: string;
}

const USUAL_NAMES = ['main', 'master', 'develop', 'trunk'];

/**
 * The branch that a branch is meant to be merged into, as a full reference name: the default branch of the remote (`upstream`, where a fork
 * has one, before `origin` and the others), then the usual names there, then the same among local branches. Never the branch itself.
 */
export function chooseBase(refs: Ref[], branch: string | null): string | undefined {
  const names = new Set(refs.map((ref) => ref.name));
  const itself = `refs/heads/${branch}`;
  const remotes = [...new Set(refs.flatMap(({ name }) => /^refs\/remotes\/([^/]+)\//.exec(name)?.[1] ?? []))];
  const rank = (remote: string) => ['upstream', 'origin'].indexOf(remote) >>> 0;
  remotes.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));

  const candidates = remotes.flatMap((remote) => [
    refs.find((ref) => ref.name === `refs/remotes/${remote}/HEAD`)?.target,
    ...USUAL_NAMES.map((name) => `refs/remotes/${remote}/${name}`),
  ]);
  candidates.push(...USUAL_NAMES.map((name) => `refs/heads/${name}`));
  return candidates.find((name): name is string => name !== undefined && name !== itself && names.has(name));
}

export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

/** Refuses what git would read as an option in place of a revision. */
export function checkRevisionName(name: string, option: '--base' | '--head'): void {
  if (name === '' || name.startsWith('-') || /[\0\n\r]/.test(name)) {
    throw new UserError(`${JSON.stringify(name)} is not a revision.`, '', `Give ${option} the name of a branch, a tag or a commit.`);
  }
}
