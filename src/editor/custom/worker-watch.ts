import * as vscode from 'vscode';
import { isWorkerDocument } from './worker-files.ts';
import type { WorkerList } from './worker-list.ts';

/** Changes come in numbers: a branch that is switched, an editor that writes a file in steps. */
const SETTLED_MS = 150;

/** Reads the workers anew when their files change, in the workspace or in the user's folder, and when the workspace changes. Does so only where they were read before. */
export function watchWorkers(list: WorkerList, userFolder: string): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let watchers: vscode.Disposable[] = [];
  const changed = () => {
    clearTimeout(timer);
    if (list.known) timer = setTimeout(() => void list.read(), SETTLED_MS);
  };
  const watch = () => {
    for (const watcher of watchers) watcher.dispose();
    const patterns = [...(vscode.workspace.workspaceFolders ?? []).map((folder) => new vscode.RelativePattern(folder, '.journeyman/workers/*.md')), new vscode.RelativePattern(vscode.Uri.file(userFolder), '*.md')];
    watchers = patterns.flatMap((pattern) => {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
    });
    changed();
  };
  watch();
  return vscode.Disposable.from(
    { dispose: () => [...watchers, { dispose: () => clearTimeout(timer) }].forEach((each) => each.dispose()) },
    // Not every file system tells of changes; the editor does of its own.
    vscode.workspace.onDidSaveTextDocument((document) => isWorkerDocument(document, userFolder) && changed()),
    vscode.workspace.onDidChangeWorkspaceFolders(watch),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
  );
}
