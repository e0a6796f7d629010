import * as vscode from 'vscode';
import type { Parts } from './parts.ts';
import type { RunningJobs } from './running-jobs.ts';
import { statusText } from './status-text.ts';

/** The item that shows the model and what it does; a click opens the menu. */
export function createStatusBar({ parts, running, configuredModel }: { parts: Parts; running: RunningJobs; configuredModel: () => string }): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('journeyman.status', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Journeyman';
  item.command = 'journeyman.showMenu';
  const update = () => {
    const kinds = running.working().map((job) => job.kind);
    const { text, tooltip, kind } = statusText(parts.status(), configuredModel(), kinds);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip.replaceAll('\n', ' '), role: 'button' };
    item.backgroundColor = kind === 'error' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  };
  update();
  item.show();
  return vscode.Disposable.from(item, parts.onStatus(update), running.onChange(update), vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('journeyman') && update()));
}
