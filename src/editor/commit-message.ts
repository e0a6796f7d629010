import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import { Draft } from './draft.ts';
import type { ErrorReporter } from './errors.ts';
import { nameOf, pickRepository, type Repository } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import type { RunningJobs } from './running-jobs.ts';
import type { Settings } from './settings.ts';
import { requireTrust } from './trust.ts';

const failed = 'No commit message was written.';

/**
 * Writes a message for what is staged into the commit box of the repository that was clicked. What stands there is kept until the first
 * words come, put back when the job is cancelled or fails, and offered back when it ends.
 */
export function generateCommitMessage({ jobs, running, errors, settings }: { jobs: Jobs; running: RunningJobs; errors: ErrorReporter; settings: () => Settings }) {
  return async (clicked?: unknown): Promise<void> => {
    if (!requireTrust('Generating a commit message')) return;
    try {
      const repository = await pickRepository(clicked, 'Generate a commit message for which repository?');
      if (!repository || running.has('commit', keyOf(repository)) || !(await somethingStaged(repository))) return;
      await write(repository);
    } catch (error) {
      errors.show(failed, error);
    }
  };

  async function write(repository: Repository): Promise<void> {
    const job = running.start('commit', keyOf(repository));
    const draft = new Draft(repository.inputBox);
    const stop = new AbortController();
    const signal = AbortSignal.any([job.signal, stop.signal]);
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, async () => {
        const { output } = await jobs.run(({ commit }) => commit, { cwd: repository.rootUri.fsPath, instructions: settings().commitInstructions }, {
          signal,
          onPartial: (text) => {
            if (!draft.write(text)) stop.abort();
          },
        });
        draft.write(output.message);
      });
    } catch (error) {
      draft.restore();
      throw error;
    } finally {
      job.end();
      offerBack(repository, draft);
    }
  }
}

/** A repository's key among the running jobs. */
function keyOf({ rootUri }: { rootUri: vscode.Uri }): string {
  return rootUri.toString();
}

/** Keeps the context keys up to date by which the commit button becomes a stop button and "Stop" can be found. */
export function showRunning(running: RunningJobs): vscode.Disposable {
  const subscription = running.onChange(() => {
    const jobs = running.list();
    // Not the repositories' addresses: on a remote machine menus know them in another form than extensions do.
    void vscode.commands.executeCommand('setContext', 'journeyman.committing', jobs.some(({ kind }) => kind === 'commit'));
    void vscode.commands.executeCommand('setContext', 'journeyman.running', jobs.length > 0);
  });
  return new vscode.Disposable(() => subscription.dispose());
}

/** The stop button: ends the writing for the repository that was clicked, or for the others when nothing is written there; without a repository, all jobs. */
export function cancel(running: RunningJobs) {
  return (clicked?: unknown): void => {
    const uri = typeof clicked === 'object' && clicked !== null && 'rootUri' in clicked ? clicked.rootUri : undefined;
    if (!(uri instanceof vscode.Uri)) return running.cancel();
    const key = keyOf({ rootUri: uri });
    running.cancel(running.has('commit', key) ? { kind: 'commit', key } : { kind: 'commit' });
  };
}

/** Whether there is something to describe. Where nothing is staged, says so and offers to stage everything. */
async function somethingStaged(repository: Repository): Promise<boolean> {
  if (repository.state.indexChanges.length > 0) return true;
  await repository.status();
  const { indexChanges, mergeChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
  if (indexChanges.length > 0) return true;
  if (mergeChanges.length > 0) {
    throw new UserError(`Nothing is staged in ${nameOf(repository)}.`, 'A merge has conflicts that are not solved yet.', 'Solve and stage them, then generate the message again.');
  }
  if (workingTreeChanges.length + untrackedChanges.length === 0) {
    throw new UserError(`There is nothing to commit in ${nameOf(repository)}.`, 'No file has changed.', 'Change and stage something first.');
  }
  const stageAll = 'Stage All and Generate';
  const answer = await vscode.window.showInformationMessage(`Nothing is staged in ${nameOf(repository)}, so there is nothing to write a message for. Stage the changes that belong together.`, stageAll);
  if (answer !== stageAll) return false;
  await vscode.commands.executeCommand('git.stageAll', repository.rootUri);
  return true;
}

function offerBack({ inputBox }: Repository, draft: Draft): void {
  const before = draft.replaced;
  if (before.trim() === '') return;
  const undo = 'Undo';
  void vscode.window.showInformationMessage('The generated message replaced the text in the commit box.', undo).then((answer) => {
    if (answer === undo && draft.untouched) draft.restore();
    else if (answer === undo) inputBox.value = `${before}\n\n${inputBox.value}`.trimEnd();
  });
}
