/** A branch as a server for repositories has it, and where it is to be merged. */
export interface PushedBranch {
  /** The server's name; undefined where only the tool can know it. */
  host: string | undefined;
  /** Path on the server of the repository that holds the branch: `owner/name`, with more parts where there are groups. */
  source: string;
  /** Path of the repository that it is to be merged into: another one for a fork's branch. */
  target: string;
  branch: string;
}

/** What people write of a pull request, or of a merge request. */
export interface RequestText {
  title: string;
  /** Markdown. */
  body: string;
}

/** A pull request or merge request that is open. */
export interface OpenRequest extends RequestText {
  number: number;
  /** The branch that it is to be merged into. */
  base: string;
  /** Full id of its last commit. */
  headId: string;
  url: string;
}

/** A server for repositories, reached through the user's own command line for it. Every method rejects with a UserError that says what the tool said. */
export interface Forge {
  readonly tool: 'gh' | 'glab';
  /** What it is called there. */
  readonly noun: 'pull request' | 'merge request';
  /** The open ones of this branch, of which there may be one for each branch to merge into. */
  open(branch: PushedBranch, signal: AbortSignal): Promise<OpenRequest[]>;
  /** Path of the repository that the one which holds the branch is a fork of; undefined where it is none. */
  parent(branch: PushedBranch, signal: AbortSignal): Promise<string | undefined>;
  create(branch: PushedBranch, text: RequestText, options: { base: string; draft: boolean }, signal: AbortSignal): Promise<{ url: string }>;
  /** Replaces title and description; that it is a draft stays. */
  update(branch: PushedBranch, request: OpenRequest, text: RequestText, signal: AbortSignal): Promise<void>;
}
