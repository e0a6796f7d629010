import * as vscode from 'vscode';
import type { RunningJobs } from './running-jobs.ts';

/** Keeps the context keys up to date by which the commit button becomes a stop button and "Stop" can be found. */
export function showRunning(running: RunningJobs): vscode.Disposable {
  const subscription = running.onChange(() => {
    const jobs = running.list();
    // Not the repositories' addresses: on a remote machine menus know them in another form than extensions do.
    void vscode.commands.executeCommand('setContext', 'journeyman.committing', running.working().some(({ kind }) => kind === 'commit'));
    void vscode.commands.executeCommand('setContext', 'journeyman.running', jobs.length > 0);
  });
  return new vscode.Disposable(() => subscription.dispose());
}
