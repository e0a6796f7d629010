import type { Failure } from './errors.ts';
import type { RangeView } from './pull-request-range.ts';

/** All that the pull-request preview shows. Its page gets it whole, each time it changes. */
export interface PullRequestView {
  /** `working`: text may still come. */
  phase: 'working' | 'done' | 'stopped' | 'failed';
  /** What goes on, or how it ended; one line. */
  status: string;
  /** How many of the parts are read; null where nothing is counted. */
  progress: { done: number; total: number } | null;
  repository: string;
  range: RangeView;
  /** What the template is called that is used; null where there is nothing to choose. */
  template: string | null;
  title: string;
  /** Markdown, not trusted. */
  description: string;
  /** Another number each time that the text was not changed by the page itself. */
  edition: number;
  /** Whether the description is shown to be written in. */
  editing: boolean;
  /** Whether the text is the user's own. */
  edited: boolean;
  /** How many other texts of the user's own there are for this branch. */
  others: number;
  /** Whether the branch has got commits since. */
  stale: boolean;
  /** Whether the text is whole, and a better one may still come. */
  asking: boolean;
  /** Model, confidence and time; empty until there is an answer. */
  origin: string;
  /** Why a remote model was, or was not, asked; empty where that is not known. */
  escalation: string;
  /** The label of the button that shows the other of two answers; empty where there is one only. */
  other: string;
  failure: Failure | null;
}

/** What the preview's page says to the extension. */
export type PullRequestMessage =
  | { type: 'ready' | 'stop' | 'again' | 'changeBase' | 'changeTemplate' | 'toggleEditing' | 'restore' | 'showOther' }
  | { type: 'copyTitle' | 'copyDescription' | 'copyBoth' | 'openDocument' | 'showLog' }
  | { type: 'edit'; edition: number; title: string; description: string };

/** Whether there is a text to be read, changed and copied: a whole one, or what there is of one that was stopped. */
export function hasText({ phase, asking, title, description }: Pick<PullRequestView, 'phase' | 'asking' | 'title' | 'description'>): boolean {
  return (phase !== 'working' || asking) && `${title}${description}` !== '';
}
