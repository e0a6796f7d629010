import * as vscode from 'vscode';
import type { BaseChoice, BaseReason } from '../core/changes.ts';
import { plain } from './split-list.ts';

const REASONS: Record<BaseReason, string> = {
  given: 'chosen before',
  recorded: 'of its pull request',
  nearest: 'the branch that it left last',
  'default-branch': 'the default branch',
  'usual-name': '',
};

/** Lets the user pick the branch to compare with, of those that may be meant. Undefined when the picking was given up. */
export async function pickBase(choices: Thenable<BaseChoice[]>, current: string): Promise<string | undefined> {
  const items = choices.then((found) => found.map(baseItem));
  const picked = await vscode.window.showQuickPick(items, { title: 'Change Base', placeHolder: current === '' ? 'Compare the branch with…' : `Compared with ${plain(current)}. Compare with…`, matchOnDescription: true });
  return picked?.name;
}

function baseItem({ name, reason, commits }: BaseChoice): vscode.QuickPickItem & { name: string } {
  const description = [commits === 1 ? '1 commit on top' : `${commits.toLocaleString('en-US')} commits on top`, REASONS[reason]].filter(Boolean).join(' · ');
  return { label: plain(name), description, name };
}
