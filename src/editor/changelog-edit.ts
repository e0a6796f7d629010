import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import type { FileEdit } from '../workers/changelog/input.ts';
import { replacementFor } from './fix-diff.ts';
import { asHeld } from './held-text.ts';
import { inform } from './messages.ts';

const SCHEME = 'journeyman-changelog';
const failed = 'The changelog was not changed.';

/** Shows what becomes of a changelog in the diff editor, and makes it so when the user says so: by one edit that can be undone and is not saved. */
export class ChangelogEdits implements vscode.TextDocumentContentProvider {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  /** The one that is shown now. */
  #shown: { uri: string; text: string } | undefined;
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown?.uri === uri.toString() ? this.#shown.text : '';
  }

  /** Resolves when the user has decided: true where the document was changed. Throws a UserError where it is not as the entry was made for. */
  async review(uri: vscode.Uri, { path, before, after }: FileEdit): Promise<boolean> {
    const document = await vscode.workspace.openTextDocument(uri);
    const unchanged = () => asHeld(document.getText(), '\n') === asHeld(before ?? '', '\n');
    if (!unchanged()) throw new UserError(failed, `${path} has changes that are not saved.`, 'Save or undo them, then try again.');
    const preview = vscode.Uri.from({ scheme: SCHEME, path: uri.path.startsWith('/') ? uri.path : `/${uri.path}`, query: String(++this.#count) });
    this.#shown = { uri: preview.toString(), text: after };
    await vscode.commands.executeCommand('vscode.diff', uri, preview, `${path}: with the new entry`, { preview: true } satisfies vscode.TextDocumentShowOptions);
    const answer = await inform(`Add this entry to ${path}?`, 'Apply', 'Discard');
    await closeDiff(preview);
    if (answer !== 'Apply') return false;
    if (!unchanged()) throw new UserError(failed, `${path} was edited while the entry was shown.`, 'Run the command again.');
    const held = document.getText();
    const replacement = replacementFor(held, asHeld(after, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n'));
    if (!replacement) return false;
    const [start, end] = [document.positionAt(replacement.start), document.positionAt(replacement.end)];
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(start, end), replacement.text);
    if (!(await vscode.workspace.applyEdit(edit))) throw new UserError(failed, 'The editor refused the change.', 'Check that the file can be written.');
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
    return true;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

async function closeDiff(preview: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === preview.toString());
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

/** Opens a file that is not there yet with this text, for the user to look at and save. */
export async function openNewFile(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  // It may be open from before, with words of the user's.
  if (document.getText() !== '') throw new UserError('The entry was not written.', 'There is an unsaved document of that name.', 'Save or close it, then try again.');
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
}

/** Makes the small files that the user picks, by one edit that can be undone, and shows the first. False where none was picked. */
export async function makeFiles(root: vscode.Uri, files: readonly FileEdit[]): Promise<boolean> {
  const items = files.map((file) => ({ label: file.path.split('/').at(-1)!, description: file.after.replace(/^---\n[\s\S]*?\n---\n/, '').trim().split('\n', 1)[0]!, picked: true, file }));
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, title: `Make ${files.length} files`, placeHolder: 'Which of them?' });
  const [first] = picked ?? [];
  if (!picked || !first) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { file } of picked) edit.createFile(vscode.Uri.joinPath(root, file.path), { overwrite: false, contents: new TextEncoder().encode(file.after) });
  if (!(await vscode.workspace.applyEdit(edit))) throw new UserError('The files were not made.', 'The editor refused the change; one of them may be there already.', 'Run the command again.');
  await vscode.window.showTextDocument(vscode.Uri.joinPath(root, first.file.path));
  return true;
}
