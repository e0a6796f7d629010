import * as vscode from 'vscode';
import type { WorkerDefinition } from '../../workers/custom/definition.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import type { ErrorReporter } from '../errors.ts';
import { reasons } from '../feedback.ts';
import type { Jobs } from '../jobs.ts';
import { inform } from '../messages.ts';
import type { Parts } from '../parts.ts';
import type { RunningJobs } from '../running-jobs.ts';
import type { TakenInput } from './choose-input.ts';
import { insertText, languageOf, openText, replaceText, showPlace, stillStands } from './deliver.ts';
import { plainLabel } from './plain-label.ts';
import { contentOf } from './worker-content.ts';
import { workerAt } from './worker-at.ts';
import type { WorkerList } from './worker-list.ts';
import { WorkerPanel } from './worker-panel.ts';
import { WorkerProblems } from './worker-problems.ts';
import { WorkerRun } from './worker-run.ts';

export type Destination = WorkerDefinition['result'];

export interface WorkerJobsDependencies {
  extensionUri: vscode.Uri;
  jobs: Jobs;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
}

/** Runs users' workers and puts their answers where their files say. */
export class WorkerJobs {
  readonly problems = new WorkerProblems();
  readonly #deps: WorkerJobsDependencies;
  readonly #panel: WorkerPanel;

  /** `list` has the workers as their files describe them now. */
  constructor(deps: WorkerJobsDependencies, list: Pick<WorkerList, 'read'>) {
    this.#deps = deps;
    this.#panel = new WorkerPanel({
      ...deps,
      again: async ({ worker, taken }) => {
        const now = await workerAt(list, worker.definition.path);
        if (now) await this.run(now, taken, 'panel');
      },
    });
  }

  /** Ends when the answer is where it belongs. Never rejects. */
  async run(worker: LoadedWorker, taken: TakenInput, destination: Destination): Promise<void> {
    let report = (_status: string): void => undefined;
    const context = {
      ...this.#deps,
      changed: (run: WorkerRun) => {
        this.#panel.changed(run);
        report(run.view.status);
      },
    };
    const run = new WorkerRun(context, worker, taken);
    if (destination === 'panel') {
      this.#panel.show(run);
      return run.run();
    }
    const title = plainLabel(worker.definition.title, 60);
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => run.stop());
      report = (message) => progress.report({ message });
      return run.run();
    });
    report = () => undefined;
    if (run.view.phase === 'stopped') return;
    if (run.view.phase === 'failed') return this.#panel.show(run);
    try {
      await this.#deliver(run, destination, title);
    } catch (error) {
      // The answer is not lost with it.
      this.#panel.show(run);
      this.#deps.errors.show('The answer was not put where it belongs.', error);
    }
  }

  dispose(): void {
    this.#panel.dispose();
    this.problems.dispose();
  }

  async #deliver(run: WorkerRun, destination: Destination, title: string): Promise<void> {
    const { taken, text, result, worker } = run;
    if (!result) return;
    const instead = (why: string) => {
      this.#panel.show(run);
      run.update({ status: why });
    };
    if (text.trim() === '' && destination !== 'json' && destination !== 'problems') return instead('The answer is empty.');
    switch (destination) {
      case 'replace':
      case 'insert': {
        const done = destination === 'replace' ? 'replaced' : 'inserted';
        const doubt = doubtOf(run);
        if (doubt !== undefined) return instead(`Not ${done}: ${doubt}`);
        if (destination === 'replace' && !taken.place) return instead('Not replaced: the text stands in no file.');
        await (destination === 'replace' ? replaceText(taken.place!, taken.input.text, text) : insertText(taken.place, taken.input.text, text));
        if (taken.place) await showPlace(taken.place);
        vscode.window.setStatusBarMessage(`$(check) ${title}: ${done}. Undo takes it back.`, 5000);
        return;
      }
      case 'document':
        return openText(text, languageOf(worker.definition), this.#panel.otherColumn);
      case 'json':
        return openText(`${JSON.stringify(result.output, null, 2)}\n`, 'json', this.#panel.otherColumn);
      case 'clipboard': {
        await vscode.env.clipboard.writeText(text);
        void inform(`${title}: “${plainLabel(text, 80)}” is in the clipboard.`, 'Show').then((answer) => answer && this.#panel.show(run));
        return;
      }
      case 'problems': {
        if (!taken.place) return instead('The text stands in no file: its problems are listed here.');
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(taken.place.uri, true));
        if (!stillStands(document, taken.place, taken.input.text)) return instead('The text has changed since the worker was given it: its problems are listed here, at the lines of then. Run the worker again to have them in the problems list.');
        const count = this.problems.show(document, worker.definition.name, contentOf(result.output, text, Infinity).rows);
        const found = `${title}: ${count === 0 ? 'nothing' : count === 1 ? 'one entry' : `${count} entries`} in the problems list.`;
        void inform(found, ...(count > 0 ? ['Show Problems'] : [])).then((answer) => answer && vscode.commands.executeCommand('workbench.actions.view.problems'));
        return;
      }
      case 'panel':
        return this.#panel.show(run);
    }
  }
}

/** Why an answer should be looked at before it is written into a file; undefined where nothing speaks against it. */
function doubtOf({ result }: WorkerRun): string | undefined {
  const [reason] = reasons(result?.checks ?? []);
  return reason ?? (result?.accepted === false ? 'the model is not sure of this answer. Read it first.' : undefined);
}
