import * as vscode from 'vscode';
import type { LineEdit } from '../core/diagnostic.ts';
import { UserError } from '../core/errors.ts';
import { applyLineEdits } from '../core/line-edits.ts';
import { columnOf } from './explain-subject.ts';
import { replacementFor } from './fix-diff.ts';

const SCHEME = 'journeyman-fix';
/** Documents whose changed text is kept for the diff editor. */
const KEPT = 20;

/** A change to a document that was made for one text of it. */
export interface SourceEdits {
  uri: vscode.Uri;
  source: string;
  edits: LineEdit[];
}

/** The document as it is, if it still has the text that the change was made for. */
async function unchangedDocument({ uri, source }: SourceEdits, failed: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() !== source) throw new UserError(failed, 'The file has changed since the fix was made.', 'Explain the diagnostic again to get a new one.');
  return document;
}

/** The change as an edit of the editor, from the first line that differs to the last; undefined where it changes nothing. */
export function workspaceEdit(document: vscode.TextDocument, edits: LineEdit[]): { edit: vscode.WorkspaceEdit; start: vscode.Position } | undefined {
  const source = document.getText();
  const replacement = replacementFor(source, applyLineEdits(source, edits) ?? source);
  if (!replacement) return undefined;
  const start = document.positionAt(replacement.start);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, document.positionAt(replacement.end)), replacement.text);
  return { edit, start };
}

/** Changes the document by one edit that can be undone, and shows the place. Throws a UserError, with `failed` as what did not happen. */
export async function applySourceEdits(change: SourceEdits, failed: string): Promise<void> {
  const document = await unchangedDocument(change, failed);
  const made = workspaceEdit(document, change.edits);
  if (!made) return;
  if (!(await vscode.workspace.applyEdit(made.edit))) throw new UserError(failed, 'The editor refused the change.', 'Check that the file can be written.');
  await vscode.window.showTextDocument(document, { viewColumn: columnOf(document), selection: new vscode.Range(made.start, made.start) });
}

/** Shows changes in the diff editor: the document on the left, and what it would become, which is in no file, on the right. */
export class FixDiffs implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  async show(change: SourceEdits, title: string): Promise<void> {
    const document = await unchangedDocument(change, 'The change was not shown.');
    // The path keeps the name, by which the editor knows the language.
    const changed = vscode.Uri.from({ scheme: SCHEME, path: document.uri.path.startsWith('/') ? document.uri.path : `/${document.uri.path}`, query: String(++this.#count) });
    this.#texts.set(changed.toString(), applyLineEdits(change.source, change.edits) ?? change.source);
    if (this.#texts.size > KEPT) this.#texts.delete(this.#texts.keys().next().value!);
    await vscode.commands.executeCommand('vscode.diff', document.uri, changed, title, { viewColumn: columnOf(document), preview: true } satisfies vscode.TextDocumentShowOptions);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
