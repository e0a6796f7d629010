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
  /** `Name <address>` of the user; only where their git configuration asks for Signed-off-by. */
  signOff?: string;
}

/** What is staged in a repository, and what a message for it needs to know. */
export interface StagedChanges {
  diff: string;
  branch: string | null;
  /** Newest first; empty before the first commit. */
  recentSubjects: string[];
  /** Absent where nobody looked. */
  conventions?: Conventions;
}

/** What a branch does on top of its base. */
export interface BranchChanges {
  base: string;
  head: string;
  branch: string | null;
  /** Oldest first, merges left out. */
  commits: Commit[];
  diff: string;
  recentSubjects: string[];
  /** The repository's own pull-request template. */
  template: string | null;
}

/** The user's git repositories. Every method throws a UserError that says what is missing: no repository, nothing staged, no base, … */
export interface Git {
  staged(cwd: string, signal: AbortSignal): Promise<StagedChanges>;
  branchChanges(range: { cwd: string; base?: string; head?: string }, signal: AbortSignal): Promise<BranchChanges>;
}
