import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import { currentSubject, type Subject } from './explain-subject.ts';
import { offeredQuickFixes } from './quick-fix-filter.ts';

/** Actions whose edit is asked for where an extension makes it only when it is needed. */
const RESOLVED = 8;

/** The quick fixes that other extensions have for the diagnostic's place and that only the editor knows. None where they fail. */
export async function quickFixesAt({ document, diagnostic }: Subject): Promise<vscode.CodeAction[]> {
  try {
    const actions = await vscode.commands.executeCommand<(vscode.CodeAction | undefined)[]>('vscode.executeCodeActionProvider', document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value, RESOLVED);
    return offeredQuickFixes(actions.filter((action) => action !== undefined));
  } catch {
    return [];
  }
}

/** Applies the quick fix of that title as it is now: what was listed was made for the text of that time. */
export async function applyQuickFix(subject: Subject, title: string): Promise<void> {
  const failed = 'The quick fix was not applied.';
  const current = await currentSubject(subject);
  const action = current && (await quickFixesAt(current)).find((offered) => offered.title === title);
  if (!action?.edit) throw new UserError(failed, 'The editor no longer offers it.', 'Look at the lightbulb in the editor.');
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new UserError(failed, 'The editor refused the change.', 'Check that the file can be written.');
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}
