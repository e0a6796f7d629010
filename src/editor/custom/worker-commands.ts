import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import { besidePanel } from '../columns.ts';
import type { ErrorReporter } from '../errors.ts';
import type { Storage } from '../remembered.ts';
import { firstInput, type TakenInput, wantedInputs } from './choose-input.ts';
import { newWorker, type WorkerPlace } from './new-worker.ts';
import { pickWorker } from './pick-worker.ts';
import { tryText } from './try-text.ts';
import { unusable, workerAt } from './worker-at.ts';
import { documentInput, fileInput, inputSources, selectionOf, terminalInput } from './worker-inputs.ts';
import type { WorkerJobs } from './worker-jobs.ts';
import type { WorkerList } from './worker-list.ts';
import type { WorkerNode } from './worker-tree.ts';

const LAST = 'worker.last';

export interface WorkerCommandsDependencies {
  list: WorkerList;
  jobs: WorkerJobs;
  errors: ErrorReporter;
  storage: Storage;
  /** Folders that a new worker may be kept in. */
  places(): WorkerPlace[];
}

/** What users do with workers: run them, try them, write new ones. No method rejects. */
export class WorkerCommands {
  readonly #deps: WorkerCommandsDependencies;

  constructor(deps: WorkerCommandsDependencies) {
    this.#deps = deps;
  }

  /** Runs the worker of that name, or one that the user picks, on what it asks for itself. */
  run(name?: unknown): Promise<void> {
    return this.#guarded('The worker did not run.', async () => {
      const worker = await this.#chosen(name, 'Which worker?');
      if (worker) await this.#runOnOwn(worker);
    });
  }

  /** Runs the worker that ran last, on what there is now. */
  runLast(): Promise<void> {
    const last = this.#last();
    return this.run(last);
  }

  /** On the selection in the editor; where nothing is selected, on the file. */
  runOnSelection(name?: unknown): Promise<void> {
    return this.#runOn(name, async () => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) throw new UserError('There is nothing to work on.', 'No file is open in the editor.', 'Open a file and select some text.');
      return selectionOf(editor) ?? documentInput(editor.document);
    });
  }

  /** On the file that was clicked in the Explorer. */
  runOnFile(clicked?: unknown): Promise<void> {
    return clicked instanceof vscode.Uri ? this.#runOn(undefined, () => fileInput(clicked)) : this.runOnSelection();
  }

  runOnTerminal(): Promise<void> {
    return this.#runOn(undefined, terminalInput);
  }

  /** Shows at once what a worker makes of the text at hand, in the panel whatever its file says. The argument is a node of the view, a name, or a file's path. */
  tryIt(argument?: unknown): Promise<void> {
    return this.#guarded('The worker was not tried.', async () => {
      const worker = await this.#meant(argument);
      const taken = worker && (await tryText(worker));
      if (taken) await this.#start(worker, taken, true);
    });
  }

  open(node?: unknown): Promise<void> {
    return this.#guarded('The file was not opened.', async () => {
      const path = isNode(node) ? pathOf(node) : (await this.#chosen(node, 'Open the file of which worker?'))?.definition.path;
      if (path !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false, viewColumn: besidePanel() });
    });
  }

  /** What a click in the view does: the focus stays there, as in the Explorer, unless there is something to mend. */
  peek(path: string, line?: number): Promise<void> {
    return this.#guarded('The file was not opened.', async () => {
      const there = line === undefined ? { preserveFocus: true } : { selection: new vscode.Range(line - 1, 0, line - 1, 0) };
      await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: true, viewColumn: besidePanel(), ...there });
    });
  }

  /** The wizard. The argument names where the worker is to be kept, if that is known. */
  create(origin?: unknown): Promise<void> {
    return this.#guarded('The worker was not written.', async () => {
      const places = this.#deps.places();
      const wanted = places.filter((place) => place.origin === origin);
      if (await newWorker(wanted.length > 0 ? wanted : places, places)) await this.#deps.list.read();
    });
  }

  #runOn(name: unknown, take: () => Promise<TakenInput>): Promise<void> {
    return this.#guarded('The worker did not run.', async () => {
      // Taken first: the selection is gone when the focus is.
      const taken = await take();
      const worker = await this.#chosen(name, `Which worker, on ${taken.what}?`);
      if (worker) await this.#start(worker, taken);
    });
  }

  async #runOnOwn(worker: LoadedWorker): Promise<void> {
    const { title, input } = worker.definition;
    const taken = await firstInput(input, inputSources(vscode.window.activeTextEditor));
    if (!taken) throw new UserError('There is nothing to work on.', `${title} needs ${wantedInputs(input)}.`, 'Select some text, or open a file.');
    await this.#start(worker, taken);
  }

  async #start(worker: LoadedWorker, taken: TakenInput, trial = false): Promise<void> {
    void this.#deps.storage.update(LAST, worker.definition.name);
    await this.#deps.jobs.run(worker, taken, trial ? 'panel' : worker.definition.result);
  }

  /** The worker of that name, or one that the user picks; undefined where they leave, or go on to write one. */
  async #chosen(name: unknown, placeHolder: string): Promise<LoadedWorker | undefined> {
    const { workers, problems } = await this.#deps.list.read();
    if (typeof name === 'string') {
      const found = workers.find(({ definition }) => definition.name === name);
      if (found) return found;
      const wrong = problems.find(({ path }) => path.endsWith(`${name}.md`));
      throw wrong ? unusable(wrong) : new UserError(`There is no worker ${name}.`, 'No file of that name describes one.', 'Choose another, or write it.');
    }
    const picked = await pickWorker(workers, placeHolder, this.#last());
    if (picked !== 'new') return picked;
    await this.create();
    return undefined;
  }

  async #meant(clicked: unknown): Promise<LoadedWorker | undefined> {
    const argument = clicked instanceof vscode.Uri ? clicked.fsPath : clicked;
    if (typeof argument !== 'string' || !argument.endsWith('.md')) return this.#chosen(isNode(argument) && argument.type === 'worker' ? argument.worker.definition.name : argument, 'Try which worker?');
    return workerAt(this.#deps.list, argument);
  }

  #last(): string | undefined {
    const last = this.#deps.storage.get(LAST);
    return typeof last === 'string' ? last : undefined;
  }

  async #guarded(failed: string, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
  }
}

function isNode(value: unknown): value is WorkerNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function pathOf(node: WorkerNode): string | undefined {
  return node.type === 'worker' ? node.worker.definition.path : node.type === 'problem' ? node.path : undefined;
}
