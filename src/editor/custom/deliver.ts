import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { WorkerDefinition } from '../../workers/custom/definition.ts';
import { besidePanel } from '../columns.ts';
import type { TextPlace } from './choose-input.ts';

/** What each format is called in the editor. */
const LANGUAGES: Record<WorkerDefinition['format'], string> = {
  text: 'plaintext',
  markdown: 'markdown',
  json: 'json',
  yaml: 'yaml',
  csv: 'plaintext',
  typescript: 'typescript',
  javascript: 'javascript',
  python: 'python',
  html: 'html',
  css: 'css',
  shell: 'shellscript',
};

/** The editor's language of a worker's answers. */
export function languageOf({ kind, format }: Pick<WorkerDefinition, 'kind' | 'format'>): string {
  return kind === 'transform' ? LANGUAGES[format] : kind === 'extract' ? 'json' : kind === 'summarize' ? 'markdown' : 'plaintext';
}

export async function openText(content: string, language: string, viewColumn: vscode.ViewColumn): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }), { viewColumn, preview: false });
}

/** Brings the document of a text into sight, if it is not: where it is open already, else beside our panels. The focus stays, for the user works elsewhere by now. */
export async function showPlace({ uri }: TextPlace): Promise<void> {
  if (vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri)) return;
  const isIt = ({ input }: vscode.Tab) => input instanceof vscode.TabInputText && input.uri.toString() === uri;
  const group = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isIt));
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { preview: false, preserveFocus: true, viewColumn: group?.viewColumn ?? besidePanel() });
}

/** Puts the answer in the place of what the worker was given; one step to undo. Throws a UserError where that is no longer what it was. */
export async function replaceText(place: TextPlace, before: string, text: string): Promise<void> {
  const document = await documentAt(place);
  const range = rangeOf(document, place);
  if (!stillStands(document, place, before)) throw changed('The text was not replaced.');
  // What ends with a line end does so afterwards.
  const end = /\r?\n$/.exec(before)?.[0] ?? '';
  await apply(document, range, end !== '' && !text.endsWith('\n') ? `${text}${end}` : text);
}

/**
 * Inserts the answer below what the worker was given, or at the cursor of the editor that is in use or beside the panel where that stands in no document.
 * Throws a UserError where there is no editor, and where what the worker was given is no longer what it was: its end is somewhere else then.
 */
export async function insertText(place: TextPlace | undefined, before: string, text: string): Promise<void> {
  if (!place) {
    // Whoever clicks in a panel has left the editor.
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
    if (!editor) throw new UserError('The answer was not inserted.', 'No editor is open.', 'Open a file, or copy the answer.');
    return apply(editor.document, new vscode.Range(editor.selection.active, editor.selection.active), text);
  }
  const document = await documentAt(place);
  if (!stillStands(document, place, before)) throw changed('The answer was not inserted.');
  const { end } = rangeOf(document, place);
  const line = document.lineAt(end.line);
  const atStart = end.character === 0 && end.line > place.start.line;
  await (atStart ? apply(document, new vscode.Range(end, end), `${text}\n`) : apply(document, new vscode.Range(line.range.end, line.range.end), `\n${text}`));
}

/** Whether the document still has the text in its place. */
export function stillStands(document: vscode.TextDocument, place: TextPlace, text: string): boolean {
  return withPlainEnds(document.getText(rangeOf(document, place))) === withPlainEnds(text);
}

function changed(what: string): UserError {
  return new UserError(what, 'The text has changed since the worker was given it.', 'Run the worker again.');
}

async function documentAt({ uri }: TextPlace): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
}

function rangeOf(document: vscode.TextDocument, { start, end }: TextPlace): vscode.Range {
  return document.validateRange(new vscode.Range(start.line, start.character, end.line, end.character));
}

async function apply(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new UserError('The text was not changed.', 'The editor refused the change.', 'Copy the answer from the panel.');
}

function withPlainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
