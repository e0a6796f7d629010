import type { Commit } from './changes.ts';

/** What a changelog entry or release notes are to tell of. */
export interface ReleaseRange {
  /** A folder of the repository. A changelog there, or in the nearest folder above, is the one that is meant. */
  cwd: string;
  /** A revision; the last release where none is named. */
  from?: string | undefined;
  /** A revision; HEAD where none is named. */
  to?: string | undefined;
  /** The version that is going to be released; where it is a final one, pre-releases do not count as the last release. */
  version?: string | undefined;
  /** Whether `to` may itself be a release: the range then starts at the one before it. */
  released: boolean;
}

export interface ReleaseCommit extends Commit {
  author: { name: string; email: string };
  /** What it changes, relative to the top of the repository; a very large commit's are not all there. Empty where they are not known. */
  paths: string[];
  /** `#12` or `!12`: the pull or merge request that brought it, where a merge commit says so. */
  request?: string;
}

/** A merge commit that GitHub, GitLab or Bitbucket wrote. */
export interface MergedRequest {
  id: string;
  /** `#12` or `!12`. */
  request: string;
  /** The request's own title; empty where the merge does not tell it. */
  title: string;
  /** Ids of the commits that it brought. */
  commits: string[];
}

/** A text of the working tree; the path is relative to the top of the repository, with `/` between its parts. */
export interface ProjectFile {
  path: string;
  text: string;
}

/** A package of a workspace. */
export interface WorkspacePackage {
  /** Its folder; empty for the top. */
  folder: string;
  name: string;
}

/** Where a project collects its changes as one small file each. */
export interface FragmentFolder {
  path: string;
  /** Kinds of changes that its configuration names; null where it names none. */
  types: string[] | null;
  /** Names of the files that are there. */
  names: string[];
  /** Some of their texts. */
  samples: ProjectFile[];
}

/** How a project keeps record of its changes. */
export interface ReleaseHabits {
  /** The changelog; null where there is none. */
  changelog: ProjectFile | null;
  /** The folder of changesets, with what `config.json` says; null where the project does not use them. */
  changesets: (FragmentFolder & { config: string; packages: WorkspacePackage[] }) | null;
  /** The folder of news fragments (towncrier); null where there is none. */
  fragments: FragmentFolder | null;
}

/** A release that was made. */
export interface Release {
  /** The tag. */
  tag: string;
  /** Without what stands before it in the tag's name. */
  version: string;
  /** The commit's full id. */
  id: string;
}

export interface ReleaseChanges {
  /** The top of the working tree, as an absolute path. */
  top: string;
  /** Where the range starts; null where it starts with the first commit. */
  from: { name: string; id: string } | null;
  /** `changelog`: no tag names a release, but this commit wrote the newest version into the changelog. */
  fromReason: 'given' | 'release' | 'changelog' | 'beginning';
  to: { name: string; id: string };
  /** The highest release that the start contains, and the one that the range ends at; null where there is none. */
  last: Release | null;
  next: Release | null;
  /** Oldest first, merges left out; the newest ones where there are very many. */
  commits: ReleaseCommit[];
  merged: MergedRequest[];
  habits: ReleaseHabits;
  /** The address of the project's page on GitHub or GitLab, without a slash at its end; null where no such remote is configured. */
  page: { kind: 'github' | 'gitlab'; url: string } | null;
}

/** Releases of the user's repositories. Both methods throw a UserError that says what is missing. */
export interface Releases {
  changes(range: ReleaseRange, signal: AbortSignal): Promise<ReleaseChanges>;
  /** The releases that HEAD contains, highest version first. */
  list(cwd: string, signal: AbortSignal): Promise<Release[]>;
}
