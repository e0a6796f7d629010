import * as vscode from 'vscode';
import type { Log } from '../core/log.ts';
import type { WorkerResult } from '../core/result.ts';
import type { CommitOutput } from '../workers/commit/input.ts';
import { afterMessage } from './after-message.ts';
import { createBackgroundJobs } from './background-jobs.ts';
import { CANDIDATES, CommitMessages } from './commit-message.ts';
import type { GitReader } from './commit-subject.ts';
import { DraftAhead } from './draft-ahead.ts';
import type { ErrorReporter } from './errors.ts';
import { afterGathering } from './gathered.ts';
import { watchRepositories } from './git-repositories.ts';
import type { Jobs } from './jobs.ts';
import type { Parts } from './parts.ts';
import { mayDraftAhead } from './repository-state.ts';
import type { RunningJobs } from './running-jobs.ts';
import type { Settings } from './settings.ts';

/** Loaded when first used, like everything that runs git. */
const git: GitReader = {
  indexState: async (folder, signal) => (await import('../sources/git/index-state.ts')).readIndexState(folder, signal),
  amended: async (folder, signal) => (await import('../sources/git/amended.ts')).amendedChanges(folder, signal),
};

/** The commands for commit messages, and the drafting ahead that goes on behind them. */
export function createCommitMessages({ jobs, parts, running, errors, settings, log }: { jobs: Jobs; parts: Parts; running: RunningJobs; errors: ErrorReporter; settings: () => Settings; log: Log }): { messages: CommitMessages; disposable: vscode.Disposable } {
  const background = createBackgroundJobs(parts, () => settings().model);
  const ahead = new DraftAhead<WorkerResult<CommitOutput>>({
    async read(folder, signal) {
      const state = await git.indexState(folder, signal);
      return { key: state.key, wanted: mayDraftAhead(state) };
    },
    possible: (signal) => background.possible(signal),
    draft(folder, key, signal) {
      const sameIndex = async () => {
        if ((await git.indexState(folder, signal)).key !== key) throw new DOMException('Something else is staged by now.', 'AbortError');
      };
      return background.run(({ commit }) => afterGathering(commit, sameIndex), { cwd: folder }, { signal, candidates: CANDIDATES });
    },
    enabled: () => vscode.workspace.isTrusted && settings().draftAhead,
    busy: () => running.list().length > 0,
    log,
  });
  const messages = new CommitMessages({ jobs, running, errors, git, ahead, afterMessage });
  const watching = watchRepositories({
    opened: ({ rootUri }) => ahead.watch(rootUri.fsPath),
    changed(repository) {
      messages.repositoryChanged(repository);
      ahead.changed(repository.rootUri.fsPath);
    },
    closed(repository) {
      messages.repositoryClosed(repository);
      ahead.unwatch(repository.rootUri.fsPath);
    },
  });
  const disposable = vscode.Disposable.from(
    watching,
    ahead,
    messages,
    running.onChange(() => ahead.jobsChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('journeyman') && ahead.reset()),
  );
  return { messages, disposable };
}
