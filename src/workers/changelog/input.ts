import * as z from 'zod';
import type { Piece } from '../pull-request/pieces.ts';
import type { MergedRequest, Release, ReleaseChanges, ReleaseCommit, ReleaseHabits } from '../../core/releases.ts';
import { isDay } from './dates.ts';

export type Kind = 'entry' | 'notes';
/**
 * `keep-a-changelog`: `## [Unreleased]` with `### Added` and so on. `conventional`: `### Features`, `### Bug Fixes`. `sections`: others of the
 * project's own. `list`: points without headings. `changesets`, `fragments`: a small file for each change.
 */
export type Form = 'keep-a-changelog' | 'conventional' | 'sections' | 'list' | 'changesets' | 'fragments';

const shared = {
  /** An entry for the project's changelog, or notes to publish with a release. */
  kind: z.enum(['entry', 'notes']).default('entry'),
  /** The version that is going to be released; without it the entry is of what is not released yet. */
  version: z.string().max(60).regex(/^[vV]?\d[\w.+-]*$/, 'expected a version such as 1.2.0').optional(),
  /** Of the release, as `2024-05-31`; today where none is given. */
  date: z.string().refine(isDay, 'expected a date such as 2024-05-31').optional(),
};

const commit = z.object({
  id: z.string().optional(),
  subject: z.string(),
  body: z.string().default(''),
  paths: z.array(z.string()).default([]),
});

/** A range of a repository, or commits themselves, oldest first, with the changelog that the entry goes into. */
export const changelogInput = z.union([
  z.object({ cwd: z.string().min(1), from: z.string().optional(), to: z.string().optional(), ...shared }),
  z.object({ commits: z.array(commit), changelog: z.object({ path: z.string().min(1), text: z.string() }).nullish(), ...shared }),
]);
export type ChangelogInput = z.input<typeof changelogInput>;

/** What becomes of a file of the project. */
export interface FileEdit {
  /** Relative to `root`, with `/` between its parts. */
  path: string;
  /** The whole text that it was made for; null where there is no such file yet. */
  before: string | null;
  after: string;
}

/** A commit, or a request, that the entry does not tell of. */
export interface LeftOut {
  subject: string;
  /** `told already`: it wrote its own lines, or its own small file. `no place`: the changelog has no heading for it, or no package is touched. */
  reason: 'not seen by users' | 'documentation' | 'dependencies' | 'says too little' | 'told already' | 'no place';
}

export interface ChangelogOutput {
  kind: Kind;
  form: Form;
  /** Folder that the files' paths start from, as an absolute path; null where commits were given. */
  root: string | null;
  /** The changelog, or the folder of small files; null for release notes. */
  path: string | null;
  /** What is added, as Markdown (or as the changelog is marked up); empty where all of it was there already. */
  entry: string;
  /** None for release notes, and where there is nothing to add. */
  files: FileEdit[];
  /** What it tells of: names of revisions; `from` is null where that is everything. */
  range: { from: string | null; to: string };
  /** How many commits that is, without those that cancel out. */
  commits: number;
  leftOut: LeftOut[];
}

export interface ChangelogFacts {
  kind: Kind;
  root: string | null;
  range: ChangelogOutput['range'];
  version: string | undefined;
  date: string;
  /** Oldest first, without those that cancel out. */
  commits: ReleaseCommit[];
  merged: MergedRequest[];
  habits: ReleaseHabits;
  last: Release | null;
  next: Release | null;
  page: ReleaseChanges['page'];
  /** Sums of the commits whose own messages say too little. */
  pieces: ReadonlyMap<string, Piece>;
  /** Where the diffs of commits can be read; null where only their messages were given. */
  cwd: string | null;
}
