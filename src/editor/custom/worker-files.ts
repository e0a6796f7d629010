import { basename, dirname, relative } from 'node:path';
import * as vscode from 'vscode';

/** Files that describe workers: a workspace's and the user's. */
export function workerDocuments(userFolder: string): vscode.DocumentFilter[] {
  return [
    { scheme: 'file', pattern: '**/.journeyman/workers/*.md' },
    { scheme: 'file', pattern: new vscode.RelativePattern(vscode.Uri.file(userFolder), '*.md') },
  ];
}

/** Whether the document is such a file. */
export function isWorkerDocument(document: vscode.TextDocument, userFolder: string): boolean {
  return basename(document.uri.path).toLowerCase() !== 'readme.md' && vscode.languages.match(workerDocuments(userFolder), document) > 0;
}

/** Whether two paths name one file, as far as their letters say. */
export function samePath(one: string, other: string): boolean {
  return relative(dirname(one), dirname(other)) === '' && basename(one) === basename(other);
}
