import type { Failure } from './errors.ts';
import type { Phase } from './explain-view.ts';

/** All that the review panel shows. Its page gets it whole, each time it changes. Texts of the diff and the model are not trusted. */
export interface ReviewView extends ReviewContent {
  phase: Phase;
  /** What goes on, or how it ended; one line. */
  status: string;
  /** How far a running job has come; null before that is known, and when none runs. */
  progress: { done: number; total: number } | null;
  repository: string;
  /** The branch, or the commit where none is checked out. */
  head: string;
  /** Empty until it is known. */
  base: string;
  /** Says that the branch has moved since; empty where it has not. */
  stale: string;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  /** Why a remote model was, or was not, asked; empty where that is not known. */
  escalation: string;
  failure: Failure | null;
}

/** What an answer says, as far as it has come. */
export interface ReviewContent {
  summary: string;
  /** `12 files · +340 −120 · 3 places to look at closely`; empty until there is an answer. */
  counts: string;
  /** In the order of the files. */
  risks: RiskView[];
  /** In reading order. */
  files: ReviewFileView[];
  /** Generated and lock files. */
  folded: ReviewFileView[];
  /** Files that were read, of all. */
  read: { done: number; total: number };
  /** Whether there is a file before and after the one that was opened last. */
  previous: boolean;
  next: boolean;
}

export interface RiskView {
  /** In people's words. */
  kind: string;
  detail: string;
  path: string;
  line: number | null;
}

export interface ReviewFileView {
  /** From 1, in reading order. */
  number: number;
  path: string;
  added: number;
  removed: number;
  /** `source · new` */
  role: string;
  summary: string;
  risks: RiskView[];
  read: boolean;
  /** It was opened last. */
  current: boolean;
}

/** What the panel's page says to the extension. */
export type ReviewMessage =
  | { type: 'ready' | 'stop' | 'again' | 'changeBase' | 'copy' | 'openDocument' | 'showLog' }
  | { type: 'next' | 'previous' }
  | { type: 'open'; path: string; line: number | null }
  | { type: 'read'; paths: string[]; read: boolean };
