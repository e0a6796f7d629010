import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { ErrorReporter } from './errors.ts';
import { DiagnosticExplanation } from './explain-diagnostic.ts';
import { FileExplanation } from './explain-file.ts';
import { History } from './explain-history.ts';
import { subjectOf } from './explain-subject.ts';
import type { ExplainMessage, ExplainPage } from './explain-view.ts';
import type { Explanation, ExplanationContext } from './explanation.ts';
import { FixDiffs } from './fix-editor.ts';
import type { Jobs } from './jobs.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import { ReadyFixes } from './ready-fixes.ts';
import type { RunningJobs } from './running-jobs.ts';

export const explainFileCommand = 'journeyman.explainFile';

export interface ExplainDependencies {
  extensionUri: vscode.Uri;
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
}

/** The commands that explain diagnostics, and the panel that they do so in, with the explanations that were in it before. */
export class Explainer {
  /** The confirmed fixes of the explanations so far. */
  readonly fixes = new ReadyFixes();
  readonly #deps: ExplainDependencies;
  readonly #panel: Panel<ExplainPage, ExplainMessage>;
  readonly #history = new History<Explanation>();
  readonly #diffs = new FixDiffs();
  readonly #context: ExplanationContext;

  constructor(deps: ExplainDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<ExplainPage, ExplainMessage>({
      extensionUri: deps.extensionUri,
      page: 'explain',
      title: 'Explanation',
      onMessage: (message) => void this.#receive(message),
      onClose: () => deps.running.cancel({ kind: 'explain' }),
    });
    this.#context = {
      ...deps,
      fixes: this.fixes,
      diffs: this.#diffs,
      changed: (explanation) => {
        if (this.#history.shown === explanation) this.#panel.update(this.#page(explanation));
      },
      explain: (reference) => this.explain(reference),
    };
  }

  /** Explains the diagnostic that the argument names, or the one at the cursor. */
  async explain(argument?: unknown): Promise<void> {
    try {
      const subject = await subjectOf(argument);
      // The hover that the link was in would stay in front of the panel as long as the mouse rests on it.
      await vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => undefined);
      if (subject) await this.#show(new DiagnosticExplanation(this.#context, subject));
    } catch (error) {
      this.#deps.errors.show('The diagnostic was not explained.', error);
    }
  }

  /** Explains all that is reported on the file in the editor, one explanation a rule. */
  async explainFile(): Promise<void> {
    try {
      const editor = vscode.window.activeTextEditor;
      if (!editor) throw new UserError('There is nothing to explain.', 'No file is open in the editor.', 'Open a file that has problems.');
      await this.#show(new FileExplanation(this.#context, editor.document));
    } catch (error) {
      this.#deps.errors.show('The problems were not explained.', error);
    }
  }

  dispose(): void {
    this.#panel.dispose();
    this.#diffs.dispose();
  }

  /** A new explanation has the panel and the model to itself. */
  async #show(explanation: Explanation): Promise<void> {
    this.#deps.running.cancel({ kind: 'explain' });
    this.#history.add(explanation);
    this.#panel.open(this.#page(explanation));
    await explanation.run();
  }

  #page({ view }: Explanation): ExplainPage {
    return { back: this.#history.hasBack, forward: this.#history.hasForward, shown: view };
  }

  async #receive(message: ExplainMessage): Promise<void> {
    const { running, showLog, errors } = this.#deps;
    const { shown } = this.#history;
    switch (message.type) {
      case 'stop':
        return running.cancel({ kind: 'explain' });
      case 'showLog':
        return showLog();
      case 'back':
      case 'forward':
        if (this.#history.go(message.type === 'back' ? -1 : 1)) this.#panel.update(this.#page(this.#history.shown!));
        return;
      default:
        await shown?.receive(message).catch((error: unknown) => errors.show('That did not work.', error));
    }
  }
}
