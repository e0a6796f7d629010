import type { Failure } from '../errors.ts';
import type { Phase } from '../explain-view.ts';

/** All that the panel of a worker's answer shows. Its page gets it whole, each time it changes. Texts of the input and of the model are not trusted. */
export interface WorkerView extends WorkerContent {
  phase: Phase;
  /** What goes on, or how it ended; one line. */
  status: string;
  /** How far a job of several parts has come; null where that is not known, and when none runs. */
  progress: { done: number; total: number } | null;
  title: string;
  kind: string;
  description: string;
  /** What it works on. */
  source: string;
  /** Whether lines lead to a document. */
  linked: boolean;
  checks: { passed: boolean; detail: string }[];
  /** Confidence in percent; null until there is an answer. */
  confidence: number | null;
  accepted: boolean;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  /** Why a remote model was, or was not, asked; empty where that is not known. */
  escalation: string;
  /** The label of the button that shows the other of two answers; empty where there is one only. */
  other: string;
  /** Whether the text can take the place of the input. */
  replaceable: boolean;
  failure: Failure | null;
}

/** What an answer says, as far as it has come. */
export interface WorkerContent {
  /** The answer as text; empty where a table says it. */
  text: string;
  /** It is code, or another text in which each space counts. */
  fixed: boolean;
  rows: AnswerRow[];
  /** Rows that are not shown. */
  more: number;
  /** Values that do not stand in the input. */
  rejected: string[];
}

/** One piece of the input and what was said of it, a value that was found, or a point of a summary. */
export interface AnswerRow {
  /** Lines of the source, 1-based; null where it stands nowhere. */
  firstLine: number | null;
  lastLine: number | null;
  /** The value's name; empty for pieces and points. */
  name: string;
  answer: string;
  /** No label fits, or no value was found. */
  none: boolean;
  /** In percent; null where it is not known. */
  sure: number | null;
  /** The piece itself, or what code knows of it. */
  note: string;
}

/** What the panel's page says to the extension. */
export type WorkerMessage =
  | { type: 'ready' | 'stop' | 'again' | 'showLog' | 'showOther' }
  | { type: 'copy' | 'insert' | 'replace' | 'openDocument' | 'openJson' | 'openWorker' }
  | { type: 'reveal'; line: number };
