import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { CustomInput } from '../../workers/custom/input.ts';
import { isOwn } from '../diagnostics.ts';
import { originOf } from '../document-origin.ts';
import type { InputSources, TakenInput } from './choose-input.ts';
import { diagnosticsText } from './diagnostics-text.ts';
import { terminalSelection } from './terminal-selection.ts';

/** Where inputs are taken from with this editor in front. A terminal gives its selection to none but its own command, which the user has to mean: it is left out. */
export function inputSources(editor: vscode.TextEditor | undefined): Partial<InputSources> {
  return {
    ...(editor && { selection: () => selectionOf(editor), file: () => documentInput(editor.document), diagnostics: () => diagnosticsOf(editor.document) }),
    clipboard: clipboardInput,
  };
}

export function selectionOf({ document, selection }: Pick<vscode.TextEditor, 'document' | 'selection'>): TakenInput | undefined {
  if (selection.isEmpty) return undefined;
  // A selection that ends where a line begins does not mean that line.
  const last = selection.end.character === 0 && selection.end.line > selection.start.line ? selection.end.line - 1 : selection.end.line;
  const lines = last === selection.start.line ? `line ${last + 1}` : `lines ${selection.start.line + 1} to ${last + 1}`;
  return taken(document, selection, 'selection', `the selection in ${nameOf(document)}, ${lines}`);
}

export function documentInput(document: vscode.TextDocument): TakenInput {
  return taken(document, new vscode.Range(0, 0, document.lineCount, 0), 'file', nameOf(document));
}

/** The file that was clicked in the Explorer. Throws a UserError where it is no text. */
export async function fileInput(uri: vscode.Uri): Promise<TakenInput> {
  try {
    return documentInput(await vscode.workspace.openTextDocument(uri));
  } catch (error) {
    throw new UserError('The file cannot be read.', 'It is not a text, or too large for the editor.', 'On the command line, journeyman run reads files of any size.', { cause: error });
  }
}

export async function terminalInput(): Promise<TakenInput> {
  const { clipboard } = vscode.env;
  const text = await terminalSelection(clipboard, () => vscode.commands.executeCommand('workbench.action.terminal.copySelection'));
  if (text === undefined) throw new UserError('There is nothing to work on.', 'No text is selected in the terminal.', 'Select some of its output first.');
  return { input: withFolder({ text }), from: 'terminal', what: 'the selection in the terminal' };
}

/** A text that was typed or chosen. */
export function givenText(text: string, what: string): TakenInput {
  return { input: withFolder({ text }), from: 'text', what };
}

async function clipboardInput(): Promise<TakenInput | undefined> {
  const text = await vscode.env.clipboard.readText();
  return text === '' ? undefined : { input: withFolder({ text }), from: 'clipboard', what: 'the clipboard' };
}

function diagnosticsOf(document: vscode.TextDocument): TakenInput | undefined {
  const found = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => !isOwn(diagnostic));
  if (found.length === 0) return undefined;
  const { path, folder } = placeOf(document);
  return { input: { text: diagnosticsText(found), path, folder }, from: 'diagnostics', what: `the problems in ${nameOf(document)}` };
}

function taken(document: vscode.TextDocument, range: vscode.Range, from: 'selection' | 'file', what: string): TakenInput {
  const text = document.getText(range);
  const { start, end } = document.validateRange(range);
  const input: CustomInput = { text, language: document.languageId, firstLine: start.line + 1, ...placeOf(document) };
  return { input, from, what, place: { uri: document.uri.toString(), start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } } };
}

/** A path in the workspace, with its folder; of a file elsewhere the whole path, of a new one none. What is no file has an address, which never leaves. */
function placeOf({ uri }: vscode.TextDocument): Pick<CustomInput, 'path' | 'folder'> {
  const origin = originOf(uri);
  if (!origin?.isFile) return origin ? { path: origin.path } : {};
  const file = vscode.Uri.file(origin.path);
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder ? { path: vscode.workspace.asRelativePath(file, false), folder: folder.uri.fsPath } : { path: origin.path };
}

/** What has no file belongs to the workspace that is open: its exclusions hold for it. */
function withFolder(input: CustomInput): CustomInput {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder === undefined ? input : { ...input, folder };
}

function nameOf(document: vscode.TextDocument): string {
  return document.isUntitled ? document.uri.path : vscode.workspace.asRelativePath(document.uri);
}
