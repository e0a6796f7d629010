import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { ExplainInput } from '../workers/explain/input.ts';
import { type DiagnosticReference, diagnosticsAt, findDiagnostic, isReference, referenceTo, ruleOf, toDiagnostic, toolOf } from './diagnostics.ts';
import { originOf } from './document-origin.ts';
import { webAddress } from './markdown.ts';

/** What is explained. */
export interface Subject {
  document: vscode.TextDocument;
  diagnostic: vscode.Diagnostic;
}

/** The diagnostic that a command's argument names, or the one at the cursor; undefined where the user picks none of several. */
export function subjectOf(argument: unknown): Promise<Subject | undefined> {
  return isReference(argument) ? byReference(argument) : atCursor();
}

async function byReference(reference: DiagnosticReference): Promise<Subject> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri, true));
  const diagnostic = findDiagnostic(vscode.languages.getDiagnostics(document.uri), reference);
  if (!diagnostic) throw new UserError('There is nothing to explain.', 'This diagnostic is no longer reported.', 'Point at a diagnostic that is there now.');
  return { document, diagnostic };
}

async function atCursor(): Promise<Subject | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new UserError('There is nothing to explain.', 'No file is open in the editor.', 'Open a file and put the cursor on a diagnostic.');
  const { document } = editor;
  const found = diagnosticsAt(vscode.languages.getDiagnostics(document.uri), editor.selection.active, true);
  if (found.length === 0) throw new UserError('There is nothing to explain.', 'No diagnostic is reported on this line.', 'Put the cursor on an underlined place.');
  if (found.length === 1) return { document, diagnostic: found[0]! };
  const items = found.map((diagnostic) => ({ label: [toolOf(diagnostic), ruleOf(diagnostic)].filter(Boolean).join(' ') || 'Diagnostic', detail: diagnostic.message, diagnostic }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Explain which diagnostic?' });
  return picked && { document, diagnostic: picked.diagnostic };
}

/** The same diagnostic as it is reported now, after edits; undefined when it is gone. The document is opened again where it was closed. */
export async function currentSubject({ document: { uri }, diagnostic }: Subject): Promise<Subject | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const found = findDiagnostic(vscode.languages.getDiagnostics(uri), referenceTo(uri.toString(), diagnostic));
  return found && { document, diagnostic: found };
}

/** What the worker is asked about it. */
export function inputFor({ document, diagnostic }: Subject, source = document.getText()): ExplainInput {
  const origin = document.uri.scheme === 'file' ? undefined : originOf(document.uri)?.path;
  return {
    file: document.uri.scheme === 'file' ? document.uri.fsPath : document.uri.path.split('/').at(-1)!,
    ...(origin !== undefined && { origin }),
    source,
    language: document.languageId,
    diagnostic: toDiagnostic(diagnostic),
    // A linter is a program of the workspace, and so is its configuration.
    runTools: vscode.workspace.isTrusted,
  };
}

/** Shows where it is, in the column that the document is shown in. */
export async function reveal(subject: Subject): Promise<void> {
  const { document, diagnostic } = (await currentSubject(subject)) ?? subject;
  await vscode.window.showTextDocument(document, { selection: diagnostic.range, viewColumn: columnOf(document) });
}

/** The column that the document is shown in, so that it is not opened a second time in place of the panel. */
export function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === document.uri.toString());
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}

/** Opens a page about a rule in the browser, if it is a web page. */
export async function openPage(url: string | null | undefined): Promise<void> {
  const address = webAddress(url);
  if (address) await vscode.env.openExternal(vscode.Uri.parse(address, true));
}
