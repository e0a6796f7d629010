import * as vscode from 'vscode';
import { columnOf } from '../explain-subject.ts';
import type { ErrorReporter } from '../errors.ts';
import { Panel } from '../panel.ts';
import { insertText, languageOf, openText, replaceText } from './deliver.ts';
import type { WorkerRun } from './worker-run.ts';
import type { WorkerMessage, WorkerView } from './worker-view.ts';

export interface WorkerPanelDependencies {
  extensionUri: vscode.Uri;
  errors: ErrorReporter;
  showLog: () => void;
  /** Runs the same worker on the same text once more, as its file describes it by then. Throws a UserError where that describes none any more. */
  again(run: WorkerRun): Promise<void>;
}

/** The panel beside the editor in which the answers of users' workers are read. It shows the last run. */
export class WorkerPanel {
  readonly #deps: WorkerPanelDependencies;
  readonly #panel: Panel<WorkerView, WorkerMessage>;
  #shown: WorkerRun | undefined;

  constructor(deps: WorkerPanelDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<WorkerView, WorkerMessage>({
      extensionUri: deps.extensionUri,
      page: 'worker',
      title: 'Worker',
      onMessage: (message) => void this.#receive(message),
      onClose: () => {
        this.#shown?.stop();
        this.#shown = undefined;
      },
    });
  }

  show(run: WorkerRun): void {
    if (this.#shown !== run) this.#shown?.stop();
    this.#shown = run;
    this.#panel.open(run.view);
  }

  /** Shows what has changed, where it is this run that is shown. */
  changed(run: WorkerRun): void {
    if (this.#shown === run) this.#panel.update(run.view);
  }

  /** A column that the panel is not in. */
  get otherColumn(): vscode.ViewColumn {
    return this.#panel.otherColumn;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: WorkerMessage): Promise<void> {
    const run = this.#shown;
    if (!run) return;
    try {
      await this.#act(run, message);
    } catch (error) {
      this.#deps.errors.show('It did not work.', error);
    }
  }

  async #act(run: WorkerRun, message: WorkerMessage): Promise<void> {
    const { definition } = run.worker;
    switch (message.type) {
      case 'stop':
        return run.stop();
      case 'again':
        return this.#deps.again(run);
      case 'showLog':
        return this.#deps.showLog();
      case 'showOther':
        return run.swap();
      case 'copy':
        await vscode.env.clipboard.writeText(run.text);
        vscode.window.setStatusBarMessage('$(check) Answer copied', 3000);
        return;
      case 'insert':
        await insertText(run.taken.place, run.taken.input.text, run.text);
        return run.update({ status: 'Inserted. Undo takes it back.' });
      case 'replace':
        if (!run.taken.place) return;
        await replaceText(run.taken.place, run.taken.input.text, run.text);
        // The next time something else would stand there.
        return run.update({ status: 'Replaced. Undo takes it back.', replaceable: false });
      case 'openDocument':
        return openText(run.text, languageOf(definition), this.otherColumn);
      case 'openJson':
        return openText(`${JSON.stringify(run.result?.output, null, 2)}\n`, 'json', this.otherColumn);
      case 'openWorker':
        await vscode.window.showTextDocument(vscode.Uri.file(definition.path), { viewColumn: this.otherColumn });
        return;
      case 'reveal':
        return this.#reveal(run, message.line);
    }
  }

  async #reveal({ taken: { place } }: WorkerRun, line: number): Promise<void> {
    if (!place || !Number.isInteger(line) || line < 1) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri, true));
    const selection = document.validateRange(new vscode.Range(line - 1, 0, line - 1, 0));
    await vscode.window.showTextDocument(document, { selection, viewColumn: columnOf(document) });
  }
}
