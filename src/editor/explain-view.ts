import type { DiffLine } from './fix-diff.ts';
import type { Failure } from './errors.ts';

/** `working`: something may still come. */
export type Phase = 'working' | 'done' | 'stopped' | 'failed';

/** All that the panel shows. Its page gets it whole, each time it changes. */
export interface ExplainPage {
  /** Whether there is an explanation before and after this one. */
  back: boolean;
  forward: boolean;
  shown: ExplainView | FileView;
}

/** How a rule can be switched off. */
export interface DisableView {
  /** The comment that does it for the line or the file; null where none can. */
  line: string | null;
  file: string | null;
  configuration: boolean;
}

/** The explanation of one diagnostic. */
export interface ExplainView {
  kind: 'diagnostic';
  /** The same as long as it is the same explanation. */
  key: string;
  phase: Phase;
  /** The explanation is whole, and only a fix is still looked for. */
  seeking: boolean;
  /** What goes on, or how it ended; one line. */
  status: string;
  /** The rule's name, or what there is in its place. */
  title: string;
  tool: string;
  message: string;
  /** `src/app.ts:12` */
  place: string;
  problem: string;
  why: string;
  /** The rule's documentation, shortened; empty when there is none. */
  documentation: string;
  /** A checked http(s) address, or null. */
  documentationUrl: string | null;
  /** A fix that a tool has confirmed, and who wrote and confirmed it in words. */
  fix: { lines: DiffLine[]; note: string; applied: boolean } | null;
  /** A change that no tool has confirmed, to be read only. */
  idea: { lines: DiffLine[]; reason: string } | null;
  /** Titles of the quick fixes that other extensions have here. */
  quickFixes: string[];
  disable: DisableView | null;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  /** Why a remote model was, or was not, asked; empty where that is not known. */
  escalation: string;
  /** The label of the button that shows the other of two answers; empty where there is one only. */
  other: string;
  failure: Failure | null;
}

/** The explanations of all the problems of a file, one a rule. */
export interface FileView {
  kind: 'file';
  key: string;
  phase: Phase;
  status: string;
  /** The file's path in the workspace. */
  file: string;
  /** Rules that are explained, of all. */
  done: number;
  rules: RuleView[];
  failure: Failure | null;
}

export interface RuleView {
  state: 'waiting' | 'working' | 'done';
  title: string;
  tool: string;
  message: string;
  problem: string;
  why: string;
  documentationUrl: string | null;
  /** `Line 12`, with the message where it differs from the first one. */
  places: string[];
  /** Places that are not listed. */
  more: number;
  origin: string;
}

/** What the panel's page says to the extension. `rule` and `place` are positions in the lists of the view. */
export type ExplainMessage =
  | { type: 'ready' | 'back' | 'forward' | 'stop' | 'again' | 'showLog' }
  | { type: 'apply' | 'showDiff' | 'copyIdea' | 'showOther' | 'openDocumentation' | 'reveal' }
  | { type: 'disable'; where: keyof DisableView }
  | { type: 'quickFix'; title: string }
  | { type: 'openRule'; rule: number }
  | { type: 'revealPlace' | 'findFix'; rule: number; place: number };
