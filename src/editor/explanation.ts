import type { ErrorReporter } from './errors.ts';
import type { ExplainMessage, ExplainView, FileView } from './explain-view.ts';
import type { DiagnosticReference } from './diagnostics.ts';
import type { FixDiffs } from './fix-editor.ts';
import type { Jobs } from './jobs.ts';
import type { Parts } from './parts.ts';
import type { ReadyFixes } from './ready-fixes.ts';
import type { RunningJobs } from './running-jobs.ts';

/** What an explanation needs of its surroundings. */
export interface ExplanationContext {
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  fixes: ReadyFixes;
  diffs: FixDiffs;
  /** Shows the view of the explanation if the panel is at it. */
  changed(explanation: Explanation): void;
  /** Explains a diagnostic in the panel in place of this. */
  explain(reference: DiagnosticReference): Promise<void>;
}

/** One entry of the panel's history: what it shows, and what can be done there. */
export interface Explanation {
  readonly view: ExplainView | FileView;
  /** Asks the model, and keeps the view up to date. Never rejects. */
  run(): Promise<void>;
  /** Does what a click on its page asks for. Rejects with what went wrong. */
  receive(message: ExplainMessage): Promise<void>;
}
