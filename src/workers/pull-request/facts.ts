import * as z from 'zod';
import type { BranchChanges, Commit, FileChange } from '../../core/changes.ts';
import type { ComeAndGone } from './come-and-gone.ts';
import type { Piece } from './pieces.ts';
import type { TitleStyle } from './title.ts';

export type Message = Pick<Commit, 'subject' | 'body'>;

const message = z.object({ subject: z.string(), body: z.string().default('') });

/** A branch of a repository, or its commits and its diff themselves. */
export const pullRequestInput = z.union([
  z.object({
    cwd: z.string().min(1),
    base: z.string().optional(),
    head: z.string().optional(),
    /** The path of one of the repository's templates; empty for none of them. */
    template: z.string().optional(),
  }),
  z.object({
    commits: z.array(message),
    diff: z.string(),
    /** The repository's pull-request template. */
    template: z.string().nullish(),
    /** Subjects before the branch, newest first: the house style is learned from them. */
    recentSubjects: z.array(z.string()).optional(),
  }),
]);
export type PullRequestInput = z.infer<typeof pullRequestInput>;

/** Where a branch is, and what it is compared with. */
export interface Range extends Pick<BranchChanges, 'base' | 'baseReason' | 'head' | 'branch' | 'commits' | 'touched'> {
  cwd: string;
  /** Paths of the repository's templates, and of the one that is used; null where none is. */
  templates: string[];
  template: string | null;
}

export interface PullRequestFacts {
  /** Folder of the work tree; absent where commits and diff were given themselves. */
  root?: string | undefined;
  /** Null where commits and diff were given themselves. */
  range: Range | null;
  files: FileChange[];
  /** Whether there are changed lines that a model would learn something from: not where all is lock files, binaries, renames. */
  readable: boolean;
  /** Oldest first, `fixup!` and `squash!` commits folded into the others; of a branch, once they have been read, only those whose changes are still there. */
  commits: Message[];
  /** What each of these commits does, once they have been read; empty before, and where there is one commit or none. */
  pieces: Piece[];
  /** What the author wrote of the branch's main commit; Markdown, empty where that is nothing or not known. */
  lead: string;
  /** What it is for, as the words after `to`, and what it does, line by line, without full stops: by commits or a model, once they have been asked. Empty before. */
  purpose: string;
  points: string[];
  template: string | null;
  /** Newest first: what the form of a title is learned from. */
  recentSubjects: string[];
  style: TitleStyle;
  /** Numbers that an issue reference may have: those in the commits or the branch's name. */
  issues: ReadonlySet<string>;
  /** What the commits say of the issues they close, for instance `Fixes #12`. */
  closes: string[];
  /** Every word of the diff, the paths, the commits and the branch, in small letters: what a name may be taken from. */
  known: string;
  comeAndGone: ComeAndGone;
  /** The names that the changed files defined before. */
  before: ReadonlySet<string>;
}

export const pullRequestOutput = z.object({
  title: z.string(),
  /** Markdown. */
  description: z.string(),
  /** One for every changed file. */
  files: z.array(z.object({ path: z.string(), summary: z.string() })),
  /** What was compared; null where commits and diff were given themselves. */
  range: z
    .object({
      base: z.string(),
      head: z.string(),
      baseReason: z.enum(['given', 'recorded', 'nearest', 'default-branch', 'usual-name']),
      commits: z.number(),
      /** Paths of the repository's templates, and of the one that was used; null where none was. */
      templates: z.array(z.string()),
      template: z.string().nullable(),
    })
    .nullable(),
});
export type PullRequestOutput = z.infer<typeof pullRequestOutput>;
