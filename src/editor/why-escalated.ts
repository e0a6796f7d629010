import * as vscode from 'vscode';
import { type LastResults, whyLines } from './last-results.ts';
import { inform } from './messages.ts';

interface Entry extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** Shows why the last answers were, or were not, asked of a remote model. */
export async function showWhyEscalated(results: LastResults): Promise<void> {
  const lines = whyLines(results.all);
  if (lines.length === 0) return void inform('Nothing has been answered in this window yet.');
  const run = vscode.commands.executeCommand;
  const separator = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const entries: Entry[] = [
    ...lines.map(({ label, detail, heading }): Entry => (heading ? separator(label) : { label, detail })),
    separator('More'),
    { label: '$(settings-gear) Escalation Settings', run: () => run('workbench.action.openSettings', 'journeyman.escalation') },
    { label: '$(cloud) Set Up Escalation…', run: () => run('journeyman.selectRemoteModel') },
    { label: '$(list-unordered) Show What Left This Machine', run: () => run('journeyman.showLedger') },
  ];
  const picked = await vscode.window.showQuickPick(entries, { title: 'Why Was This (Not) Escalated?', placeHolder: 'The last answer of each kind', matchOnDetail: true });
  await picked?.run?.();
}
