import * as vscode from 'vscode';
import { withoutLinks } from './plain-text.ts';

/** A message with buttons; gives the one that was pressed. All messages that are no dialogs go this way, for parts of most come from a repository, a model or a setting. */
export function inform(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(text), ...buttons);
}

/** The same, of something to look at. */
export function warn(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(text), ...buttons);
}

/** The same, of something that went wrong. */
export function complain(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(text), ...buttons);
}
