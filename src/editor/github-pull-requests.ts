import * as vscode from 'vscode';
import type { Git } from '../core/changes.ts';
import type { Log } from '../core/log.ts';
import type { ErrorReporter } from './errors.ts';
import { openRepositories } from './git-repositories.ts';
import { createGitHubProvider } from './github-provider.ts';
import { keepRegistered } from './github-registration.ts';
import type { Jobs } from './jobs.ts';
import type { RunningJobs } from './running-jobs.ts';

const DOUBT_MS = 15_000;

export interface GitHubPullRequestsDependencies {
  jobs: Jobs;
  running: RunningJobs;
  errors: ErrorReporter;
  log: Log;
}

/** Offers title and description where the extension “GitHub Pull Requests” creates a pull request, for as long as that one is there. */
export function createGitHubPullRequests({ jobs, running, errors, log }: GitHubPullRequestsDependencies): vscode.Disposable {
  const provider = createGitHubProvider({
    jobs,
    running,
    errors,
    async inputFor(context, signal) {
      // Without git's own extension there is still what the other one gave.
      const [{ inputFor }, { parseDiff }, open] = await Promise.all([import('./github-input.ts'), import('../sources/git/parse-diff.ts'), openRepositories().catch(() => [])]);
      const repositories = open.map(({ rootUri }) => ({ uri: rootUri.toString(), folder: rootUri.fsPath }));
      return inputFor(context, { git, parseDiff, repositories, log }, signal);
    },
    showProgress: (job) =>
      vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Describing the pull request' }, (progress) => job(({ what }) => progress.report({ message: what }))),
    showDoubt: () => void vscode.window.setStatusBarMessage('$(info) Journeyman is not sure of this title and description.', DOUBT_MS),
  });
  const registration = keepRegistered(
    provider,
    {
      getExtension: (id) => vscode.extensions.getExtension(id),
      isTrusted: () => vscode.workspace.isTrusted,
      onDidChange: (listener) => vscode.Disposable.from(vscode.extensions.onDidChange(listener), vscode.workspace.onDidGrantWorkspaceTrust(listener)),
    },
    log,
  );
  return vscode.Disposable.from(registration);
}

/** Loaded when first used, like everything that runs git. */
const git: Pick<Git, 'branchChanges'> = {
  branchChanges: async (range, signal) => (await import('../sources/git/git.ts')).createGit().branchChanges(range, signal),
};
