import type { DiffLine } from './fix-diff.ts';
import type { Failure } from './errors.ts';

/** All that the explanation panel shows. The panel's page gets it whole, each time it changes. */
export interface ExplainView {
  /** `working`: text may still come. */
  phase: 'working' | 'done' | 'stopped' | 'failed';
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
  fix: { lines: DiffLine[]; verified: boolean; applied: boolean } | null;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  failure: Failure | null;
}

/** What the panel's page says to the extension. */
export type ExplainMessage = { type: 'ready' | 'stop' | 'apply' | 'again' | 'openDocumentation' | 'reveal' | 'showLog' };
