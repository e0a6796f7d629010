import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { OWN_SOURCE } from '../diagnostics.ts';
import { isWorkerDocument } from './worker-files.ts';

/** Milliseconds without a key after which a file is looked at. */
const SETTLED_MS = 200;

/** Shows what is wrong in the worker files that are open, at the line that it is about, while they are written. */
export function showFrontMatterProblems(userFolder: string, log: Pick<Log, 'error'>): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('journeyman.workers');
  const timers = new Map<string, NodeJS.Timeout>();

  async function look(document: vscode.TextDocument): Promise<void> {
    try {
      const { parseDefinition } = await import('../../workers/custom/load.ts');
      const { version } = document;
      const { problems } = parseDefinition({ path: document.uri.fsPath, origin: 'workspace', text: document.getText() });
      if (document.isClosed || document.version !== version) return;
      collection.set(
        document.uri,
        problems.map(({ message, line, column, endLine, endColumn }) => {
          const range = document.validateRange(new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1));
          const made = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
          made.source = OWN_SOURCE;
          return made;
        }),
      );
    } catch (error) {
      log.error(`The worker file was not checked: ${messageOf(error)}`);
    }
  }

  const soon = (document: vscode.TextDocument, ms: number) => {
    if (!isWorkerDocument(document, userFolder)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => void look(document), ms));
  };
  const closed = ({ uri }: vscode.TextDocument) => {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
    collection.delete(uri);
  };
  for (const document of vscode.workspace.textDocuments) soon(document, 0);
  return vscode.Disposable.from(
    collection,
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidOpenTextDocument((document) => soon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document, SETTLED_MS)),
    vscode.workspace.onDidCloseTextDocument(closed),
  );
}
