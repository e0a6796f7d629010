import * as z from 'zod';
import type { Commit, FileChange } from '../../core/changes.ts';
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

export interface PullRequestFacts {
  files: FileChange[];
  /** Whether there are changed lines that a model would learn something from: not where all is lock files, binaries, renames. */
  readable: boolean;
  /** Oldest first, `fixup!` and `squash!` commits folded into the others. */
  commits: Message[];
  template: string | null;
  style: TitleStyle;
  /** Numbers that an issue reference may have: those in the commits or the branch's name. */
  issues: ReadonlySet<string>;
  /** What the commits say of the issues they close, for instance `Fixes #12`. */
  closes: string[];
  /** Every word of the diff, the paths, the commits and the branch, in small letters: what a name may be taken from. */
  known: string;
  /** The names that the changed files defined before. */
  before: ReadonlySet<string>;
}

export interface PullRequestOutput {
  title: string;
  /** Markdown. */
  description: string;
  /** One for every changed file. */
  files: { path: string; summary: string }[];
}

/** The words of these texts, each once. A large diff has few different words. */
export function knownWords(texts: string[]): string {
  const words = new Set<string>();
  for (const text of texts) for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_]+/gu)) words.add(word);
  return [...words].join(' ');
}
