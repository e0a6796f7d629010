import * as vscode from 'vscode';
import type { FileProblem, WorkerDefinition, WorkerOrigin } from '../../workers/custom/definition.ts';
import type { LoadedWorker } from '../../workers/custom/load.ts';
import { plainLabel } from './plain-label.ts';
import type { WorkerList } from './worker-list.ts';

export const KIND_ICONS: Record<WorkerDefinition['kind'], string> = { classify: 'tag', extract: 'json', transform: 'arrow-swap', summarize: 'list-flat' };

/** Shows a worker's file; takes its path and, where something is to be mended there, the line. Not in the palette. */
export const PEEK_COMMAND = 'journeyman.peekWorker';

/** An entry of the view. */
export type WorkerNode =
  | { type: 'group'; origin: WorkerOrigin; title: string }
  | { type: 'worker'; worker: LoadedWorker }
  | { type: 'problem'; path: string; problems: FileProblem[] }
  | { type: 'new'; origin: WorkerOrigin };

const GROUPS: readonly { origin: WorkerOrigin; title: string }[] = [
  { origin: 'workspace', title: 'This Workspace' },
  { origin: 'user', title: 'Yours' },
  { origin: 'built-in', title: 'Built In' },
];

/** The workers by where their files are. What the files say is shown as plain text. */
export class WorkerTree implements vscode.TreeDataProvider<WorkerNode> {
  readonly #list: WorkerList;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscription: { dispose(): void };

  constructor(list: WorkerList) {
    this.#list = list;
    this.#subscription = list.onChange(() => this.#changed.fire(undefined));
  }

  async getChildren(node?: WorkerNode): Promise<WorkerNode[]> {
    const { workers, problems } = this.#list.known ?? (await this.#list.read());
    if (!node) {
      if (workers.length === 0 && problems.length === 0) return [];
      // Without a folder, or where it is not trusted, there is no such place.
      const here = vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders ?? []).length > 0;
      return GROUPS.filter(({ origin }) => origin !== 'workspace' || here).map((group): WorkerNode => ({ type: 'group', ...group }));
    }
    if (node.type !== 'group') return [];
    const own = workers.filter(({ definition }) => definition.origin === node.origin).map((worker): WorkerNode => ({ type: 'worker', worker }));
    const wrong = problemNodes(problems).filter(({ path }) => originOf(path) === node.origin);
    if (own.length + wrong.length === 0 && node.origin !== 'built-in') return [{ type: 'new', origin: node.origin }];
    return [...wrong, ...own];
  }

  getTreeItem(node: WorkerNode): vscode.TreeItem {
    switch (node.type) {
      case 'group':
        return Object.assign(new vscode.TreeItem(node.title, vscode.TreeItemCollapsibleState.Expanded), { id: node.origin, contextValue: 'group' });
      case 'worker':
        return workerItem(node.worker);
      case 'problem':
        return problemItem(node);
      case 'new':
        return Object.assign(new vscode.TreeItem('New Worker…'), { id: `new ${node.origin}`, iconPath: new vscode.ThemeIcon('add'), command: { command: 'journeyman.newWorker', title: 'New Worker…', arguments: [node.origin] } });
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function workerItem({ definition }: LoadedWorker): vscode.TreeItem {
  const { name, title, description, kind, origin, path } = definition;
  return Object.assign(new vscode.TreeItem(plainLabel(title, 80)), {
    id: `${origin} ${name}`,
    description: plainLabel(description, 120),
    // A plain string: no Markdown is read in it.
    tooltip: [title, description, `${kind} · ${name}`].filter(Boolean).map((line) => plainLabel(line, 300)).join('\n'),
    iconPath: new vscode.ThemeIcon(KIND_ICONS[kind]),
    contextValue: 'worker',
    command: { command: PEEK_COMMAND, title: 'Open File', arguments: [path] },
    accessibilityInformation: { label: `${plainLabel(title, 80)}, ${kind}. ${plainLabel(description)}` },
  });
}

function problemItem({ path, problems }: { path: string; problems: FileProblem[] }): vscode.TreeItem {
  const [{ line, message } = { line: 1, message: '' }] = problems;
  return Object.assign(new vscode.TreeItem(plainLabel(fileName(path), 80)), {
    id: path,
    description: plainLabel(`line ${line}: ${message}`),
    tooltip: problems.map((each) => plainLabel(`Line ${each.line}: ${each.message}`, 300)).join('\n'),
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    contextValue: 'workerProblem',
    command: { command: PEEK_COMMAND, title: 'Open File', arguments: [path, line] },
  });
}

function problemNodes(problems: readonly FileProblem[]): { type: 'problem'; path: string; problems: FileProblem[] }[] {
  return [...new Set(problems.map(({ path }) => path))].map((path) => ({ type: 'problem', path, problems: problems.filter((problem) => problem.path === path) }));
}

/** A problem does not say whose file it is: a workspace's lies in one of its folders. */
function originOf(path: string): WorkerOrigin {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)) ? 'workspace' : 'user';
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
