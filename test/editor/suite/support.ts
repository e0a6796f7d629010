import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { modelProcesses } from '../../support/child-processes.ts';

/** What the suite uses of VS Code's own git extension. */
export interface Repository {
  rootUri: vscode.Uri;
  inputBox: { value: string };
  state: { indexChanges: unknown[]; workingTreeChanges: unknown[] };
  status(): Promise<void>;
  add(paths: string[]): Promise<void>;
}

export const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('journeyman.journeyman');
  if (!found) throw new Error('The extension is not installed.');
  return found;
}

/** The git repository of that folder name in the workspace. */
export async function repository(name: string): Promise<Repository> {
  const git = await vscode.extensions.getExtension<{ getAPI(version: 1): { repositories: Repository[] } }>('vscode.git')!.activate();
  const found = await eventually(`the repository ${name}`, () => git.getAPI(1).repositories.find(({ rootUri }) => rootUri.path.endsWith(`/${name}`)));
  await found.status();
  return found;
}

/** Stages a change of the repository `zweites`. Each name is another one: for a change that had its message before no model is asked. */
export async function stage(repository: Repository, name: string): Promise<void> {
  const path = join(repository.rootUri.fsPath, 'app.py');
  await writeFile(path, `def ${name}(name):\n    if not name:\n        raise ValueError("Whom?")\n    return f"Hello {name}"\n`);
  await repository.add([path]);
}

/** Waits until the question has an answer. */
export async function eventually<T>(what: string, question: () => T | undefined | false | Promise<T | undefined | false>, timeoutMs = 120_000): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(5)) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
}

/** The process ids of the extension's model process: none, or one. */
export function ownModelProcesses(): Promise<number[]> {
  return modelProcesses(process.pid);
}

/** A command of ours, as a Thenable that tells whether it has ended. */
export function start(command: string, ...args: unknown[]): { done: Promise<void>; ended(): boolean } {
  let ended = false;
  const done = Promise.resolve(vscode.commands.executeCommand(command, ...args)).then(() => {
    ended = true;
  });
  return { done, ended: () => ended };
}

/** Answers what is asked in a notification as a person does who closes it. */
export async function closeNotifications(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** With a user setting as the test needs it; afterwards it is as before. */
export async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const before = vscode.workspace.getConfiguration().inspect(name)?.globalValue;
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await body();
  } finally {
    await vscode.workspace.getConfiguration().update(name, before, vscode.ConfigurationTarget.Global);
  }
}
