/** One hunk of a diff. */
export interface Hunk {
  /** What git prints after the second `@@`: usually the enclosing function. */
  section: string;
  oldStart: number;
  newStart: number;
  /** Each with its leading `+`, `-` or space. */
  lines: string[];
}

export type ChangeKind = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'mode';

/** What a diff says of one file. */
export interface FileChange {
  /** The path after the change (before it, for a deletion), with `/` between its parts. */
  path: string;
  /** The path before a rename or copy. */
  oldPath?: string;
  kind: ChangeKind;
  binary: boolean;
  submodule: boolean;
  added: number;
  removed: number;
  hunks: Hunk[];
}

export interface Commit {
  id: string;
  subject: string;
  body: string;
}

/** What a repository and its user's git say of commit messages, as they wrote it. What there is none of is absent. */
export interface Conventions {
  /** Commitlint's configuration; the file's name tells its language. Of `package.json`, the value of its `commitlint`, as JSON. */
  commitlint?: { name: string; text: string };
  /** The commit template, with its comments. */
  template?: string;
  /** What a line starts with that git takes for a comment. */
  commentMark: string;
  /** The contributing guide, or its beginning. */
  guide?: string;
  /** Of the recent commits, newest first; empty where one has none. */
  recentBodies: string[];
  /** Subjects of the user's own commits of late, newest first; absent where there are none, or nobody looked. */
  ownSubjects?: string[];
  /** `Name <address>` of the user; only where their git configuration asks for Signed-off-by. */
  signOff?: string;
}

/** What is staged in a repository, and what a message for it needs to know. */
export interface StagedChanges {
  /** Folder of the work tree, which the paths of the diff are relative to; absent where nobody looked. */
  root?: string;
  diff: string;
  branch: string | null;
  /** Newest first; empty before the first commit. */
  recentSubjects: string[];
  /** Absent where nobody looked. */
  conventions?: Conventions;
}

/**
 * Why a branch is compared with this one: somebody said so; an open pull request or an earlier one recorded it in the repository's configuration;
 * the branch left it last; it is the default branch of the remote; it is called as such branches usually are.
 */
export type BaseReason = 'given' | 'recorded' | 'nearest' | 'default-branch' | 'usual-name';

/** A branch that another may be meant to be merged into. */
export interface BaseChoice {
  /** As people write it: `origin/main`, `develop`. */
  name: string;
  reason: BaseReason;
  /** Commits that the head has on top of it. */
  commits: number;
}

export interface PullRequestTemplate {
  /** Its path in the repository. */
  path: string;
  text: string;
}

/** A branch, a tag or a commit, and what it is compared with; the branch's base and HEAD where they are not named. */
export interface Range {
  cwd: string;
  base?: string | undefined;
  head?: string | undefined;
}

/** What a branch does on top of its base. */
export interface BranchChanges {
  /** Folder of the work tree, which the paths of the diff are relative to; absent where nobody looked. */
  root?: string;
  base: string;
  baseReason: BaseReason;
  head: string;
  branch: string | null;
  /** Full ids of the commit where the branch left its base, and of its last one. */
  baseId: string;
  headId: string;
  /** Oldest first, merges left out. */
  commits: Commit[];
  /** Paths that any of the commits changed, also those that the diff does not have because they came and went; absent where nobody looked. */
  touched?: string[];
  diff: string;
  recentSubjects: string[];
  /** The repository's own pull-request templates, the one that is used unless another is asked for first. */
  templates: PullRequestTemplate[];
}

/** The user's git repositories. Every method throws a UserError that says what is missing: no repository, nothing staged, no base, … */
export interface Git {
  staged(cwd: string, signal: AbortSignal): Promise<StagedChanges>;
  branchChanges(range: Range, signal: AbortSignal): Promise<BranchChanges>;
  /** Branches that this one may be meant for, likeliest first. */
  baseChoices(range: Omit<Range, 'base'>, signal: AbortSignal): Promise<BaseChoice[]>;
  /** The diffs of single commits against their first parent, in the order asked for, one after the other. */
  commitDiffs(cwd: string, ids: string[], signal: AbortSignal): AsyncIterable<{ id: string; diff: string }>;
}
