import * as vscode from 'vscode';
import { warn } from './messages.ts';

/** True in a trusted workspace. Otherwise says why `what` does not work here, and offers to change that. */
export function requireTrust(what: string): boolean {
  if (vscode.workspace.isTrusted) return true;
  const text = `${what} needs a trusted workspace: git may run programs that a repository's configuration names. Trust this folder first.`;
  void warn(text, 'Manage Workspace Trust').then((answer) => answer && vscode.commands.executeCommand('workbench.trust.manage'));
  return false;
}
