import * as vscode from 'vscode';
import type { IndexState } from '../sources/git/index-state.ts';
import type { CommitInput } from '../workers/commit/input.ts';
import { gitSettings, nameOf, type Repository, unstagedIn } from './git-repositories.ts';
import { inform } from './messages.ts';
import { isAmending, preparedMessageStays, smartStage } from './repository-state.ts';

/** Reads git for what the editor's own extension does not tell. */
export interface GitReader {
  indexState(folder: string, signal: AbortSignal): Promise<IndexState>;
  amended(folder: string, signal: AbortSignal): Promise<{ diff: string; recentSubjects: string[] }>;
}

/** What a message is asked for. */
export interface CommitSubject {
  input: CommitInput;
  /** Of the index; null where it has none. */
  key: string | null;
  /** Whether it is what would be drafted ahead. */
  usual: boolean;
  /** Takes back what was staged for it, as long as nothing else was staged since. */
  unstage?: () => Promise<void>;
}

/**
 * Finds out what the message is to describe: what is staged, what VS Code's own commit button would stage, or the whole commit that is amended.
 * Where git has a message of its own for what it is in the middle of, that one stays unless the user insists. Undefined when nothing is to be written.
 */
export async function commitSubject(repository: Repository, git: GitReader, instructions: string): Promise<CommitSubject | undefined> {
  const folder = repository.rootUri.fsPath;
  const signal = new AbortController().signal;
  const [state, last] = await Promise.all([git.indexState(folder, signal), lastMessage(repository)]);
  const staged = { input: { cwd: folder, instructions }, key: state.key, usual: true };
  // The worker says which files are in conflict.
  if (state.unmerged) return staged;

  const reason = preparedMessageStays(state);
  if (reason !== undefined) {
    if (!(await insists(reason))) {
      if (repository.inputBox.value.trim() === '') repository.inputBox.value = state.prepared;
      return undefined;
    }
  } else if (isAmending(repository.inputBox.value, last)) {
    const whole = 'The Whole Amended Commit';
    const part = 'Only What Is Staged';
    const title = 'The commit box holds the message of the last commit. What should the new one describe?';
    const answer = state.staged ? await vscode.window.showQuickPick([whole, part], { title }) : whole;
    if (answer === undefined) return undefined;
    if (answer === whole) return { input: { ...(await git.amended(folder, signal)), instructions }, key: state.key, usual: false };
  }
  if (state.staged) return staged;

  if (!(await stage(repository))) return undefined;
  const after = await git.indexState(folder, signal);
  const unstage = async () => {
    if ((await git.indexState(folder, signal)).key === after.key) await vscode.commands.executeCommand('git.unstageAll', repository.rootUri);
  };
  return { ...staged, key: after.key, unstage };
}

/** The message of the last commit, looked for only where the box holds something that it could be. */
async function lastMessage(repository: Repository): Promise<string | undefined> {
  if (repository.inputBox.value.trim() === '' || repository.state.HEAD?.commit === undefined) return undefined;
  return repository.getCommit('HEAD').then(({ message }) => message, () => undefined);
}

async function insists(reason: string): Promise<boolean> {
  const another = 'Write Another Message';
  return (await vscode.window.showQuickPick(["Keep Git's Message", another], { title: reason })) === another;
}

/** Stages what a commit would, after asking where VS Code would ask. */
async function stage(repository: Repository): Promise<boolean> {
  await repository.status();
  const { stage: what, files, ask } = smartStage(unstagedIn(repository), gitSettings(repository), nameOf(repository));
  const count = files === 1 ? '1 file' : `${files} files`;
  if (ask) {
    const yes = what === 'all' ? 'Stage All and Generate' : 'Stage Tracked Files and Generate';
    const text = `Nothing is staged in ${nameOf(repository)}, so there is nothing to write a message for. Stage the changes that belong together, or all of them (${count}).`;
    if ((await inform(text, yes)) !== yes) return false;
  }
  await vscode.commands.executeCommand(what === 'all' ? 'git.stageAll' : 'git.stageAllTracked', repository.rootUri);
  if (!ask) vscode.window.setStatusBarMessage(`$(check) Staged ${count}, as git.enableSmartCommit says`, 5_000);
  return true;
}
