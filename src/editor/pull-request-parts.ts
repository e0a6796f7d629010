import * as vscode from 'vscode';
import type { Log } from '../core/log.ts';
import type { PullRequestInput } from '../workers/pull-request/facts.ts';
import { createBackgroundJobs } from './background-jobs.ts';
import { watchRepositories } from './git-repositories.ts';
import { PullRequestSummary, type PullRequestDependencies } from './pull-request.ts';
import { PullRequestAhead } from './pull-request-ahead.ts';
import { PullRequestChoices } from './pull-request-choices.ts';
import type { Storage } from './remembered.ts';
import { changesAnswers, type Settings } from './settings.ts';
import { wakeAtNews } from './wake-at-news.ts';

export interface PullRequestPartsDependencies extends Omit<PullRequestDependencies, 'choices' | 'answered'> {
  /** Where the workspace remembers what was chosen and written. */
  storage: Storage;
  /** Those of a folder, where one is named. */
  settings: (folder?: vscode.Uri) => Settings;
  log: Log;
}

/** The command for pull requests, and the summarising ahead that goes on behind it: its answers are kept in the store, where the command finds them. */
export function createPullRequests({ storage, settings, log, ...deps }: PullRequestPartsDependencies): { summary: PullRequestSummary; disposable: vscode.Disposable } {
  const { parts, running } = deps;
  const choices = new PullRequestChoices(storage);
  const background = createBackgroundJobs(parts, 'pr');
  const looked = wakeAtNews(parts);
  const ahead = new PullRequestAhead({
    baseChoices: (folder, signal) => parts.use(({ git }) => git.baseChoices({ cwd: folder }, signal)),
    possible: (signal) => background.possible(signal),
    summarize: (folder, branch, signal) => background.run(({ pr }) => pr, choices.input({ folder, branch }) as PullRequestInput, { signal, givesWayToAll: true }),
    enabled: (folder) => vscode.workspace.isTrusted && settings(vscode.Uri.file(folder)).summarizeAhead,
    busy: () => running.working().length > 0,
    log,
  });
  const summary = new PullRequestSummary({ ...deps, choices, answered: () => ahead.answered() });
  const watching = watchRepositories({
    opened({ rootUri, state }) {
      looked(rootUri.fsPath, state.HEAD?.commit ?? null);
      ahead.opened(rootUri.fsPath, state.HEAD);
    },
    changed(repository) {
      looked(repository.rootUri.fsPath, repository.state.HEAD?.commit ?? null);
      summary.repositoryChanged(repository);
      ahead.changed(repository.rootUri.fsPath, repository.state.HEAD);
    },
    closed: ({ rootUri }) => ahead.closed(rootUri.fsPath),
  });
  const disposable = vscode.Disposable.from(
    watching,
    ahead,
    summary,
    running.onChange(() => ahead.jobsChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => changesAnswers(event, 'pullRequest.ahead') && ahead.reset()),
  );
  return { summary, disposable };
}
