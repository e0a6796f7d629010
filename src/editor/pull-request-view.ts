import type { Failure } from './errors.ts';

/** All that the pull-request preview shows. Its page gets it whole, each time it changes. */
export interface PullRequestView {
  /** `working`: text may still come. */
  phase: 'working' | 'done' | 'stopped' | 'failed';
  /** What goes on, or how it ended; one line. */
  status: string;
  repository: string;
  title: string;
  /** Markdown, not trusted. */
  description: string;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  failure: Failure | null;
}

/** What the preview's page says to the extension. */
export type PullRequestMessage = { type: 'ready' | 'stop' | 'again' | 'copyTitle' | 'copyDescription' | 'copyBoth' | 'openDocument' | 'showLog' };
