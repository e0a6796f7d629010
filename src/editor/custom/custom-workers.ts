import * as vscode from 'vscode';
import type { Log } from '../../core/log.ts';
import type { Storage } from '../remembered.ts';
import { frontMatterLanguage } from './front-matter-language.ts';
import { showFrontMatterProblems } from './front-matter-problems.ts';
import { WorkerCommands } from './worker-commands.ts';
import { WorkerJobs, type WorkerJobsDependencies } from './worker-jobs.ts';
import { WorkerList } from './worker-list.ts';
import { PEEK_COMMAND, WorkerTree } from './worker-tree.ts';
import { watchWorkers } from './worker-watch.ts';

export interface CustomWorkersDependencies extends WorkerJobsDependencies {
  log: Log;
  storage: Storage;
  /** Where the user's own workers are, and where a workspace's are. */
  userFolder: string;
  workspaceFolder(workspace: string): string;
}

/** Users' own workers in the editor: the view that lists them, their commands, and help in writing them. Their files are read when they are first looked at. */
export function createCustomWorkers(deps: CustomWorkersDependencies): vscode.Disposable {
  const { userFolder, log, parts } = deps;
  const folders = () => (vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file') : []);
  const list = new WorkerList({ parts, log, folders: () => folders().map(({ uri }) => uri.fsPath) });
  const jobs = new WorkerJobs(deps, list);
  const commands = new WorkerCommands({
    ...deps,
    list,
    jobs,
    places: () => [
      ...folders().map(({ uri, name }) => ({ origin: 'workspace' as const, label: folders().length === 1 ? 'This Workspace' : `This Workspace: ${name}`, folder: deps.workspaceFolder(uri.fsPath) })),
      { origin: 'user', label: 'Yours, in Every Workspace', folder: userFolder },
    ],
  });
  const tree = new WorkerTree(list);
  const view = vscode.window.createTreeView('journeyman.workers', { treeDataProvider: tree });
  const sayTrust = () => (view.message = vscode.workspace.isTrusted ? undefined : 'The workers of this folder are not read until you trust it.');
  sayTrust();
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    jobs,
    tree,
    view,
    watchWorkers(list, userFolder),
    frontMatterLanguage({ schemaPath: vscode.Uri.joinPath(deps.extensionUri, 'media', 'worker-front-matter.schema.json').fsPath, userFolder, log }),
    showFrontMatterProblems(userFolder, log),
    vscode.workspace.onDidGrantWorkspaceTrust(sayTrust),
    registerCommand('journeyman.runWorker', (name?: unknown) => commands.run(name)),
    registerCommand('journeyman.runWorkerOnSelection', (name?: unknown) => commands.runOnSelection(name)),
    registerCommand('journeyman.runWorkerOnFile', (clicked?: unknown) => commands.runOnFile(clicked)),
    registerCommand('journeyman.runWorkerOnTerminal', () => commands.runOnTerminal()),
    registerCommand('journeyman.runLastWorker', () => commands.runLast()),
    registerCommand('journeyman.tryWorker', (argument?: unknown) => commands.tryIt(argument)),
    registerCommand('journeyman.openWorker', (node?: unknown) => commands.open(node)),
    registerCommand(PEEK_COMMAND, (path: string, line?: number) => commands.peek(path, line)),
    registerCommand('journeyman.newWorker', (origin?: unknown) => commands.create(origin)),
    registerCommand('journeyman.clearWorkerProblems', () => jobs.problems.clear()),
  );
}
