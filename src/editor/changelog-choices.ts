import type { BaseChoice } from '../core/changes.ts';
import type { Release } from '../core/releases.ts';

/** Releases beside the last one that are offered. */
const MOST_RELEASES = 10;

/** Where a range may start, as it is shown; `from` is undefined for the last release, and `ask` where the user names a revision. */
export interface StartChoice {
  label: string;
  description: string;
  from?: string;
  ask?: true;
}

/** What is offered: the last release, the branch's base, earlier releases, and anything else. */
export function startChoices(releases: readonly Release[], bases: readonly BaseChoice[]): StartChoice[] {
  const [last, ...earlier] = releases;
  const [base] = bases.filter(({ commits }) => commits > 0);
  return [
    { label: last ? '$(tag) Since the last release' : '$(history) Since the first commit', description: last ? last.tag : 'there is no version tag' },
    ...(base ? [{ label: '$(git-branch) This branch against its base', description: `${base.name}, ${base.commits} ${base.commits === 1 ? 'commit' : 'commits'}`, from: base.name }] : []),
    ...earlier.slice(0, MOST_RELEASES).map(({ tag }) => ({ label: `$(tag) Since ${tag}`, description: '', from: tag })),
    { label: '$(edit) Since another revision…', description: 'a branch, a tag or a commit', ask: true },
  ];
}
